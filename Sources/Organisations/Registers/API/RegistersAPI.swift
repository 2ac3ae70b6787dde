import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The registers for programs.
struct RegistersAPI: Sendable {
  let organisations: Organisations

  /// `GET /api/v1/registers` · `GET, POST /api/v1/registers/:register` · `DELETE /api/v1/registers/:register/:row`
  /// · `GET /api/v1/registers/revenue?year=`, `POST /api/v1/registers/revenue`.
  func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("api/v1/registers", context: StaffContext.self)
    staff.get("", use: list)
    staff.get("revenue", use: revenue)
    staff.post("revenue", use: enterRevenue)
    staff.get(":register", use: rows)
    staff.post(":register", use: enter)
    staff.delete(":register/:row", use: remove)
  }

  struct ListResponse: Encodable {
    struct Column: Encodable {
      let name: String
      let title: String
      let required: Bool
    }
    struct Entry: Encodable {
      let id: String
      let title: String
      let columns: [Column]
    }
    let items: [Entry]
  }

  struct RowsResponse: Encodable {
    struct Item: Encodable {
      let id: String
      let organisation: String
      let organisationName: String
      let values: [String: String]
      let mark: String
    }
    let on: String
    let items: [Item]
    /// Send it as `after` for the rows that follow; absent at the end.
    let next: String?
  }

  struct RevenueResponse: Encodable {
    struct Item: Encodable {
      let organisation: String
      let year: Int
      let amount: Int
      let isConfirmed: Bool
    }
    let items: [Item]
  }

  /// A row as programs send it: columns by the names that `GET /api/v1/registers` tells.
  struct Entered: Decodable {
    let organisation: String
    let values: [String: String]
  }

  private func register(_ context: StaffContext) throws -> Register {
    guard let id = context.parameters.get("register").flatMap(RegisterID.init(rawValue:)), id != .revenue else {
      throw Failure.notFound
    }
    return Register.of(id)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    try organisations.requireRead(context.principal)
    let t = context.translator
    return try Answer.json(
      ListResponse(
        items: Register.all.map { register in
          .init(
            id: register.id.rawValue, title: t(register.title),
            columns: register.columns.map { .init(name: $0.field, title: t($0.title), required: $0.isRequired) })
        }))
  }

  private func rows(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try register(context)
    try organisations.requireRead(context.principal)
    let text = request.asked("on")
    guard let day = text.isEmpty ? organisations.clock.today : CivilDate(rawValue: text) else {
      throw Failure.invalid(["on": "Ngày viết theo dạng 2025-06-30"])
    }
    let (province, organisation) = (request.asked("province"), request.asked("organisation"))
    let after = request.asked("after")
    let limit = min(max(Int(request.asked("limit")) ?? 200, 1), 1000)
    let question = RegisterQuestion(
      day: day, province: province.isEmpty ? nil : UnitID(province),
      organisation: organisation.isEmpty ? nil : OrganisationID(organisation), limit: limit,
      after: after.isEmpty ? nil : after, text: request.asked("q"))
    let part = try await organisations.rows(register, question, for: context.principal)
    return try Answer.json(
      RowsResponse(
        on: day.rawValue,
        items: part.rows.map { row in
          .init(
            id: row.id, organisation: row.organisation.rawValue, organisationName: row.organisationName,
            values: Dictionary(
              register.columns.map { ($0.field, row.values[$0.name] ?? "") }, uniquingKeysWith: { first, _ in first }),
            mark: row.mark)
        }, next: part.next))
  }

  private func enter(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try register(context)
    guard try await organisations.keepsRegisters(context.principal) else {
      throw Failure.forbidden(Organisations.manageRegisters)
    }
    let id = try await organisations.enter(
      Self.raw(try await JSONBody.read(request), register), into: register, by: context.principal)
    return try Answer.json(["id": id], status: .created)
  }

  private func remove(_ request: Request, context: StaffContext) async throws -> Response {
    try await organisations.remove(try context.rowID(), of: try register(context), by: context.principal)
    return Answer.noContent()
  }

  private func revenue(_ request: Request, context: StaffContext) async throws -> Response {
    guard try await organisations.seesRevenue(of: nil, context.principal) else { throw Failure.notFound }
    guard let year = Int(request.asked("year")) else { throw Failure.invalid(["year": "Cần một năm"]) }
    let organisation = request.asked("organisation")
    let sheet = try await organisations.revenue(
      of: organisation.isEmpty ? nil : OrganisationID(organisation), year: year, for: context.principal)
    return try Answer.json(
      RevenueResponse(
        items: sheet.records.map {
          .init(
            organisation: $0.organisation.rawValue, year: $0.year, amount: $0.amount,
            isConfirmed: $0.confirmedBy != nil)
        }))
  }

  private func enterRevenue(_ request: Request, context: StaffContext) async throws -> Response {
    guard try await organisations.seesRevenue(of: nil, context.principal) else { throw Failure.notFound }
    let row = Self.raw(try await JSONBody.read(request), .revenue)
    try await organisations.enterRevenue([row], by: context.principal)
    return Answer.noContent()
  }

  private static func raw(_ sent: Entered, _ register: Register) -> RawRow {
    RawRow(
      organisation: sent.organisation,
      values: Dictionary(
        register.columns.map { ($0.name, sent.values[$0.field] ?? "") }, uniquingKeysWith: { first, _ in first }))
  }
}
