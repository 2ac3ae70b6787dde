import Contracts
import Kernel
import Testing
import Web

@testable import Newsroom

struct ItemLiveTests {
  private let item = ItemID("item")
  private func person(_ client: String, account: String = "lan", block: String? = nil) -> ItemLive.Person {
    .init(client: client, account: account, name: "Nguyễn Thị Lan", block: block, offset: block == nil ? nil : 3)
  }

  @Test("who is there is known until they go or are silent for 15 seconds")
  func presence() {
    let live = ItemLive()
    let start = ContinuousClock.now
    live.hear(person("a"), at: item, now: start)
    live.hear(person("b", account: "hoa", block: "p"), at: item, now: start + .seconds(10))
    #expect(live.people(at: item).map(\.client) == ["a", "b"])
    live.expire(item, now: start + .seconds(16))
    #expect(live.people(at: item).map(\.client) == ["b"])
    live.forget("b", of: "lan", at: item)
    #expect(live.people(at: item).count == 1, "only the account itself takes its page away")
    live.forget("b", of: "hoa", at: item)
    #expect(live.people(at: item).isEmpty)
  }

  @Test("nobody moves another's cursor")
  func theft() {
    let live = ItemLive()
    live.hear(person("a", block: "p"), at: item)
    let isTaken = live.hear(person("a", account: "hoa", block: "q"), at: item)
    #expect(!isTaken)
    #expect(live.people(at: item).first?.block == "p")
  }

  @Test("nobody fills an item's room alone, and items where nobody is any more are not kept for good")
  func bounds() {
    let live = ItemLive()
    let start = ContinuousClock.now
    for number in 0..<100 { live.hear(person("page-\(number)"), at: item, now: start) }
    #expect(live.people(at: item).count == ItemLive.mostOfOne)
    #expect(live.hear(person("other", account: "hoa"), at: item, now: start))
    for number in 0..<5_000 {
      live.hear(person("a"), at: ItemID("item-\(number)"), now: start + .seconds(Double(number)))
    }
    #expect(live.roomCount <= ItemLive.mostRooms)
  }
}
