import Foundation
import Kernel
import Persistence

/// A level (mức) of a version: from how many points it begins. Nil: no source was found that says so.
struct IndexLevel: Sendable, RowDecodable {
  static let columns: SQL = "version, rank, name, floor, mark, sources, entered_by_name, entered_at"

  /// 1 Yếu … 5 Xuất sắc.
  var rank: Int
  var name: String
  var floor: Points?
  var mark: String
  /// What says so; of a cut-off entered here, the paper it was taken from.
  var sources: String
  var enteredByName: String
  var enteredAt: Date?

  init(row: Row) throws {
    rank = try row["rank"]
    name = try row["name"]
    floor = try row["floor"]
    mark = try row["mark"]
    sources = try row["sources"]
    enteredByName = try row["entered_by_name"]
    enteredAt = try row["entered_at"]
  }

  init(rank: Int, name: String, floor: Points?) {
    self.rank = rank
    self.name = name
    self.floor = floor
    mark = ""
    sources = ""
    enteredByName = ""
  }
}

/// The levels of a version, lowest first.
struct IndexLevels: Sendable {
  let all: [IndexLevel]

  /// The level of a total; nil where it lies between levels whose cut-off is not known. Nothing is guessed: above the
  /// highest cut-off known below it, the next one must be known too.
  func level(of total: Points) -> IndexLevel? {
    guard let place = all.lastIndex(where: { $0.floor.map { $0 <= total } ?? false }) else { return nil }
    if place + 1 < all.count, all[place + 1].floor == nil { return nil }
    return all[place]
  }

  /// Levels whose cut-off has still to be copied from the decision.
  var unknown: [IndexLevel] { all.filter { $0.floor == nil } }
}
