import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

@testable import Collaboration

/// A mail server that a test starts: takes mails, or behaves as badly as it is told to.
final class MailServer: Sendable {
  /// How it behaves.
  struct Manners: Sendable {
    var offersTLS = false
    var isImplicitTLS = false
    /// What it says to AUTH, where it offers it: `PLAIN`, `LOGIN`, or both.
    var auth = ""
    var answers: [String: String] = [:]
    /// Hangs up once the whole mail was said.
    var hangsUpAtEnd = false
    /// Says more than it was asked before the handshake, as somebody in between would.
    var injects = false
    var staysSilent = false
  }

  struct Mail: Sendable, Equatable {
    var from = ""
    var to: [String] = []
    var data = ""
    var isSecure = false
    var signedIn = ""
  }

  let port: Int
  private let channel: any Channel
  private let taken = TakenMails()

  var mails: [Mail] { taken.all }

  init(_ manners: Manners = Manners(), certificate: (chain: String, key: String)? = nil) async throws {
    let taken = taken
    let tls = try certificate.map { files in
      try NIOSSLContext(
        configuration: .makeServerConfiguration(
          certificateChain: try NIOSSLCertificate.fromPEMFile(files.chain).map { .certificate($0) },
          privateKey: .privateKey(try NIOSSLPrivateKey(file: files.key, format: .pem))))
    }
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { child in
        child.eventLoop.makeCompletedFuture {
          if manners.isImplicitTLS, let tls {
            try child.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
          }
          try child.pipeline.syncOperations.addHandler(MailTalk(manners, tls) { taken.add($0) })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  func close() async { try? await channel.close() }

  /// The words of a part of a mail, decoded.
  static func text(of data: String, _ type: String) -> String {
    guard let part = data.components(separatedBy: "Content-Type: \(type)").dropFirst().first,
      let body = part.components(separatedBy: "\r\n\r\n").dropFirst().first?.components(separatedBy: "\r\n--").first,
      let bytes = Data(base64Encoded: body.filter { !$0.isWhitespace })
    else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}

private final class TakenMails: Sendable {
  private let mails = Mutex<[MailServer.Mail]>([])
  var all: [MailServer.Mail] { mails.withLock { $0 } }
  func add(_ mail: MailServer.Mail) { mails.withLock { $0.append(mail) } }
}

/// One connection of the server.
private final class MailTalk: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let manners: MailServer.Manners
  private let tls: NIOSSLContext?
  private let done: @Sendable (MailServer.Mail) -> Void
  private var pending = ""
  private var mail = MailServer.Mail()
  private var isData = false
  private var login: [String]?

  init(_ manners: MailServer.Manners, _ tls: NIOSSLContext?, done: @escaping @Sendable (MailServer.Mail) -> Void) {
    self.manners = manners
    self.tls = tls
    self.done = done
    mail.isSecure = manners.isImplicitTLS
  }

  func channelActive(context: ChannelHandlerContext) {
    if !manners.staysSilent { say("220 thu.example ESMTP", context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var buffer = unwrapInboundIn(data)
    pending += buffer.readString(length: buffer.readableBytes) ?? ""
    while let end = pending.range(of: "\r\n") {
      let line = String(pending[..<end.lowerBound])
      pending = String(pending[end.upperBound...])
      isData ? take(line, context) : obey(line, context)
    }
  }

  private func take(_ line: String, _ context: ChannelHandlerContext) {
    guard line == "." else {
      mail.data += (line.hasPrefix("..") ? String(line.dropFirst()) : line) + "\r\n"
      return
    }
    isData = false
    if manners.hangsUpAtEnd { return context.close(promise: nil) }
    let answer = manners.answers["."] ?? "250 taken"
    if answer.hasPrefix("2") { done(mail) }
    say(answer, context)
  }

  private func obey(_ line: String, _ context: ChannelHandlerContext) {
    if let login {
      let word = String(decoding: Data(base64Encoded: line) ?? Data(), as: UTF8.self)
      self.login = login.count == 0 ? [word] : nil
      if login.count == 1 { mail.signedIn = "\(login[0]):\(word)" }
      return say(login.count == 0 ? "334 UGFzc3dvcmQ6" : "235 in", context)
    }
    let verb = line.split(separator: " ").first.map { $0.uppercased() } ?? ""
    if let answer = manners.answers[verb] { return say(answer, context) }
    switch verb {
    case "EHLO":
      var lines = ["250-thu.example"]
      if manners.offersTLS, !mail.isSecure { lines.append("250-STARTTLS") }
      if !manners.auth.isEmpty { lines.append("250-AUTH \(manners.auth)") }
      say((lines + ["250 8BITMIME"]).joined(separator: "\r\n"), context)
    case "STARTTLS":
      mail.isSecure = true
      guard let tls else { return say("454 no", context) }
      say(manners.injects ? "220 go\r\n250 injected" : "220 go", context)
      _ = try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
    case "AUTH":
      let words = line.split(separator: " ")
      if words.dropFirst().first == "LOGIN" {
        login = []
        say("334 VXNlcm5hbWU6", context)
      } else {
        let plain = String(decoding: Data(base64Encoded: String(words.last ?? "")) ?? Data(), as: UTF8.self)
        mail.signedIn = plain.split(separator: "\0").joined(separator: ":")
        say("235 in", context)
      }
    case "MAIL":
      mail.from = line
      say("250 ok", context)
    case "RCPT":
      mail.to.append(line)
      say("250 ok", context)
    case "DATA":
      isData = true
      say("354 go on", context)
    case "QUIT":
      say("221 bye", context)
      context.close(promise: nil)
    default: say("502 what", context)
    }
  }

  private func say(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text + "\r\n")), promise: nil)
  }
}

/// The settings of an installation that hands its mail to this server.
func settings(_ server: MailServer, user: String? = nil, authority: String? = nil, scheme: String = "smtp")
  throws -> MailConfiguration
{
  let who = user.map { "\($0)@" } ?? ""
  var settings = try #require(
    try MailConfiguration(environment: [
      "HOITU_SMTP_URL": "\(scheme)://\(who)localhost:\(server.port)",
      "HOITU_MAIL_FROM": "Lam Giang điện tử <bao@lamgiang.example>",
    ]))
  settings.authority = authority
  return settings
}
