import Contracts
import Kernel
import Persistence

@testable import Programme

extension Programme {
  /// Proposes a restatement with a paper and confirms it as somebody else of whoever keeps the plan.
  func restate(_ target: TargetID, _ input: RestatementInput, by keeper: Principal) async throws {
    var proven = input
    if proven.evidence.isEmpty { proven.evidence = "Công văn 9/SVHTTDL" }
    let id = try await proposeRestatement(target, proven, by: keeper)
    try await confirmRestatement(id, by: Self.second(of: keeper))
  }

  /// Somebody else of the same organisation who may freeze and confirm.
  static func second(of keeper: Principal, named name: String = "Thu") -> Principal {
    let own: Set<Permission> = [read, work, confirm, freeze, manage]
    return Principal(
      id: .new(), name: name, organisation: keeper.organisation,
      scoped: keeper.organisation.map { [$0: own] } ?? [:])
  }
}
