package import Kernel

/// Something that is owed by a person or waits for them, as their first page of the day shows it: what, by when, one click
/// away.
package struct OwedDuty: Sendable, Equatable {
  /// How it presses, most pressing first.
  package enum Urgency: Int, Sendable, CaseIterable, Comparable {
    /// Its last day has passed.
    case late
    /// Others cannot go on before this person has confirmed, appraised or looked through it.
    case waiting
    /// Its last day comes within the next working days.
    case soon
    /// It is in hand, and its day is far or none was set.
    case later

    /// The more pressing is the smaller.
    package static func < (left: Urgency, right: Urgency) -> Bool { left.rawValue < right.rawValue }
  }

  /// Where it stands in the list.
  package let urgency: Urgency
  /// What kind of thing: `Nhiệm vụ`, `Báo cáo`.
  package let kind: Phrase
  /// Its own name.
  package let title: String
  /// On whom it lies, where that is not this person's own organisation, and what else tells it from others.
  package let detail: String
  /// The last day; nil where none was set.
  package let due: CivilDate?
  /// How it stands to its day, or what is to be done: `chậm 2 ngày làm việc`.
  package let words: Phrase
  /// Its page on the desk.
  package let path: String
  /// It was given to this person by name.
  package let isOwn: Bool

  /// `isOwn` where it names this person, not only a right that several hold.
  package init(
    _ urgency: Urgency, kind: Phrase, title: String, detail: String = "", due: CivilDate? = nil, words: Phrase,
    path: String, isOwn: Bool = false
  ) {
    self.urgency = urgency
    self.kind = kind
    self.title = title
    self.detail = detail
    self.due = due
    self.words = words
    self.path = path
    self.isOwn = isOwn
  }
}

/// Knows what is owed. Rooms Programme (tasks, figures, reports, the maturity index) and Organisations (registers) implement
/// it; the first page of the desk, a person's own pages and the day's mail ask.
///
/// Nobody owes anything for holding a right in every organisation: that is the administrator of the installation.
package protocol OwedWork: Sendable {
  /// Whether anything may ever be owed by this person; asks no database.
  func mayOwe(_ principal: Principal) -> Bool
  /// What is late, waits for them or is due within the next working days; of the organisations where they hold the right to
  /// do it and of no other. At most ``OwedDuty/most`` of a kind.
  func owed(by principal: Principal) async throws -> [OwedDuty]
  /// Everything open that was given to this person by name, however far its day.
  func inHand(of principal: Principal) async throws -> [OwedDuty]
}

extension OwedDuty {
  /// More of a kind than anybody reads in a morning; the rooms show the rest.
  package static let most = 100
}

extension OwedWork {
  /// Nothing: for rooms that give work to offices, never to a person.
  package func inHand(of principal: Principal) async throws -> [OwedDuty] { [] }
}

extension Principal {
  /// The organisations for which somebody holds a right there, not everywhere.
  package func ownOrganisations(for permission: Permission) -> [OrganisationID] {
    organisations(for: permission) ?? []
  }
}
