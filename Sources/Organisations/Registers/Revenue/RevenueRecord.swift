import Contracts
import Foundation
import Kernel
import Persistence
import Vietnamese

/// What an organisation earned in a year, in đồng. Read only by whoever may; never in lists, audit details or logs.
struct RevenueRecord: Sendable, Equatable, RowDecodable {
  let organisation: OrganisationID
  let organisationName: String
  let year: Int
  let amount: Int
  let source: String
  let enteredBy: AccountID
  let enteredAt: Date
  let confirmedBy: AccountID?
  let confirmedAt: Date?

  init(row: Row) throws {
    organisation = try row["organisation"]
    organisationName = try row["organisation_name"]
    year = try row["year"]
    amount = try row["amount"]
    source = try row["source"]
    enteredBy = try row["entered_by"]
    enteredAt = try row["entered_at"]
    confirmedBy = try row["confirmed_by"]
    confirmedAt = try row["confirmed_at"]
  }

  /// Tells whether the amount that a person confirms is the one they saw.
  var seal: String { "\(amount)-\(Timestamp.text(enteredAt))" }
}

enum RevenueStore {
  static func records(_ condition: SQL, limit: Int, _ connection: any Connection) throws -> [RevenueRecord] {
    try connection.all(
      """
      SELECT r.*, COALESCE(
        (SELECT v.name FROM organisation_version v
         WHERE v.organisation = r.organisation AND v.valid_from <= CAST(r.year AS TEXT) || '-12-31'
         ORDER BY v.valid_from DESC LIMIT 1), '') AS organisation_name
      FROM register_revenue r WHERE \(condition) ORDER BY r.organisation, r.year DESC LIMIT \(limit)
      """)
  }
}

extension Register {
  /// Columns and checks of revenue, for its form and its spreadsheets; its rows have rights of their own (``Revenue``).
  static let revenue = Register(
    id: .revenue, slug: "doanh-thu", table: "register_revenue", title: "Doanh thu", thing: "năm doanh thu",
    lead: "Doanh thu theo năm, tính bằng đồng. Chỉ người được giao mới xem được; mỗi lần xem được ghi lại.",
    keeper: "Cơ quan", time: .year("year"), isPublic: false, key: ["year"], order: ["r.organisation", "r.year DESC"],
    columns: [
      RegisterColumn("year", "Năm", .number(2000...2200), required: true),
      RegisterColumn(
        "amount", "Doanh thu (đồng)", .number(0...900_000_000_000_000), required: true,
        hint: "Số nguyên, tính bằng đồng: 12.500.000.000"),
      source,
    ])
}
