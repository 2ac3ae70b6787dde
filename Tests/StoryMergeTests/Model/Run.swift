import Foundation

@testable import StoryMerge

/// One run of the model: five people, one story, a network that cannot be trusted.
struct Run {
  /// What a run did, and what went wrong in it.
  struct Outcome: Equatable {
    var edits = 0
    var saves = 0
    var merges = 0
    var restarts = 0
    var contested = 0
    var json = ""
    var faults: [String] = []
  }

  private enum Message {
    case request(Authority.Sent)
    case answer(Authority.Answer)
  }

  private var dice: Dice
  private var server: Authority
  private var writers: [Writer]
  private var network: [(due: Int, message: Message)] = []
  private var typed: Set<String>
  private var removed: Set<String> = []
  private var outcome = Outcome()

  init(seed: UInt64) {
    dice = Dice(seed: seed)
    let start = Text(nodes: (0..<5).map { Text.paragraph("b\($0)", ["s\($0)a", "s\($0)b"]) })
    server = Authority(start)
    writers = (1...5).map { Writer($0, start) }
    typed = Set(start.words)
  }

  mutating func play(steps: Int) throws -> Outcome {
    for step in 0..<steps {
      server.now.addTimeInterval(dice.chance(3) ? Double(dice.below(7_200) - 3_600) : 1)
      try act(dice.below(writers.count), step)
      try deliver(step)
      // The server dies between two requests: what it answered stays, what was on its way is gone.
      if dice.chance(1) { network.removeAll() }
    }
    try settle(steps)
    check()
    return outcome
  }

  private mutating func act(_ place: Int, _ step: Int) throws {
    switch dice.below(100) {
    case 0..<55:
      let before = Set(writers[place].text.words)
      removed.formUnion(writers[place].edit(&dice))
      typed.formUnion(Set(writers[place].text.words).subtracting(before))
      outcome.edits += 1
    case 55..<85: send(place, step)
    case 85..<90: writers[place].isOnline.toggle()
    case 90..<94:
      writers[place].restart(server.revisions)
      outcome.restarts += 1
    default:
      if writers[place].isOnline { try writers[place].look(server.newest, server.current, at: server.now) }
    }
  }

  private mutating func send(_ place: Int, _ step: Int) {
    // After a time without an answer the same is tried anew, as another save.
    if writers[place].sent != nil, dice.chance(50) { writers[place].giveUp() }
    guard writers[place].sent == nil, writers[place].isOnline, writers[place].isUnsaved else { return }
    let save = writers[place].begin()
    outcome.saves += 1
    post(.request(save), step)
  }

  /// Dropped, late, or there twice.
  private mutating func post(_ message: Message, _ step: Int) {
    if !dice.chance(15) { network.append((step + dice.below(6), message)) }
    if dice.chance(12) { network.append((step + dice.below(40), message)) }
  }

  private mutating func deliver(_ step: Int) throws {
    let due = network.filter { $0.due <= step }
    network.removeAll { $0.due <= step }
    for (_, message) in due {
      switch message {
      case .request(let save): post(.answer(try server.save(save)), step)
      case .answer(let answer):
        let place = answer.client - 1
        if writers[place].isOnline { try writers[place].take(answer, at: server.now) }
      }
    }
  }

  /// Everybody comes back, and nobody types any more.
  private mutating func settle(_ steps: Int) throws {
    try deliver(steps + 1_000)
    for round in 0..<12 {
      for place in writers.indices {
        writers[place].isOnline = true
        if writers[place].sent != nil { writers[place].giveUp() }
        if writers[place].isUnsaved { try writers[place].take(try server.save(writers[place].begin()), at: server.now) }
        try writers[place].look(server.newest, server.current, at: server.now)
      }
      if round > 0, writers.allSatisfy({ $0.text == server.current && !$0.isUnsaved }) { return }
    }
    outcome.faults.append("not settled")
  }

  private mutating func check() {
    for writer in writers where writer.text != server.current { outcome.faults.append("\(writer.number) differs") }
    let there = Set(server.current.words)
    let lost = typed.subtracting(there).subtracting(removed)
    if !lost.isEmpty { outcome.faults.append("lost \(lost.sorted())") }
    let kept = Set((server.raws + server.revisions).flatMap(\.words))
    let gone = typed.subtracting(kept).subtracting(removed)
    if !gone.isEmpty { outcome.faults.append("not in history \(gone.sorted())") }
    let ids = server.current.nodes.map(Text.id)
    if Set(ids).count != ids.count { outcome.faults.append("an ID twice") }
    outcome.merges = server.merges
    outcome.contested = server.current.nodes.count(where: Text.isContested)
    do { outcome.json = try server.current.json() } catch { outcome.faults.append("invalid: \(error)") }
  }
}
