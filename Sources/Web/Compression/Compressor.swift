import CCompression
import NIOCore

/// Makes bytes smaller in one go (RFC 1952 gzip, RFC 7932 brotli). The same bytes always give the same result, so an
/// ETag of the result is stable.
enum Compressor {
  /// `bytes` in one of our codings; nil where the library refused (out of memory), so that the plain bytes are sent.
  static func compress(_ bytes: ByteBuffer, _ coding: PageCoding, effort: Effort) -> ByteBuffer? {
    switch coding {
    case .identity: bytes
    case .gzip: gzip(bytes, level: effort == .once ? 9 : 6)
    case .brotli: brotli(bytes, quality: effort == .once ? 9 : 4)
    }
  }

  /// How much time is worth spending.
  enum Effort: Sendable {
    /// For bytes that are kept and sent many times.
    case once
    /// For an answer made for one request.
    case everyTime
  }

  /// - Parameter level: 1 (fast) to 9 (small).
  static func gzip(_ bytes: ByteBuffer, level: Int = 6) -> ByteBuffer? {
    var stream = z_stream()
    // 15 + 16: the widest window, with the gzip header, whose time is left at zero.
    let begun = deflateInit2_(
      &stream, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard begun == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var result = ByteBuffer()
    let capacity = Int(deflateBound(&stream, UInt(bytes.readableBytes)))
    let written: Int? = bytes.withUnsafeReadableBytes { input in
      stream.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
      stream.avail_in = UInt32(input.count)
      var ended = Z_OK
      result.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { output in
        stream.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.avail_out = UInt32(output.count)
        ended = deflate(&stream, Z_FINISH)
        return Int(stream.total_out)
      }
      return ended == Z_STREAM_END ? Int(stream.total_out) : nil
    }
    return written == nil ? nil : result
  }

  /// - Parameter quality: 0 (fast) to 11 (small and very slow).
  static func brotli(_ bytes: ByteBuffer, quality: Int = 4) -> ByteBuffer? {
    let capacity = max(BrotliEncoderMaxCompressedSize(bytes.readableBytes), 64)
    var result = ByteBuffer()
    var succeeded = false
    result.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { output in
      var count = output.count
      succeeded = bytes.withUnsafeReadableBytes { input in
        BrotliEncoderCompress(
          Int32(quality), BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, input.count,
          input.bindMemory(to: UInt8.self).baseAddress, &count, output.bindMemory(to: UInt8.self).baseAddress) != 0
      }
      return succeeded ? count : 0
    }
    return succeeded ? result : nil
  }
}
