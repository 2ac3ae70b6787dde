extension PageCoding {
  /// The coding we like best among those the client takes, by its `Accept-Encoding` (RFC 9110 §12.5.3).
  static func best(for header: String?, of available: Set = [.gzip, .brotli]) -> PageCoding {
    guard var header else { return .identity }
    return header.withUTF8 { best(accepting: UnsafeRawBufferPointer($0), of: available) }
  }
}

extension StringProtocol {
  /// Without the blanks that HTTP allows around values (RFC 9110 §5.6.3).
  var trimmed: SubSequence {
    var rest = self[...]
    while let first = rest.first, first == " " || first == "\t" { rest = rest.dropFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest = rest.dropLast() }
    return rest
  }
}
