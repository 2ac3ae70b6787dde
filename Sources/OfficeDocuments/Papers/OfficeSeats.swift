/// So many programs of others at once: each takes a processor and hundreds of megabytes. Who comes while all are taken waits;
/// beyond a number that could be served in a minute or two, one is told to come again.
actor OfficeSeats {
  static let house = OfficeSeats(2, queue: 16)

  private var free: Int
  private let room: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ seats: Int, queue: Int) {
    free = seats
    room = queue
  }

  var waitingCount: Int { waiting.count }

  func take() async throws {
    if free > 0 {
      free -= 1
      return
    }
    guard waiting.count < room else { throw PaperFailure.busy }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// The one who waited longest sits down.
  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
