import Crypto
import Foundation
import Kernel
import Yams

/// `data/maturity/index-versions.yaml`: what is known of the index, each fact with its source and how sure it is.
struct IndexFile: Decodable, Sendable {
  struct Pillar: Decodable, Sendable {
    let id: String
    let name: String
    let max: Int?
    let mark: String
    let source: String
  }

  struct Version: Decodable, Sendable {
    let id: String
    let year: Int
    let decision: String
    let date: String?
    let issuer: String
    let components: Int?
    let criteria: Int?
    let max: Int
    let mark: String
    let source: String
    let note: String?
    let pillars: [Pillar]
  }

  struct Level: Decodable, Sendable {
    enum CodingKeys: String, CodingKey {
      case level, name, from, source
      case mark = "from-mark"
    }
    let level: Int
    let name: String
    let from: Int?
    let mark: String
    let source: String
  }

  /// How many of the country stood on which level, as published.
  struct Distribution: Decodable, Sendable {
    enum CodingKeys: String, CodingKey {
      case year, version, assessed, counts, mark, source
      case invited = "of"
    }
    let year: Int
    let version: String
    let assessed: Int
    let invited: Int?
    let counts: [String: Int]
    let mark: String
    let source: String

    /// By level, lowest first.
    var byLevel: [Int] { ["yeu", "trung-binh", "kha", "tot", "xuat-sac"].map { counts[$0] ?? 0 } }
  }

  let versions: [Version]
  let levels: [Level]
  let distributions: [Distribution]

  static func read(_ facts: URL) throws -> (file: IndexFile, digest: String) {
    let data = try Data(contentsOf: facts.appendingPathComponent("maturity/index-versions.yaml"))
    let file = try YAMLDecoder().decode(IndexFile.self, from: data)
    return (file, MaturityDigest.of(data))
  }
}

/// The SHA-256 of something, in hexadecimal.
enum MaturityDigest {
  static func of(_ data: Data) -> String {
    SHA256.hash(data: data).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
