import Foundation
import Kernel

/// Through which server mail goes out, and as whom.
///
/// - `HOITU_SMTP_URL`: `smtp://user:password@host:587` (STARTTLS, which the server must offer unless it is this machine)
///   or `smtps://user:password@host:465` (TLS from the first byte). Special letters of user and password as `%40`
/// - `HOITU_MAIL_FROM`: `Lam Giang điện tử <khong-tra-loi@baolamgiang.example>`
/// - `HOITU_MAIL_CA`: a PEM file with the certificate authority of a mail server inside the house; without, the system's
package struct MailConfiguration: Sendable, Equatable {
  /// A name or an address, without brackets.
  package var host: String
  /// 587 or 465 where none was given.
  package var port: Int
  /// TLS from the first byte (RFC 8314), rather than STARTTLS (RFC 3207).
  package var isImplicitTLS: Bool
  /// Nil together with ``password``: the server asks for no name.
  package var user: String?
  /// Never shown and never logged.
  package var password: String?
  /// The sender, also of bounces.
  package var from: MailAddress
  /// What people see as the sender; empty: only the address.
  package var fromName: String
  /// The path of a PEM file; nil: the system's authorities.
  package var authority: String?

  /// What is wrong with a setting, in words for whoever set it.
  package struct Invalid: Error, CustomStringConvertible {
    /// In English, for whoever runs the server.
    package let description: String
  }

  /// Reads the environment. Nil where no server is named: then no mail is offered anywhere.
  package init?(environment: [String: String]) throws(Invalid) {
    func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    guard let address = text("HOITU_SMTP_URL") else { return nil }
    guard let url = URLComponents(string: address), url.scheme == "smtp" || url.scheme == "smtps",
      let host = url.host, !host.isEmpty, url.path.isEmpty || url.path == "/"
    else { throw Invalid(description: "HOITU_SMTP_URL must look like smtp://user:password@host:587") }
    isImplicitTLS = url.scheme == "smtps"
    self.host = host
    port = url.port ?? (isImplicitTLS ? 465 : 587)
    user = url.user.flatMap { $0.isEmpty ? nil : $0 }
    password = url.password
    guard (user == nil) == (password == nil) else {
      throw Invalid(description: "HOITU_SMTP_URL must name both user and password, or neither")
    }
    guard let sender = text("HOITU_MAIL_FROM") else {
      throw Invalid(description: "HOITU_MAIL_FROM is needed with HOITU_SMTP_URL: Name <address>")
    }
    let (name, plain) = Self.parts(of: sender)
    guard let from = MailAddress(plain) else {
      throw Invalid(description: "HOITU_MAIL_FROM must be an address, or Name <address>")
    }
    self.from = from
    fromName = name
    authority = text("HOITU_MAIL_CA")
  }

  private static func parts(of sender: String) -> (name: String, address: String) {
    guard let open = sender.lastIndex(of: "<"), sender.hasSuffix(">") else {
      return ("", sender.trimmingCharacters(in: .whitespaces))
    }
    let name = sender[..<open].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
    return (name, String(sender[sender.index(after: open)...].dropLast()))
  }

  /// Whether the server is this machine, where nobody listens in between.
  var isLocal: Bool { ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host) }
}

/// A mail address that may stand in a command and in a header: ASCII, one line, as RFC 5321 §4.1.2 writes it without
/// quoting.
package struct MailAddress: Sendable, Hashable, CustomStringConvertible {
  /// The address itself: `lan@baolamgiang.example`.
  package let description: String

  /// Nil for anything that would need quoting, and for a name after the `@` without a dot, but for `localhost`.
  package init?(_ text: String) {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count),
      parts[0].utf8.allSatisfy(Self.isLocalByte), !parts[0].hasPrefix("."), !parts[0].hasSuffix("."),
      !parts[0].contains("..")
    else { return nil }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2 || parts[1] == "localhost" else { return nil }
    for label in labels {
      guard (1...63).contains(label.utf8.count), !label.hasPrefix("-"), !label.hasSuffix("-"),
        label.utf8.allSatisfy({ Self.isAlphanumeric($0) || $0 == UInt8(ascii: "-") })
      else { return nil }
    }
    description = text
  }

  /// What stands after the `@`.
  var domain: String { description.split(separator: "@").last.map(String.init) ?? "localhost" }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }

  private static let special = Set(".!#$%&'*+/=?^_`{|}~-".utf8)
  private static func isLocalByte(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || special.contains(byte) }
}
