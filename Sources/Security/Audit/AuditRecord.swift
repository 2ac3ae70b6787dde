import Crypto
import Foundation
import Kernel
import Persistence

/// One line of the log as it is kept.
struct AuditRecord: RowDecodable, Sendable {
  let seq: Int
  let time: Date
  let actor: AccountID?
  let action: String
  let subject: String
  let organisation: OrganisationID?
  /// Canonical JSON, as it was hashed.
  let detail: String
  let previousHash: String
  let hash: String

  init(row: Row) throws {
    seq = try row["seq"]
    time = try row["made_at"]
    actor = try row["actor"]
    action = try row["action"]
    subject = try row["subject"]
    organisation = try row["organisation"]
    detail = try row["detail"]
    previousHash = try row["previous_hash"]
    hash = try row["hash"]
  }

  init(
    seq: Int, time: Date, actor: AccountID?, action: String, subject: String, organisation: OrganisationID?,
    detail: [String: String], after previousHash: String
  ) {
    self.seq = seq
    self.time = time
    self.actor = actor
    self.action = action
    self.subject = subject
    self.organisation = organisation
    self.detail = CanonicalJSON.object(detail)
    self.previousHash = previousHash
    hash = AuditChain.hash(
      seq: seq, time: time, actor: actor, action: action, subject: subject, organisation: organisation,
      detail: self.detail, after: previousHash)
  }

  /// Whether the hash is that of what stands here.
  var isIntact: Bool {
    hash
      == AuditChain.hash(
        seq: seq, time: time, actor: actor, action: action, subject: subject, organisation: organisation,
        detail: detail, after: previousHash)
  }

  var details: [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(detail.utf8))) ?? [:]
  }

  /// The line for an export: canonical JSON with its hash, from which anybody can follow the chain.
  var line: String {
    let body = AuditChain.body(
      seq: seq, time: time, actor: actor, action: action, subject: subject, organisation: organisation,
      detail: detail, after: previousHash)
    return body.dropLast() + ",\"hash\":\(CanonicalJSON.string(hash))}"
  }
}

/// How entries hang together: each hash is SHA-256 over the canonical JSON of the entry, which holds the hash before it.
enum AuditChain {
  /// The hash before the first entry.
  static let origin = String(repeating: "0", count: 64)

  static func hash(
    seq: Int, time: Date, actor: AccountID?, action: String, subject: String, organisation: OrganisationID?,
    detail: String, after previousHash: String
  ) -> String {
    let body = body(
      seq: seq, time: time, actor: actor, action: action, subject: subject, organisation: organisation,
      detail: detail, after: previousHash)
    return Token.hex(SHA256.hash(data: Data(body.utf8)))
  }

  /// Keys in order, no white space (RFC 8785).
  static func body(
    seq: Int, time: Date, actor: AccountID?, action: String, subject: String, organisation: OrganisationID?,
    detail: String, after previousHash: String
  ) -> String {
    let fields = [
      "\"action\":\(CanonicalJSON.string(action))",
      "\"actor\":\(CanonicalJSON.optional(actor?.rawValue))",
      "\"detail\":\(detail)",
      "\"organisation\":\(CanonicalJSON.optional(organisation?.rawValue))",
      "\"previous\":\(CanonicalJSON.string(previousHash))",
      "\"seq\":\(seq)",
      "\"subject\":\(CanonicalJSON.string(subject))",
      "\"time\":\(CanonicalJSON.string(Timestamp.text(time)))",
    ]
    return "{\(fields.joined(separator: ","))}"
  }
}

/// JSON of which there is only one way to write it (RFC 8785), for hashing. Our own, since what an encoder writes may
/// change with its version, and a chain must be checked years later.
enum CanonicalJSON {
  static func object(_ values: [String: String]) -> String {
    let fields = values.sorted { $0.key < $1.key }.map { "\(string($0.key)):\(string($0.value))" }
    return "{\(fields.joined(separator: ","))}"
  }

  static func optional(_ text: String?) -> String { text.map(string) ?? "null" }

  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{8}": result += "\\b"
      case "\u{C}": result += "\\f"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
