import Contracts
import Foundation
import Kernel
import Persistence

enum PlanMark {}
typealias PlanID = ID<PlanMark>

/// Where a plan stands. The whole machine is here: whoever changes a state asks ``after(_:)``.
enum PlanState: String, Sendable, CaseIterable, Codable, SQLCodable {
  /// Đề xuất: a pitch.
  case proposed
  case accepted
  case declined
  case done

  /// What is done to a plan.
  enum Act: String, Sendable, CaseIterable {
    case accept
    case decline
    case finish
    case reopen
  }

  /// The state an act leads to; nil where it may not be done.
  func after(_ act: Act) -> PlanState? {
    switch (self, act) {
    case (.proposed, .accept): .accepted
    case (.proposed, .decline), (.accepted, .decline): .declined
    case (.accepted, .finish): .done
    case (.declined, .reopen): .proposed
    case (.done, .reopen): .accepted
    default: nil
    }
  }

  /// Whether somebody still has to do with it.
  var isOpen: Bool { self == .proposed || self == .accepted }

  var phrase: Phrase {
    switch self {
    case .proposed: "Chờ duyệt đề tài"
    case .accepted: "Đang làm"
    case .declined: "Không làm"
    case .done: "Đã xong"
    }
  }
}

/// Đề tài: what the newsroom makes of an event, or of an idea. A pitch until somebody accepts it.
struct Plan: Sendable, RowDecodable {
  var id: PlanID
  var organisation: OrganisationID
  var title: String
  /// What makes it a story, whom to ask, what to look out for.
  var angle = ""
  var state = PlanState.proposed
  var isUrgent = false
  var section: SectionID?
  /// When it is to be public; nil: it waits.
  var day: CivilDate?
  var event: PlanningEventID?
  var eventTime: Date?
  var edition: EditionID?
  /// Of which day's edition; nil: in the edition's backlog.
  var editionDay: CivilDate?
  var proposer: AccountID
  var proposerName: String
  var decider: AccountID?
  /// Why it was declined.
  var reason: String?
  var version = 1
  var madeAt: Date
  var updatedAt: Date

  init(
    id: PlanID = .new(), organisation: OrganisationID, title: String, proposer: AccountID, proposerName: String,
    at time: Date
  ) {
    self.id = id
    self.organisation = organisation
    self.title = title
    self.proposer = proposer
    self.proposerName = proposerName
    madeAt = time
    updatedAt = time
  }

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    title = try row["title"]
    angle = try row["angle"]
    state = try row["state"]
    isUrgent = try row["urgent"]
    section = try row["section"]
    day = try row["day"]
    event = try row["event"]
    eventTime = try row["event_time"]
    edition = try row["edition"]
    editionDay = try row["edition_day"]
    proposer = try row["proposer"]
    proposerName = try row["proposer_name"]
    decider = try row["decider"]
    reason = try row["reason"]
    version = try row["version"]
    madeAt = try row["made_at"]
    updatedAt = try row["updated_at"]
  }
}
