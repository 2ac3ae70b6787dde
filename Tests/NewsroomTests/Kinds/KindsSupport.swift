import Contracts
import Foundation
import Kernel
import Newsroom

extension NewsroomDefaults {
  /// What is shipped.
  static var shipped: NewsroomDefaults {
    get throws {
      let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
      return try NewsroomDefaults(folder: root.appendingPathComponent("data/newsroom"))
    }
  }
}

extension Desk {
  /// The same newsroom with the shipped facts.
  func withDefaults() throws -> Desk {
    var newsroom = newsroom
    newsroom.defaults = try .shipped
    return Desk(database: database, newsroom: newsroom, hand: hand, trail: trail, notices: notices)
  }

  /// What blocks an item, by its places.
  func blocked(_ item: ItemID) async throws -> [String] {
    try await newsroom.findings(of: item, for: thu).preflight.findings.filter(\.blocks).map(\.place).sorted()
  }

  /// The raw names of the rules that found something.
  func rules(_ item: ItemID) async throws -> Set<PreflightRule> {
    Set(try await newsroom.findings(of: item, for: thu).preflight.findings.map(\.rule))
  }
}
