import Foundation
package import Kernel
import Persistence

/// Marks the IDs of agencies' entries in a cycle.
package enum MaturityEntryMark {}
/// Names one agency's entry in one cycle.
package typealias MaturityEntryID = ID<MaturityEntryMark>

/// An agency's part in a cycle, under the name it had when it registered.
struct MaturityEntry: Sendable, RowDecodable {
  static let columns: SQL = """
    id, cycle, organisation, name, short_name, bloc, is_trained, training_note, state, approved_by, approved_by_name,
    registered_at, updated_at
    """

  var id: MaturityEntryID
  var cycle: MaturityCycleID
  var organisation: OrganisationID
  var name: String
  var shortName: String
  /// Of this year; it does not follow from the name.
  var bloc: Bloc
  var isTrained: Bool
  /// When and where: what the agency says of its training.
  var trainingNote: String
  var state: EntryState
  var approvedBy: AccountID?
  var approvedByName: String
  var registeredAt: Date
  var updatedAt: Date

  init(row: Row) throws {
    id = try row["id"]
    cycle = try row["cycle"]
    organisation = try row["organisation"]
    name = try row["name"]
    shortName = try row["short_name"]
    bloc = try row["bloc"]
    isTrained = try row["is_trained"]
    trainingNote = try row["training_note"]
    state = try row["state"]
    approvedBy = try row["approved_by"]
    approvedByName = try row["approved_by_name"]
    registeredAt = try row["registered_at"]
    updatedAt = try row["updated_at"]
  }

  init(
    cycle: MaturityCycleID, organisation: OrganisationID, name: String, shortName: String, bloc: Bloc,
    isTrained: Bool, trainingNote: String, at time: Date
  ) {
    id = .new()
    self.cycle = cycle
    self.organisation = organisation
    self.name = name
    self.shortName = shortName
    self.bloc = bloc
    self.isTrained = isTrained
    self.trainingNote = trainingNote
    state = .registered
    approvedByName = ""
    registeredAt = time
    updatedAt = time
  }
}

/// One thing that happened to an entry.
struct MaturityStep: Sendable, RowDecodable {
  static let columns: SQL = "id, entry, act, state, words, by, by_name, at"

  var act: EntryAct
  /// Where it led.
  var state: EntryState
  var words: String
  var by: AccountID
  var byName: String
  var at: Date

  init(row: Row) throws {
    act = try row["act"]
    state = try row["state"]
    words = try row["words"]
    by = try row["by"]
    byName = try row["by_name"]
    at = try row["at"]
  }
}
