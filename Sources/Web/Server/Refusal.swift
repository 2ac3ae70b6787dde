import NIOCore
import NIOHTTP1

/// An answer to what is not worth a handler. It is written as bytes, with words in plain Vietnamese, and the connection ends.
enum Refusal: Error {
  case malformed
  case timeout
  case tooLarge
  case targetTooLong
  case expectation
  case headersTooLarge

  private var line: String {
    switch self {
    case .malformed: "400 Bad Request"
    case .timeout: "408 Request Timeout"
    case .tooLarge: "413 Content Too Large"
    case .targetTooLong: "414 URI Too Long"
    case .expectation: "417 Expectation Failed"
    case .headersTooLarge: "431 Request Header Fields Too Large"
    }
  }

  private var words: String {
    switch self {
    case .malformed: "Yêu cầu không đọc được. Không có gì bị thay đổi.\n"
    case .timeout: "Yêu cầu đến quá chậm nên đã bị ngắt. Không có gì bị thay đổi. Hãy thử lại.\n"
    case .tooLarge: "Dữ liệu gửi lên quá lớn. Không có gì bị lưu.\n"
    case .targetTooLong: "Địa chỉ quá dài.\n"
    case .expectation: "Máy chủ không đáp ứng được yêu cầu này.\n"
    case .headersTooLarge: "Phần đầu của yêu cầu quá lớn.\n"
    }
  }

  var bytes: ByteBuffer {
    ByteBuffer(
      string: """
        HTTP/1.1 \(line)\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Length: \(words.utf8.count)\r
        Cache-Control: no-store\r
        Connection: close\r
        X-Content-Type-Options: nosniff\r
        \r
        \(words)
        """)
  }

  init(_ error: HTTPParserError) {
    self = error == .headerOverflow ? .headersTooLarge : .malformed
  }
}
