import Contracts
import Hummingbird
import Kernel
import Web

/// Where the registers are on the desk.
enum RegisterPath {
  static let room = "registers"
  static let index = "/lam-viec/so-bo"
  static let revenue = "/lam-viec/so-bo/doanh-thu"

  static func list(_ register: Register) -> String { "\(index)/\(register.slug)" }
  static func add(_ register: Register, for organisation: OrganisationID? = nil) -> String {
    "\(list(register))/ghi" + (organisation.map { "?co-quan=\($0)" } ?? "")
  }
  static func edit(_ register: Register, _ row: String) -> String { "\(list(register))/\(row)/sua" }
  static func remove(_ register: Register, _ row: String) -> String { "\(list(register))/\(row)/xoa" }
  static func bring(_ register: Register) -> String { "\(list(register))/nhap" }
  static func template(_ register: Register) -> String { "\(list(register))/mau" }

  /// The tab of an organisation on which these rows are.
  static func tab(_ register: Register, of organisation: OrganisationID) -> String {
    let slug = register.id == .flags ? Register.people.slug : register.slug
    return "\(OrganisationListPage.path)/\(organisation)/\(slug)"
  }
}

extension StaffContext {
  /// The register that the address names.
  func register() throws -> Register {
    guard let slug = parameters.get("register"), let register = Register.named(slug) else { throw Failure.notFound }
    return register
  }

  func rowID() throws -> String {
    guard let id = parameters.get("row") else { throw Failure.notFound }
    return id
  }
}

extension DeskPage {
  /// A page of the room Sổ bộ.
  static func ofRegisters(
    _ title: String, _ body: HTML, _ t: Translator, under: [(title: String, path: String)] = [],
    actions: HTML = .empty, lead: HTML? = nil, isWide: Bool = false
  ) -> DeskPage {
    DeskPage(
      title: title, room: RegisterPath.room, body: "<div class=\"stack\">\(body)</div>", actions: actions,
      breadcrumb: title == t("Sổ bộ") ? [] : [(t("Sổ bộ"), RegisterPath.index)] + under, lead: lead, isWide: isWide
    ).ofOrganisations
  }
}
