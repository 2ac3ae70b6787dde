import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// The registers as people read them: all of them, one of them on a day, and taken out as a table.
struct RegistersController: Sendable {
  let organisations: Organisations
  private static let limit = 200

  /// The routes under `/lam-viec/so-bo`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get("", use: index)
    staff.get(":register", use: list)
    staff.get(":register/xuat.csv", use: export)
  }

  private func index(_ request: Request, context: StaffContext) async throws -> Response {
    let asOf = AsOf(request, today: organisations.clock.today)
    let summary = try await organisations.summary(on: asOf.day, for: context.principal)
    return RegisterIndexPage(
      summary: summary, asOf: asOf, seesRevenue: try await organisations.seesRevenue(of: nil, context.principal),
      calendar: organisations.rules.calendar
    ).answer(context)
  }

  private func list(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try context.register()
    let asOf = AsOf(request, today: organisations.clock.today)
    let provinces = try await organisations.choices(on: asOf.day).provinces
    let place = RegisterPlace(
      request, provinces, home: try await organisations.home(of: context.principal, on: asOf.day))
    let province = place.province
    let after = request.asked("sau")
    let text = request.asked("tim")
    let question = RegisterQuestion(
      day: asOf.day, province: province?.id, limit: Self.limit, after: after.isEmpty ? nil : after, text: text)
    let mayAdd = try await organisations.keepsRegisters(context.principal)
    if register.id == .coverage, let province {
      let places = try await organisations.coverage(of: province.id, on: asOf.day, for: context.principal)
      return CoveragePage(
        places: places, province: province, place: place, asOf: asOf, mayAdd: mayAdd, done: request.asked("xong")
      ).answer(context)
    }
    let part = try await organisations.rows(register, question, for: context.principal)
    let ends = register.id == .licences ? try await organisations.licenceEnds() : []
    return RegisterListPage(
      register: register, part: part, ends: Dictionary(ends.map { ($0.licence.id, $0) }) { first, _ in first },
      place: place, text: text, isFirst: after.isEmpty, asOf: asOf, mayAdd: mayAdd, done: request.asked("xong")
    ).answer(context)
  }

  private func export(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try context.register()
    let asOf = AsOf(request, today: organisations.clock.today)
    let asked = request.asked("tinh")
    let organisation = request.asked("co-quan")
    let isWhole = asked.isEmpty || asked == RegisterPlace.everywhere
    let question = RegisterQuestion(
      day: asOf.day, province: isWhole ? nil : UnitID(asked),
      organisation: organisation.isEmpty ? nil : OrganisationID(organisation), limit: 100_000,
      text: request.asked("tim"))
    let part = try await organisations.rows(register, question, for: context.principal)
    return RegisterExport.answer(register, part.rows, on: asOf.day)
  }
}

/// Rows as CSV, under the titles by which they can be read in again.
enum RegisterExport {
  static func answer(_ register: Register, _ rows: [RegisterRow], on day: CivilDate) -> Response {
    var table = CSVTable(ImportTemplate.head(register))
    for row in rows {
      table.add(
        [row.organisationName]
          + register.columns.map { column in
            if case .unit = column.kind {
              row.unitName
            } else {
              column.shown(row.values[column.name] ?? "", \.vietnamese)
            }
          })
    }
    return table.answer(named: "\(register.slug)-\(day.rawValue).csv")
  }
}
