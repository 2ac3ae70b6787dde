import HTTPTypes
import NIOCore

/// Bytes that answer a request as they are.
struct CacheHit {
  /// Head, with the date of this second, and body.
  let bytes: ByteBuffer
  /// Where the status line ends.
  let statusLength: Int
  /// Where the body begins.
  let headLength: Int
}

extension PageCache {
  /// The answer to a GET of the byte-level path; nil where there is none that is fresh.
  ///
  /// - Parameters:
  ///   - host: In lower case.
  ///   - target: Path and query as they were sent.
  func hit(
    host: UnsafeRawBufferPointer, target: UnsafeRawBufferPointer, acceptEncoding: UnsafeRawBufferPointer?,
    ifNoneMatch: UnsafeRawBufferPointer?, now: Int64
  ) -> CacheHit? {
    guard let mark = target.firstIndex(of: UInt8(ascii: "?")) else {
      return find(host, target, acceptEncoding, ifNoneMatch, now)
    }
    var plain = Array(target[..<mark])
    plain += PageAddress.kept(Array(target[(mark + 1)...])[...], configuration.parameters)
    return plain.withUnsafeBytes { find(host, $0, acceptEncoding, ifNoneMatch, now) }
  }

  private func find(
    _ host: UnsafeRawBufferPointer, _ target: UnsafeRawBufferPointer, _ acceptEncoding: UnsafeRawBufferPointer?,
    _ ifNoneMatch: UnsafeRawBufferPointer?, _ now: Int64
  ) -> CacheHit? {
    let hash = PageAddress.hash(host: host, target: target)
    return shard(hash) { shard in
      guard let entry = shard.entries[hash], entry.isFresh(now), entry.page != nil,
        Bytes.same(host, entry.address.host), Bytes.same(target, entry.address.target)
      else { return nil }
      return entry.answer(acceptEncoding, ifNoneMatch, now, &shard.counters)
    }
  }
}

extension CacheEntry {
  fileprivate func answer(
    _ acceptEncoding: UnsafeRawBufferPointer?, _ ifNoneMatch: UnsafeRawBufferPointer?, _ now: Int64,
    _ counters: inout PageCacheFigures
  ) -> CacheHit? {
    guard let page, let variant = page.variants[PageCoding.best(accepting: acceptEncoding, of: page.codings).rawValue]
    else { return nil }
    hit(now)
    let isUnchanged = page.status == .ok && ifNoneMatch.map { EntityTag.list($0, holds: variant.etag) } == true
    if isUnchanged { counters.fastNotModified += 1 } else { counters.fastHits += 1 }
    let answer = isUnchanged ? variant.notModified : variant.answer
    return CacheHit(
      bytes: answer.bytes(at: now / 1000), statusLength: answer.statusLength, headLength: answer.headLength)
  }
}
