import Foundation
import Kernel
import Organisations
import Persistence
import Programme
import Security

extension House {
  /// Whether nobody has an account yet: only then may the demo province move in.
  package var isEmpty: Bool {
    get async throws { try await !security.hasAccounts() }
  }

  /// Fills an empty database with the demo province; throws where it is not empty.
  ///
  /// - Parameter stories: how many of the province's stories; a test needs few.
  package func loadDemo(stories: Int = .max, progress: @escaping (String) -> Void) async throws {
    guard try await isEmpty else {
      throw ExportError.notEmpty("the database")
    }
    try await loadFacts()
    _ = try await organisations.loadUnits(
      from: configuration.root.appendingPathComponent("data/demo/units"), as: .madeUp,
      by: .system([Organisations.manage]))
    progress("đơn vị hành chính trước và sau 01/7/2025, kế hoạch của năm tỉnh")
    try await DemoProvince(house: self).load(stories, progress: progress)
  }

  /// What comes with the program as data: units, plans, versions of the maturity index. What is loaded already is passed over.
  package func loadFacts() async throws {
    try await loadUnits()
    try await programme.loadFacts(by: .system([Programme.manage]))
  }

  /// Units of Vietnam before and after 01/7/2025, from `data/units`; nothing where they are loaded already.
  package func loadUnits() async throws {
    _ = try await organisations.loadUnits(
      from: configuration.root.appendingPathComponent("data/units"), by: .system([Organisations.manage]))
  }

  /// New one-time passwords of the demo accounts, a line each; none where there are no demo accounts.
  package func demoSignIns() async throws -> [String] {
    try await security.resetDemoPasswords().map { "\($0.login)\t\($0.password)\t\($0.role): \($0.name)" }
  }
}
