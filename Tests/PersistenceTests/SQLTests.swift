import Foundation
import Kernel
import Persistence
import Testing

@Suite("The SQL literal")
struct SQLTests {
  @Test("values are bound, never written", arguments: Dialect.allCases)
  func binding(dialect: Dialect) {
    let name = "Robert'); DROP TABLE item; --"
    let none: Int? = nil
    let statement: SQL = "SELECT \(name), \(7), \(none), \(Optional(true))"
    let (text, values) = statement.render(for: dialect)
    #expect(text == (dialect == .sqlite ? "SELECT ?, ?, ?, ?" : "SELECT $1, $2, $3, $4"))
    #expect(values == [.text(name), .integer(7), .null, .bool(true)])
  }

  @Test("fragments compose and values keep their order")
  func fragments() {
    let condition: SQL = "a = \(1)"
    let both = SQL.joined([condition, "b IN \(list: ["x", "y"])", "c = \(raw: "d")"], by: " AND ")
    let (text, values) = ("SELECT \(0) WHERE \(both) LIMIT \(9)" as SQL).render(for: .postgres)
    #expect(text == "SELECT $1 WHERE a = $2 AND b IN ($3, $4) AND c = d LIMIT $5")
    #expect(values == [.integer(0), .integer(1), .text("x"), .text("y"), .integer(9)])
  }

  @Test("an empty list matches nothing")
  func emptyList() {
    #expect(("IN \(list: [String]())" as SQL).render(for: .sqlite).text == "IN (NULL)")
    #expect(SQL.joined([], by: ", ").render(for: .sqlite).text == "")
  }

  @Test("what differs between the engines is chosen when it is rendered")
  func dialects() {
    let statement: SQL = "SELECT 1\(SQL.forUpdate)\(sqlite: " -- lite", postgres: " SKIP LOCKED")"
    #expect(statement.render(for: .sqlite).text == "SELECT 1 -- lite")
    #expect(statement.render(for: .postgres).text == "SELECT 1 FOR UPDATE SKIP LOCKED")
  }

  @Test("enums, IDs and days are kept as their raw values")
  func rawValues() {
    let id = OrganisationID("abc")
    let values = ("\(id) \(Language.chinese) \(CivilDate(daysSince1970: 0))" as SQL).render(for: .sqlite).values
    #expect(values == [.text("abc"), .text("zh"), .text("1970-01-01")])
    #expect(Language.decode(.text("xx")) == nil)
    #expect(CivilDate.decode(.text("2026-02-30")) == nil)
  }

  @Test("a row says which column is missing or of another kind")
  func rows() throws {
    let row = Row(columns: .init(["a", "b"]), values: [.text("x"), .null])
    #expect(try row["a"] == "x")
    #expect(try row["b"] as String? == nil)
    #expect(throws: DatabaseError.noSuchColumn("c")) { let _: String = try row["c"] }
    #expect(throws: DatabaseError.undecodable(column: "b", type: "String")) { let _: String = try row["b"] }
    #expect(throws: DatabaseError.undecodable(column: "a", type: "Int")) { let _: Int? = try row["a"] }
  }
}
