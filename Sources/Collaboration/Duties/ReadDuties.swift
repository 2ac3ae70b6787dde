import Contracts
import Hummingbird
import Kernel
import Logging
package import Web

/// What one person owes, from every room that knows of some, most pressing first.
struct DutyList: Sendable {
  let duties: [OwedDuty]

  init(_ duties: [OwedDuty]) {
    self.duties = duties.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      let (dueA, dueB) = (a.due?.rawValue ?? "9999", b.due?.rawValue ?? "9999")
      return (a.urgency, dueA, left.offset) < (b.urgency, dueB, right.offset)
    }.map(\.element)
  }

  func of(_ urgency: OwedDuty.Urgency) -> [OwedDuty] { duties.filter { $0.urgency == urgency } }
  var late: Int { duties.count { $0.urgency == .late } }
}

extension Collaboration {
  /// Nil where nothing is ever owed by this person.
  func duties(of principal: Principal) async throws -> DutyList? {
    let rooms = owed.filter { $0.mayOwe(principal) }
    guard !rooms.isEmpty else { return nil }
    var all: [OwedDuty] = []
    for room in rooms { all += try await room.owed(by: principal) }
    return DutyList(all)
  }

  /// What names this person, however far its day, and what waits for them; nil where nothing ever does.
  func ownDuties(of principal: Principal) async throws -> DutyList? {
    let rooms = owed.filter { $0.mayOwe(principal) }
    guard !rooms.isEmpty else { return nil }
    var all: [OwedDuty] = []
    for room in rooms {
      all += try await room.inHand(of: principal)
      all += try await room.owed(by: principal).filter { $0.urgency == .waiting }
    }
    return DutyList(all)
  }

  /// The part of a page that says so, for `WebHouse(duties:)`. Where it cannot be read the page says that, and stands.
  package func duties(_ context: StaffContext, _ place: DutyPart.Place) async -> DutyPart {
    do {
      let principal = context.principal
      let list = place == .own ? try await ownDuties(of: principal) : try await duties(of: principal)
      return list.map { DutyView(list: $0, place: place, t: context.translator).part } ?? .none
    } catch {
      context.logger.error("duties could not be read", metadata: ["error": "\(error)"])
      let words = context.translator("Chưa đọc được việc đến hạn và việc chờ bạn. Hãy tải lại trang.")
      return DutyPart(html: Notice.warn(words), count: 0, late: 0, isUnread: true)
    }
  }
}
