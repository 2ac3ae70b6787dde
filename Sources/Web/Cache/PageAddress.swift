/// Which page of which site: the key of the ``PageCache``.
///
/// The byte-level path makes the same key from raw bytes, so both must agree byte for byte: host in lower case; path as it
/// was sent; then the allowed parameters, sorted by name, each as it was sent.
package struct PageAddress: Sendable, Hashable {
  let host: [UInt8]
  let target: [UInt8]

  /// - Parameters: `query` is what stands after the `?`; of it only what is in `parameters` is kept.
  package init(host: String, path: String, query: String? = nil, parameters: Set<String>) {
    self.host = Array(host.lowercased().utf8)
    var target = Array(path.utf8)
    if let query { target += Self.kept(Array(query.utf8)[...], parameters) }
    self.target = target
  }

  /// The part of a query that makes a different page, with its `?`; empty where nothing is left.
  static func kept(_ query: ArraySlice<UInt8>, _ parameters: Set<String>) -> [UInt8] {
    var pieces: [(name: String, piece: ArraySlice<UInt8>)] = []
    for piece in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
      let name = String(decoding: piece.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self)
      if parameters.contains(name) { pieces.append((name, piece)) }
    }
    guard !pieces.isEmpty else { return [] }
    // A handler takes the first of several values of a name, so their order is kept.
    let sorted = pieces.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
    return [UInt8(ascii: "?")] + sorted.map(\.element.piece).joined(separator: [UInt8(ascii: "&")])
  }

  /// The place in the table. Keyed anew in each process, so nobody outside can make two addresses meet.
  static func hash(host: UnsafeRawBufferPointer, target: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(bytes: host)
    hasher.combine(UInt8(ascii: " "))
    hasher.combine(bytes: target)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  var hash: UInt64 {
    host.withUnsafeBytes { host in target.withUnsafeBytes { Self.hash(host: host, target: $0) } }
  }
}

/// What a reader asks of the cache: an address, and which form of the page would do.
package struct PageRequest: Sendable {
  /// The page asked for.
  package let address: PageAddress
  /// The header as it came; nil: only plain bytes.
  package let acceptEncoding: String?
  /// The header as it came; stronger than ``ifModifiedSince`` (RFC 9110 §13.2.2).
  package let ifNoneMatch: String?
  /// The header as it came.
  package let ifModifiedSince: String?

  /// Without headers: the whole page, plain.
  package init(
    address: PageAddress, acceptEncoding: String? = nil, ifNoneMatch: String? = nil, ifModifiedSince: String? = nil
  ) {
    self.address = address
    self.acceptEncoding = acceptEncoding
    self.ifNoneMatch = ifNoneMatch
    self.ifModifiedSince = ifModifiedSince
  }
}
