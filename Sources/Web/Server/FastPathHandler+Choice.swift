import NIOCore

extension FastPathHandler {
  /// What is to be done with the bytes at a boundary.
  enum Choice {
    case hit(CacheHit, RequestHead)
    case forward(RequestHead)
    case wait
    case odd
  }

  static func choose(_ bytes: UnsafeRawBufferPointer, _ cache: PageCache) -> Choice {
    switch RequestHead.read(bytes, sessionCookie: cache.sessionCookie) {
    case .incomplete: return .wait
    case .odd: return .odd
    case .complete(let head):
      guard head.isPlain else { return .forward(head) }
      func part(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[range]) }
      let hit = cache.hit(
        host: part(head.host), target: part(head.target), acceptEncoding: head.acceptEncoding.map(part),
        ifNoneMatch: head.ifNoneMatch.map(part), now: cache.now)
      return hit.map { .hit($0, head) } ?? .forward(head)
    }
  }
}
