import Contracts
package import Foundation
package import Kernel

extension Planning {
  /// Whoever does things in the demo province.
  package enum DemoPerson: String, Decodable, Sendable {
    case reporter, editor, secretary
  }

  /// Fills the demo agency's plans from a file, by the same use cases people have; tells nobody. Days in it count from
  /// today.
  package func fillDemo(
    from file: URL, of agency: OrganisationID, people: [DemoPerson: Principal]
  ) async throws {
    let week = try JSONDecoder().decode(DemoWeek.self, from: Data(contentsOf: file))
    guard let secretary = people[.secretary] else { return }
    let quiet = Planning(
      database: database, clock: clock, audit: audit, items: items, people: self.people, organisations: organisations,
      notifier: NoNotifier())
    try await week.fill(quiet, agency, people, secretary)
  }
}

/// The file of the demo agency's plans.
private struct DemoWeek: Decodable {
  struct Hours: Decodable {
    let name, from, to: String
  }
  struct Regular: Decodable {
    let name, weekdays, closes: String
    let before: Int
  }
  struct Event: Decodable {
    let title, place: String
    let day: Int
    let lastDay: Int?
    let from, to, rule: String?
    let allDay: Bool?
  }
  struct Story: Decodable {
    let title, angle: String
    let day: Int?
    let by: Planning.DemoPerson
    let pitch, urgent: Bool?
    let edition: String?
    let coverages: [Part]
  }
  struct Part: Decodable {
    let kind, hour, note: String
    let length: Int
    /// One of the people, or the name of a desk.
    let to: String
    let act: String?
  }
  struct Form: Decodable {
    let name, title, kind, weekdays, at, body: String
    let due: Int
    let to: Planning.DemoPerson
  }
  struct Days: Decodable {
    let who: Planning.DemoPerson
    let kind, note: String
    let shift: String?
    let from, to: Int
  }
  struct Note: Decodable {
    let shift, text: String
    let by: Planning.DemoPerson
  }

  let desks: [String]
  let shifts: [Hours]
  let editions: [Regular]
  let events: [Event]
  let plans: [Story]
  let templates: [Form]
  let availability: [Days]
  let handover: Note

  func fill(
    _ planning: Planning, _ agency: OrganisationID, _ people: [Planning.DemoPerson: Principal], _ secretary: Principal
  ) async throws {
    for desk in desks { try await planning.openDesk(desk, in: agency, by: secretary) }
    for shift in shifts {
      try await planning.setShift(
        shift.name, from: Words.minute(shift.from) ?? 0, to: Words.minute(shift.to) ?? 0, in: agency, by: secretary)
    }
    for edition in editions {
      try await planning.addEdition(
        EditionWords(
          name: edition.name, weekdays: edition.weekdays, closesMinute: Words.minute(edition.closes) ?? 0,
          daysBefore: edition.before), to: agency, by: secretary)
    }
    for event in events { try await add(event, planning, agency, secretary) }
    for plan in plans { try await add(plan, planning, agency, people, secretary) }
    try await addPeople(planning, agency, people, secretary)
  }

  private func add(_ event: Event, _ planning: Planning, _ agency: OrganisationID, _ secretary: Principal) async throws
  {
    let first = planning.clock.today.adding(days: event.day)
    func time(_ text: String?, on day: CivilDate) -> Date {
      day.start.addingTimeInterval(Double((text.flatMap(Words.minute) ?? 0) * 60))
    }
    let last = planning.clock.today.adding(days: event.lastDay ?? event.day)
    let start = time(event.from, on: first)
    try await planning.addEvent(
      EventWords(
        title: event.title, place: event.place, isAllDay: event.allDay ?? false, startsAt: start,
        endsAt: event.allDay == true ? last.adding(days: 1).start : time(event.to, on: last),
        rule: try event.rule.map { try RecurrenceRule(parsing: $0, start: start) }), to: agency, by: secretary)
  }

  private func add(
    _ story: Story, _ planning: Planning, _ agency: OrganisationID, _ people: [Planning.DemoPerson: Principal],
    _ secretary: Principal
  ) async throws {
    let day = story.day.map { planning.clock.today.adding(days: $0) }
    let edition = try await planning.editions(of: agency, for: secretary).first { $0.name == story.edition }
    let plan = try await planning.propose(
      PlanWords(
        title: story.title, angle: story.angle, isUrgent: story.urgent ?? false, day: day, edition: edition?.id,
        editionDay: edition == nil ? nil : day), in: agency, by: people[story.by] ?? secretary)
    guard story.pitch != true else { return }
    try await planning.decide(.accept, plan.id, by: secretary)
    let desks = try await planning.desks(of: agency, for: secretary)
    for part in story.coverages {
      let deadline = (day ?? planning.clock.today).start
        .addingTimeInterval(Double((Words.minute(part.hour) ?? 0) * 60))
      let coverage = try await planning.addCoverage(
        CoverageWords(
          kind: CoverageKind(rawValue: part.kind) ?? .text, length: part.length, note: part.note, deadline: deadline),
        to: plan.id, by: secretary)
      let person = Planning.DemoPerson(rawValue: part.to).flatMap { people[$0] }
      let assignment = try await planning.assign(
        coverage.id, to: person?.id, desk: desks.first { $0.name == part.to }?.id, evenIfAway: true, by: secretary)
      if let act = part.act.flatMap(AssignmentState.Act.init(rawValue:)), let person {
        try await planning.act(act, on: assignment.id, by: person)
      }
    }
  }

  private func addPeople(
    _ planning: Planning, _ agency: OrganisationID, _ people: [Planning.DemoPerson: Principal], _ secretary: Principal
  ) async throws {
    let shifts = try await planning.shifts(of: agency, for: secretary)
    let today = planning.clock.today
    for form in templates {
      guard let person = people[form.to] else { continue }
      try await planning.addTemplate(
        TemplateWords(
          name: form.name, kind: ItemKind(rawValue: form.kind) ?? .article, titlePattern: form.title, body: form.body,
          weekdays: form.weekdays, minute: Words.minute(form.at) ?? 0, dueMinutes: form.due, person: person.id),
        to: agency, by: secretary)
    }
    for days in availability {
      guard let person = people[days.who] else { continue }
      try await planning.addAvailability(
        Availability.Kind(rawValue: days.kind) ?? .off, of: person.id,
        shift: shifts.first { $0.name == days.shift }?.id, from: today.adding(days: days.from),
        to: today.adding(days: days.to), note: days.note, in: agency, by: secretary)
    }
    if let shift = shifts.first(where: { $0.name == handover.shift }) {
      try await planning.writeHandover(
        handover.text, shift: shift.id, day: today, in: agency, by: people[handover.by] ?? secretary)
    }
  }
}
