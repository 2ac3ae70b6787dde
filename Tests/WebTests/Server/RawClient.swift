import Foundation
import Glibc
import NIOPosix

/// A client that sends bytes as they are and says what came back. It blocks, so it runs on threads of its own.
struct RawClient {
  let port: Int

  /// Sends pieces, each in a segment of its own where the system will, and reads until the server closes.
  ///
  /// - Parameters:
  ///   - ends: Half-close after the last piece, so that the server closes when it has answered.
  ///   - wait: How long to wait for the server to close, in seconds.
  /// - Returns: What came, and whether the server closed in time.
  func exchange(_ pieces: [[UInt8]], ends: Bool = true, wait: Int = 5) async throws -> (bytes: [UInt8], closed: Bool) {
    try await NIOThreadPool.singleton.runIfActive {
      try Connection(port).exchange(pieces, ends: ends, wait: wait)
    }
  }

  func text(_ request: String, ends: Bool = true, wait: Int = 5) async throws -> (text: String, closed: Bool) {
    let (bytes, closed) = try await exchange([Array(request.utf8)], ends: ends, wait: wait)
    return (String(decoding: bytes, as: UTF8.self), closed)
  }

  /// Work with an open connection, on a thread where it may block.
  func with<Value: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Value) async throws -> Value {
    try await NIOThreadPool.singleton.runIfActive { try body(try Connection(port)) }
  }

  final class Connection: Sendable {
    private let socket: CInt

    init(_ port: Int) throws {
      socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = in_port_t(port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard result == 0 else { throw POSIXError(.ECONNREFUSED) }
      var on: CInt = 1
      setsockopt(socket, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
    }

    deinit { close(socket) }

    /// False where the server does not take it any more.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    func end() { shutdown(socket, CInt(SHUT_WR)) }

    /// What came until the server closed, or until nothing came for so many seconds.
    func readToEnd(wait: Int) -> (bytes: [UInt8], closed: Bool) {
      var all: [UInt8] = []
      while true {
        guard let bytes = read(wait: wait) else { return (all, false) }
        if bytes.isEmpty { return (all, true) }
        all += bytes
      }
    }

    /// What comes next: empty where the server has closed, nil where nothing came for so many seconds.
    func read(wait: Int, atMost: Int = 65_536) -> [UInt8]? {
      var timeout = timeval(tv_sec: wait, tv_usec: 0)
      setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
      var buffer = [UInt8](repeating: 0, count: atMost)
      let count = recv(socket, &buffer, buffer.count, 0)
      if count < 0 { return errno == EAGAIN || errno == EWOULDBLOCK ? nil : [] }
      return Array(buffer[..<count])
    }

    func exchange(_ pieces: [[UInt8]], ends: Bool, wait: Int) -> (bytes: [UInt8], closed: Bool) {
      for piece in pieces {
        guard send(piece) else { break }
      }
      if ends { end() }
      return readToEnd(wait: wait)
    }
  }
}
