import Crypto
import Foundation
import HTTPTypes
import NIOCore
import Synchronization

/// A page in its final bytes: a whole HTTP/1.1 answer for each coding, and the 304 beside it.
final class CachedPage: Sendable {
  let status: HTTPResponse.Status
  let keys: Set<String>
  let isNegative: Bool
  let freshFor: Int
  let codings: PageCoding.Set
  let lastModified: String?
  /// By `PageCoding.rawValue`; a coding that makes the page no smaller is absent.
  let variants: [CachedVariant?]
  /// What it takes in memory, about.
  let size: Int

  /// Makes every form of a page. Takes about a millisecond for 20 KB, so it runs where pages are rendered.
  ///
  /// - Parameter old: What stood there before; where the bytes are the same its packed forms are taken over.
  init(_ page: RenderedPage, _ configuration: PageCache.Configuration, old: CachedPage?) {
    let digest = Self.digest(page)
    var variants: [CachedVariant?] = []
    var codings: PageCoding.Set = []
    var size = 512 + page.keys.reduce(0) { $0 + 2 * $1.utf8.count + 64 }
    for coding in PageCoding.allCases {
      let tag = "\"\(digest)\(coding.suffix)\""
      let body: ByteBuffer? =
        if let old, let known = old.variants[coding.rawValue], known.etag == Array(tag.utf8) {
          known.answer.body
        } else if coding != .identity, configuration.capacity == 0 {
          // Nothing is kept: packing for readers who will never come costs more than the page itself.
          nil
        } else {
          Self.packed(page, coding)
        }
      guard let body else {
        variants.append(nil)
        continue
      }
      let variant = CachedVariant(page, body: body, coding: coding, tag: tag, configuration)
      size += variant.answer.size + variant.notModified.size
      if coding == .gzip { codings.insert(.gzip) }
      if coding == .brotli { codings.insert(.brotli) }
      variants.append(variant)
    }
    status = page.status
    keys = page.keys
    isNegative = page.isNegative
    freshFor = page.isNegative ? min(page.freshFor, 5) : page.freshFor
    lastModified = page.status == .ok ? page.lastModified.map(HTTPDate.text) : nil
    self.codings = codings
    self.variants = variants
    self.size = size
  }

  /// 128 bits of the page's bytes and type, as text for an entity tag.
  private static func digest(_ page: RenderedPage) -> String {
    var hash = SHA256()
    page.body.withUnsafeReadableBytes { hash.update(bufferPointer: $0) }
    hash.update(data: Array("\u{0}\(page.contentType)\u{0}\(page.status.code)".utf8))
    return Data(hash.finalize().prefix(16)).base64EncodedString().filter { $0 != "=" }
  }

  private static func packed(_ page: RenderedPage, _ coding: PageCoding) -> ByteBuffer? {
    guard coding != .identity else { return page.body }
    guard page.body.readableBytes >= 256, PageCoding.isWorthwhile(page.contentType) else { return nil }
    // Readers wait for this at a publish. Feeds and sitemaps are large and read by programs: a tenth more bytes for a third
    // of the time.
    let isLarge = page.body.readableBytes > 65_536
    let packed =
      coding == .gzip
      ? Compressor.gzip(page.body, level: isLarge ? 3 : 6) : Compressor.brotli(page.body, quality: isLarge ? 3 : 5)
    guard let packed, packed.readableBytes < page.body.readableBytes else { return nil }
    return packed
  }
}

/// A page in one coding.
final class CachedVariant: Sendable {
  let etag: [UInt8]
  let fields: HTTPFields
  /// Head and body.
  let answer: CachedAnswer
  let notModified: CachedAnswer

  fileprivate init(
    _ page: RenderedPage, body: ByteBuffer, coding: PageCoding, tag: String, _ configuration: PageCache.Configuration
  ) {
    var fields = configuration.headers
    for field in page.headers { fields[field.name] = nil }
    fields.append(contentsOf: page.headers)
    fields[.cacheControl] = Self.cacheControl(page, configuration)
    fields[.vary] = "Accept-Encoding"
    // Conditional answers make sense for what was found only (RFC 9110 §13.2.1).
    if page.status == .ok {
      fields[.eTag] = tag
      fields[.lastModified] = page.lastModified.map(HTTPDate.text)
    }
    notModified = CachedAnswer(status: .notModified, fields: fields, body: ByteBuffer())
    if !page.contentType.isEmpty { fields[.contentType] = page.contentType }
    fields[.contentEncoding] = coding.token
    fields[.contentLength] = String(body.readableBytes)
    answer = CachedAnswer(status: page.status, fields: fields, body: body)
    etag = Array(tag.utf8)
    self.fields = fields
  }

  private static func cacheControl(_ page: RenderedPage, _ configuration: PageCache.Configuration) -> String {
    "public, max-age=\(page.maxAge), stale-while-revalidate=\(configuration.staleWhileRevalidate), "
      + "stale-if-error=\(configuration.staleIfError)"
  }
}

/// One HTTP/1.1 answer as bytes that begin with the status line and a `Date` line. The date is patched once a second: in
/// place where nobody is sending the bytes, else in a copy, so that an answer is always one piece of memory.
final class CachedAnswer: Sendable {
  /// Where the status line ends.
  let statusLength: Int
  /// Where the body begins.
  let headLength: Int
  let size: Int
  private let dated: Mutex<(bytes: ByteBuffer, second: Int64)>

  private static let dateLabel = "Date: "

  init(status: HTTPResponse.Status, fields: HTTPFields, body: ByteBuffer) {
    let line = "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n"
    var head = line + Self.dateLabel + String(decoding: HTTPDate.bytes(second: 0), as: UTF8.self) + "\r\n"
    for field in fields { head += "\(field.name.rawName): \(field.value)\r\n" }
    head += "\r\n"
    var bytes = ByteBufferAllocator().buffer(capacity: head.utf8.count + body.readableBytes)
    bytes.writeString(head)
    bytes.writeImmutableBuffer(body)
    statusLength = line.utf8.count
    headLength = head.utf8.count
    size = bytes.readableBytes
    dated = Mutex((bytes, 0))
  }

  /// The bytes with the date of a second since 1970.
  func bytes(at second: Int64) -> ByteBuffer {
    dated.withLock { dated in
      if dated.second != second {
        dated.bytes.setBytes(HTTPDate.bytes(second: second), at: statusLength + Self.dateLabel.utf8.count)
        dated.second = second
      }
      return dated.bytes
    }
  }

  /// The body without its head; shares the memory.
  var body: ByteBuffer {
    dated.withLock { $0.bytes.getSlice(at: headLength, length: size - headLength) } ?? ByteBuffer()
  }
}
