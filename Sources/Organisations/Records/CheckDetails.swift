import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

extension OrganisationDetails {
  /// The same, tidied; throws ``Failure/invalid(_:)`` with what does not hold, by the form's field names.
  func checked(
    for id: OrganisationID?, from day: CivilDate, to end: CivilDate?, on connection: any Connection
  ) throws -> OrganisationDetails {
    var result = self
    result.name = Self.tidy(name)
    result.shortName = Self.tidy(shortName)
    if result.shortName.isEmpty { result.shortName = result.name }
    if result.slug.isEmpty { result.slug = VietnameseText.slug(result.shortName, limit: 60, fallback: "co-quan") }
    result.imprint.domain = imprint.domain.lowercased()
    var errors: [String: Phrase] = [:]
    if result.name.isEmpty { errors["name"] = "Cần có tên cơ quan" }
    if result.name.count > 300 { errors["name"] = "Tên dài quá 300 ký tự" }
    if result.shortName.count > 80 { errors["short-name"] = "Tên ngắn dài quá 80 ký tự" }
    if !Self.isSlug(result.slug) { errors["slug"] = "Địa chỉ chỉ gồm chữ thường không dấu, số và dấu gạch nối" }
    if !imprint.email.isEmpty, !Self.isEmail(imprint.email) { errors["email"] = "Địa chỉ thư điện tử chưa đúng" }
    if !Self.isDomain(result.imprint.domain) { errors["domain"] = "Tên miền chưa đúng, ví dụ: baolamgiang.example" }
    if let problem = try bodyProblem(id, day, on: connection) { errors["governing-body"] = problem }
    if let problem = try provinceProblem(day, on: connection) { errors["province"] = problem }
    if errors["slug"] == nil,
      let other = try Self.other(than: id, "slug = \(result.slug)", day, end, on: connection)
    {
      errors["slug"] = "Địa chỉ này đang là của \(other)"
    }
    let domain: SQL = "\(sqlite: "imprint", postgres: "CAST(imprint AS jsonb)") ->> 'domain' = \(result.imprint.domain)"
    if errors["domain"] == nil, !result.imprint.domain.isEmpty,
      let other = try Self.other(than: id, domain, day, end, on: connection)
    {
      errors["domain"] = "Tên miền này đang là của \(other)"
    }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    return result
  }

  private func bodyProblem(_ id: OrganisationID?, _ day: CivilDate, on connection: any Connection) throws -> Phrase? {
    guard let governingBody else { return nil }
    if governingBody == id { return "Cơ quan không thể là chủ quản của chính mình" }
    return try OrganisationStore.isAlive(governingBody, at: day, on: connection)
      ? nil : "Cơ quan chủ quản này không có vào ngày \(day.vietnamese)"
  }

  private func provinceProblem(_ day: CivilDate, on connection: any Connection) throws -> Phrase? {
    guard let province else { return nil }
    let isThere = try connection.exists(
      """
      SELECT 1 FROM unit_version WHERE unit = \(province) AND level = 'province'
      AND \(SQL.holds("unit_version", on: UnitStore.known(day)))
      """)
    return isThere ? nil : "Tỉnh, thành phố này không có vào ngày \(day.vietnamese)"
  }

  /// The name of another organisation of which this holds on one of these days.
  private static func other(
    than id: OrganisationID?, _ condition: SQL, _ day: CivilDate, _ end: CivilDate?, on connection: any Connection
  ) throws -> String? {
    try connection.value(
      """
      SELECT name FROM organisation_version
      WHERE \(condition) AND organisation <> \(id ?? OrganisationID(""))
      AND (valid_to IS NULL OR valid_to >= \(day)) AND valid_from <= \(end?.rawValue ?? "9999-12-31") LIMIT 1
      """)
  }

  private static func tidy(_ text: String) -> String {
    VietnameseText.composed(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func isSlug(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 60 && !text.hasPrefix("-") && !text.hasSuffix("-")
      && text.utf8.allSatisfy {
        ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
          || $0 == UInt8(ascii: "-")
      }
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(where: \.isWhitespace)
  }

  /// A host name (RFC 1123 §2.1), or nothing; with a port for machines of one's own.
  private static func isDomain(_ text: String) -> Bool {
    text.isEmpty
      || text.utf8.count <= 253
        && text.utf8.allSatisfy {
          ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9"))
            || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":")
        }
  }
}
