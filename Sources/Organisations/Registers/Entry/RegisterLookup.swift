import Contracts
import Kernel
import Persistence

/// Organisations and units that rows name, looked up once for all of them.
struct RegisterLookup: Sendable {
  private struct Life: Sendable {
    let organisation: OrganisationID
    let validity: Validity
    let province: UnitID?
  }

  private var lives: [OrganisationID: [Life]] = [:]
  private var named: [String: [Life]] = [:]
  private let units: UnitNames

  /// - Parameter units: texts that name units; nil where no row names one.
  init(units texts: Set<String>?, on connection: any Connection) throws {
    units = try texts.map { try UnitNames($0, on: connection) } ?? UnitNames()
    try connection.forEach(
      "SELECT organisation, valid_from, valid_to, name, short_name, slug, province FROM organisation_version"
    ) { row in
      let life = Life(
        organisation: try row["organisation"],
        validity: Validity(from: try row["valid_from"], to: try row["valid_to"]), province: try row["province"])
      lives[life.organisation, default: []].append(life)
      let names: Set<String> = [
        UnitStore.folded(try row["name"]), UnitStore.folded(try row["short_name"]), try row["slug"],
      ]
      for name in names { named[name, default: []].append(life) }
    }
  }

  func isAlive(_ id: OrganisationID, on day: CivilDate) -> Bool {
    lives[id]?.contains { $0.validity.contains(day) } ?? false
  }

  /// Whether it lived at all in a year: facts of a year belong to it if it saw a part of it.
  func isAlive(_ id: OrganisationID, in year: Int) -> Bool {
    lives[id]?.contains { $0.validity.from.year <= year && ($0.validity.to?.year ?? year) >= year } ?? false
  }

  /// The organisation that this text names by its ID, whenever it lived.
  func organisation(byID text: String) -> OrganisationID? {
    let id = OrganisationID(text)
    return lives[id] == nil ? nil : id
  }

  /// The organisation of this ID, name, short name or address that lived on the day.
  func organisation(_ text: String, on day: CivilDate?) throws(Unfit) -> OrganisationID {
    let id = OrganisationID(text)
    if lives[id] != nil { return id }
    let all = named[UnitStore.folded(text)] ?? named[text] ?? []
    let found = Set(all.filter { life in day.map { life.validity.contains($0) } ?? true }.map(\.organisation))
    switch found.count {
    case 1: return found.first ?? id
    case 0:
      throw all.isEmpty
        ? Unfit("Không có cơ quan nào tên “\(text)”") : Unfit("“\(text)” không hoạt động vào ngày của dòng này")
    default: throw Unfit("Có \(found.count) cơ quan tên “\(text)”: hãy ghi tên đầy đủ")
    }
  }

  /// The unit of this name or code on the day; of several with one name the one in the organisation's province.
  func unit(_ text: String, on day: CivilDate, for organisation: OrganisationID?) throws(Unfit) -> UnitID {
    let province = organisation.flatMap { id in
      (lives[id] ?? []).first { $0.validity.contains(day) }?.province ?? lives[id]?.last?.province
    }
    return try units.unit(text, on: day, near: province)
  }
}

/// Units by what people write for them.
struct UnitNames: Sendable {
  private struct Unit: Sendable {
    let id: UnitID
    let code: String
    let level: UnitLevel
    let validity: Validity
    let parent: UnitID?
    let place: String
  }

  private var byID: [UnitID: [Unit]] = [:]
  private var byName: [String: [Unit]] = [:]
  private var byCode: [String: [Unit]] = [:]

  init() {}

  /// All units: there are some fifteen thousand versions, and a search by name would look through them as well. With a few
  /// texts only those that have a word of them, and what lies around.
  init(_ texts: Set<String>, on connection: any Connection) throws {
    guard !texts.isEmpty else { return }
    let few = texts.count <= 5
    let meant = texts.map { text -> SQL in
      let name = UnitStore.folded(Self.parts(text).name)
      return "code = \(text) OR unit = \(text) OR folded LIKE \("%" + name)"
    }
    let condition: SQL = few ? "\(SQL.joined(meant, by: " OR ")) OR level = 'province'" : "level <> 'district'"
    try connection.forEach(
      "SELECT unit, code, level, valid_from, valid_to, parent, folded, folded_place FROM unit_version WHERE \(condition)"
    ) { row in
      let folded: String = try row["folded"]
      let unit = Unit(
        id: try row["unit"], code: try row["code"], level: try row["level"],
        validity: Validity(from: try row["valid_from"], to: try row["valid_to"]), parent: try row["parent"],
        place: try row["folded_place"])
      guard unit.level != .district else { return }
      byID[unit.id, default: []].append(unit)
      byCode[unit.code, default: []].append(unit)
      byName[String(folded.drop { $0 == " " }), default: []].append(unit)
    }
  }

  /// `Xã Bảo Lâm` and what it lies in.
  private static func parts(_ text: String) -> (name: String, places: [String]) {
    let parts = text.split(separator: ",").map { UnitStore.folded(String($0)) }.filter { !$0.isEmpty }
    return (parts.first ?? "", Array(parts.dropFirst()))
  }

  private static let kinds = ["", "xa ", "phuong ", "thi tran ", "dac khu ", "tinh ", "thanh pho "]

  func unit(_ text: String, on day: CivilDate, near province: UnitID?) throws(Unfit) -> UnitID {
    if let known = byID[UnitID(text)], !known.isEmpty { return UnitID(text) }
    let day = UnitStore.known(day)
    let (name, places) = Self.parts(text)
    var found = (byCode[text] ?? []) + Self.kinds.flatMap { byName[$0 + name] ?? [] }
    guard !found.isEmpty else { throw Unfit("Không có xã, phường, tỉnh nào tên “\(text)”") }
    found = found.filter { $0.validity.contains(day) }
    guard !found.isEmpty else { throw Unfit("“\(text)” không có vào ngày \(day.vietnamese)") }
    found = found.filter { unit in places.allSatisfy { "\(unit.place) ".contains(" \($0) ") } }
    if Set(found.map(\.id)).count > 1, let name = province.flatMap({ byID[$0]?.last?.place }) {
      let near = found.filter { $0.place.hasSuffix(name) }
      if !near.isEmpty { found = near }
    }
    let ids = Set(found.map(\.id))
    switch ids.count {
    case 1: return ids.first ?? UnitID(text)
    case 0: throw Unfit("Không có “\(text)” vào ngày \(day.vietnamese)")
    default: throw Unfit("Có \(ids.count) nơi tên “\(text)”: hãy ghi kèm tỉnh, hoặc mã")
    }
  }
}
