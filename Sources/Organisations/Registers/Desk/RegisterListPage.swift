import Contracts
import Hummingbird
import Kernel
import Web

/// One register on a day.
struct RegisterListPage: Sendable {
  let register: Register
  let part: RegisterPart
  let ends: [String: LicenceEnd]
  let place: RegisterPlace
  /// What is looked for.
  let text: String
  let isFirst: Bool
  let asOf: AsOf
  let mayAdd: Bool
  let done: String

  /// More than is shown at once: looked through by the program, not by the page.
  private var isLong: Bool { part.next != nil || !isFirst || !text.isEmpty }
  private var path: String { RegisterPath.list(register) }
  private var kept: [(String, String)] { [("tinh", place.chosen), ("tim", text)] }

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let head = RegisterHead(
      register: register, place: place, text: isLong ? text : nil, asOf: asOf, mayAdd: mayAdd)
    return DeskPage.ofRegisters(
      t(register.title),
      "\(RegisterDone.notice(done, t))\(head.form(t))\(table(context))\(pages(t))", t, actions: head.actions(t),
      lead: "\(t(register.lead))", isWide: true
    ).answer(context)
  }

  private func table(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard !part.rows.isEmpty else {
      guard text.isEmpty else {
        return EmptyState.html(
          t("Không có dòng nào có “\(text)” vào ngày \(asOf.day.vietnamese)."),
          act: Button.link(t("Bỏ tìm kiếm"), to: asOf.path(path, [("tinh", place.chosen)]), icon: "x"), icon: "search")
      }
      let act: HTML =
        mayAdd ? Button.link(t("Ghi thêm"), to: RegisterPath.add(register), style: .primary, icon: "plus") : .empty
      return EmptyState.html(
        t("Chưa ghi gì vào sổ này cho ngày \(asOf.day.vietnamese)."), act: act, icon: "clipboard-list")
    }
    let table = RegisterTable(register: register, rows: part.rows, keeping: part.keeping, asOf: asOf, ends: ends)
    let title = t(register.title)
    return """
      \(if: !isLong, FilterBar.html(
        target: register.id.rawValue, label: t("Lọc danh sách"), count: part.rows.count, t))\
      \(table.html(t("\(title) vào ngày \(asOf.day.vietnamese)"), context))
      """
  }

  private func pages(_ t: Translator) -> HTML {
    guard !isFirst || part.next != nil else { return .empty }
    let first = Button.link(t("Về đầu sổ"), to: asOf.path(path, kept), icon: "arrow-up")
    let next = part.next.map {
      Button.link(t("Các dòng sau"), to: asOf.path(path, kept + [("sau", $0)]), icon: "arrow-right")
    }
    return "<nav class=\"pagination\" aria-label=\"\(t("Trang"))\">\(if: !isFirst, first)\(next)</nav>"
  }
}

/// For which province a register is read: the one that was asked for, else the reader's own, else the whole country.
struct RegisterPlace: Sendable {
  static let everywhere = "tat-ca"
  let provinces: [UnitRecord]
  let province: UnitRecord?

  /// - Parameter home: where the reader's organisation lies.
  init(_ request: Request, _ provinces: [UnitRecord], home: UnitID?) {
    self.provinces = provinces
    let asked = request.asked("tinh")
    let wanted = asked.isEmpty ? home?.rawValue : asked
    province = provinces.first { $0.id.rawValue == wanted }
  }

  /// As addresses keep it.
  var chosen: String { province?.id.rawValue ?? Self.everywhere }
}

/// What stands above a register: day, province, acts.
struct RegisterHead: Sendable {
  let register: Register
  let place: RegisterPlace
  /// What is looked for; nil where the page shows everything at once.
  var text: String?
  let asOf: AsOf
  let mayAdd: Bool

  func form(_ t: Translator) -> HTML {
    let options =
      [(value: RegisterPlace.everywhere, label: t("Cả nước"))]
      + place.provinces.map { (value: $0.id.rawValue, label: $0.name) }
    return asOf.form(
      RegisterPath.list(register), t,
      fields: """
        \(Field.select("tinh", label: t("Tỉnh, thành phố"), options: options, selected: place.chosen))\
        \(text.map { Field.text("tim", label: t("Tìm trong sổ"), value: $0, type: "search", maxLength: 100) })
        """,
      linked: [("tinh", place.chosen), ("tim", text ?? "")])
  }

  func actions(_ t: Translator) -> HTML {
    let export = asOf.path("\(RegisterPath.list(register))/xuat.csv", [("tinh", place.chosen), ("tim", text ?? "")])
    return """
      \(Button.link(t("Tải CSV"), to: export, icon: "download"))\
      \(if: mayAdd, Button.link(t("Nhập từ bảng tính"), to: RegisterPath.bring(register), icon: "upload"))\
      \(if: mayAdd, Button.link(
        t("Ghi thêm"), to: RegisterPath.add(register), style: .primary, icon: "plus", command: true))
      """
  }
}

/// What was just done.
enum RegisterDone {
  static func notice(_ done: String, _ t: Translator) -> HTML {
    switch done {
    case "ghi": Notice.ok(t("Đã ghi vào sổ."))
    case "sua": Notice.ok(t("Đã sửa. Việc sửa được ghi trong nhật ký."))
    case "xoa": Notice.ok(t("Đã xóa dòng. Nội dung của dòng còn trong nhật ký."))
    case "nhap": Notice.ok(t("Đã nhập mọi dòng của bảng."))
    case "xac-nhan": Notice.ok(t("Đã xác nhận."))
    default: .empty
    }
  }
}
