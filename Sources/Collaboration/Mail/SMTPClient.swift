import Foundation
import Kernel
import NIOCore
import NIOPosix
import NIOSSL

/// Hands mails to a server (RFC 5321): one connection each, TLS before any name, password or letter.
struct SMTPClient: Sendable {
  let configuration: MailConfiguration
  /// Seconds for the whole of one mail.
  var limit: Double = 120

  /// Throws ``SMTPFailure``; returns once the server has taken the mail.
  func send(_ message: MailMessage) async throws {
    let progress = SMTPProgress()
    do {
      try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
          try await talk(message, progress)
          return true
        }
        group.addTask { [limit] in
          try await Task.sleep(for: .seconds(limit))
          return false
        }
        defer { group.cancelAll() }
        guard try await group.next() == true else { throw SMTPFailure.notNow("no answer in time") }
      }
    } catch let failure as SMTPFailure {
      if case .notNow = failure, progress.wasSaid { throw SMTPFailure.uncertain }
      throw failure
    } catch is CancellationError {
      throw progress.wasSaid ? SMTPFailure.uncertain : SMTPFailure.notNow("cancelled")
    } catch {
      throw progress.wasSaid ? SMTPFailure.uncertain : SMTPFailure.notNow("\(error)")
    }
  }

  private func talk(_ message: MailMessage, _ progress: SMTPProgress) async throws {
    let tls = try tlsContext()
    let host = configuration.host
    let implicit = configuration.isImplicitTLS
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(15))
      .connect(host: host, port: configuration.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          if implicit { try channel.pipeline.syncOperations.addHandler(Self.handler(tls, host)) }
          return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, outbound in
      var line = SMTPLine(inbound: inbound.makeAsyncIterator(), outbound: outbound)
      try await line.reply().expect(220)
      var greeting = try await hello(&line)
      var isSafe = implicit
      if !implicit {
        if greeting.parameters(of: "STARTTLS") != nil {
          try await line.ask("STARTTLS").expect(220)
          // What was sent ahead of the handshake was sent by somebody in between (CVE-2011-0411).
          guard line.isEmpty else { throw SMTPFailure.notNow("bytes before TLS") }
          try await channel.channel.eventLoop.submit {
            try channel.channel.pipeline.syncOperations.addHandler(Self.handler(tls, host), position: .first)
          }.get()
          isSafe = true
          greeting = try await hello(&line)
        } else if !configuration.isLocal {
          throw SMTPFailure.notNow("the server offers no STARTTLS")
        }
      }
      if let user = configuration.user, let password = configuration.password {
        guard isSafe || configuration.isLocal else { throw SMTPFailure.notNow("no password without TLS") }
        try await signIn(user, password, greeting, &line)
      }
      try await deliver(message, &line, progress)
      _ = try? await line.ask("QUIT")
    }
  }

  private func hello(_ line: inout SMTPLine) async throws -> SMTPReply {
    let reply = try await line.ask("EHLO \(configuration.from.domain)")
    try reply.expect(250)
    return reply
  }

  /// AUTH PLAIN (RFC 4616), or LOGIN for servers that know no other.
  private func signIn(
    _ user: String, _ password: String, _ greeting: SMTPReply, _ line: inout SMTPLine
  ) async throws {
    let ways = greeting.parameters(of: "AUTH") ?? []
    func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
    if ways.contains("PLAIN") {
      try await line.ask("AUTH PLAIN \(base64("\0\(user)\0\(password)"))").expect(235)
    } else if ways.contains("LOGIN") {
      try await line.ask("AUTH LOGIN").expect(334)
      try await line.ask(base64(user)).expect(334)
      try await line.ask(base64(password)).expect(235)
    } else {
      throw SMTPFailure.notNow("the server offers neither AUTH PLAIN nor LOGIN")
    }
  }

  private func deliver(_ message: MailMessage, _ line: inout SMTPLine, _ progress: SMTPProgress) async throws {
    try await line.ask("MAIL FROM:<\(message.from)>").expect(250)
    try await line.ask("RCPT TO:<\(message.to)>").expect(250, 251)
    try await line.ask("DATA").expect(354)
    try await line.say(Self.stuffed(message.bytes))
    progress.say()
    let reply = try await line.ask(".")
    progress.answer()
    try reply.expect(250)
  }

  /// Lines that begin with a dot get another (RFC 5321 §4.5.2), so that none of them ends the mail; every line ends with
  /// CRLF. Without the end of the last line.
  static func stuffed(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") ? ".\($0)" : String($0) }.joined(separator: "\r\n")
  }

  private func tlsContext() throws -> NIOSSLContext {
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.minimumTLSVersion = .tlsv12
    if let authority = configuration.authority { settings.trustRoots = .file(authority) }
    return try NIOSSLContext(configuration: settings)
  }

  private static func handler(_ context: NIOSSLContext, _ host: String) throws -> NIOSSLClientHandler {
    // An address is checked as an address; only names go into SNI.
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
  }
}
