import Contracts
import Foundation
import Kernel
import Yams

/// A list of organisations with what became of them, as `data/programmes/agencies.yaml`: each with its source and how sure
/// it is.
struct AgencyFile: Decodable, Sendable {
  struct Entry: Decodable, Sendable {
    let id: String
    let kind: OrganisationKind
    let name: String
    let province: String
    let body: String?
    let types: [PressType]?
    let source: String?
    let mark: String?
    /// Of the press types, where they are less sure than the organisation.
    let typesMark: String?
    let note: String?

    enum CodingKeys: String, CodingKey {
      case id, kind, name, province, body, types, source, mark, note
      case typesMark = "types-mark"
    }
  }

  struct Step: Decodable, Sendable {
    enum Kind: String, Decodable, Sendable {
      case merge
      case distribute
      case transfer
    }
    let kind: Kind
    let day: String
    let dayNote: String?
    let from: [String]
    let to: [String]
    let new: Entry?
    let existing: String?
    let province: String?
    let source: String
    let mark: String

    enum CodingKeys: String, CodingKey {
      case kind, day, from, to, new, existing, province, source, mark
      case dayNote = "day-note"
    }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      kind = try values.decode(Kind.self, forKey: .kind)
      day = try values.decode(String.self, forKey: .day)
      dayNote = try values.decodeIfPresent(String.self, forKey: .dayNote)
      from = try (try? values.decode([String].self, forKey: .from)) ?? [values.decode(String.self, forKey: .from)]
      to = try values.decodeIfPresent([String].self, forKey: .to) ?? []
      new = try values.decodeIfPresent(Entry.self, forKey: .new)
      existing = try values.decodeIfPresent(String.self, forKey: .existing)
      province = try values.decodeIfPresent(String.self, forKey: .province)
      source = try values.decode(String.self, forKey: .source)
      mark = try values.decode(String.self, forKey: .mark)
    }
  }

  let since: String
  let sinceNote: String
  let sources: [String: String]
  let organisations: [Entry]
  let steps: [Step]

  enum CodingKeys: String, CodingKey {
    case since, sources, organisations, steps
    case sinceNote = "since-note"
  }

  init(contentsOf file: URL) throws {
    self = try YAMLDecoder().decode(AgencyFile.self, from: String(contentsOf: file, encoding: .utf8))
  }

  /// Where an entry was read and how sure it is, in words: what stands as its legal basis and is shown.
  func basis(_ source: String?, _ mark: String?, _ notes: String?...) -> String {
    let place = source.flatMap { sources[$0] } ?? source ?? ""
    let sure = mark.map { "(\(SourceMark.words($0 == "unverified" ? "M" : $0).vietnamese))" } ?? ""
    return ([place, sure] + notes.compactMap { $0 }).filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The same ID in every installation, made of the name in the list (UUIDv8, RFC 9562 §5.8).
  static func id(_ name: String) -> OrganisationID {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(digest, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    return OrganisationID("a9e5c1e5-\(padded.prefix(4))-8000-8000-\(padded.suffix(12))")
  }
}
