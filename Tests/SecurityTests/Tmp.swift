import Testing
@testable import Security
@Test("tmp") func tmpCost() throws {
  for cost in [PasswordHash.Cost.house, RecoveryCodes.cost] {
    let s = ContinuousClock.now
    _ = try PasswordHash.make("x", cost: cost)
    print("COST", cost, ContinuousClock.now - s)
  }
}
