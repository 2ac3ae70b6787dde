import App
import Foundation
import Kernel
import Messaging
import TestSupport
import Testing

/// Every act in the audit log has a name people can read: `data/policies/audit-actions.json`.
struct AuditActionsTests {
  /// What stands for `{0}` where an act is put together from a state.
  static let composed: [String: [String]] = [
    "newsroom.inbox.{0}": ["new", "dropped"],
    "newsroom.inbox.source.{0}": ["resume", "pause"],
    "programme.maturity.{0}": [
      "accept", "admit", "appeal", "appraise", "approve", "finish-appraisal", "leave-out", "prove", "register",
      "reopen", "score", "send-back", "settle-appeal", "submit", "unprove", "withdraw", "confirm-past", "enter-past",
      "return-past", "approve-alone", "hand-back",
    ],
  ]

  static func named() throws -> [String: String] {
    let file = PhrasesTests.root.appendingPathComponent("data/policies/audit-actions.json")
    return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
  }

  struct Source {
    let path: String
    let text: String
    /// The room it is of.
    var room: Substring { path.prefix { $0 != "/" } }
  }

  static func sources() throws -> [Source] {
    let folder = PhrasesTests.root.appendingPathComponent("Sources")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.sorted()
      .map { Source(path: $0, text: try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)) }
  }

  /// Names that look like acts and are something else: permissions, topics, handlers, jobs, schedules, schema steps.
  static func otherNames() async throws -> Set<String> {
    try await withHouse(.sqlite) { house in
      Set(House.permissions.keys.map(\.rawValue) + House.schema)
        .union(house.eventHandlers.flatMap { [$0.name, $0.topic] }).union(house.jobHandlers.map(\.name))
        .union(house.schedules.map(\.name))
    }
  }

  /// Every act that a literal of the sources names, with its place.
  static func literals(_ sources: [Source], without others: Set<String>) -> [(action: String, place: String)] {
    sources.flatMap { source -> [(String, String)] in
      let lines = source.text.split(separator: "\n", omittingEmptySubsequences: false)
      return SwiftLiterals.all(in: source.text).flatMap { literal -> [(String, String)] in
        let place = "\(source.path):\(literal.line)"
        guard
          literal.key.wholeMatch(
            of:
              #/
              (newsroom|media|organisations|security|channels|operations|
              programme\.[a-z]+|corrections\.(?:case|step|item|snapshot|notice|round|place))\.[a-z.{}0-9-]+
              /#
          ) != nil,
          !others.contains(literal.key), literal.key.wholeMatch(of: /.*\.(css|js|json|svg)/) == nil,
          !lines[literal.line - 1].contains("label: \"\(literal.key)\""),
          // The kind of a notice is no act.
          !lines[literal.line - 1].contains("kind: \"\(literal.key)\"")
        else { return [] }
        // The steps of an item's way are named below, by what is handed to `step`.
        if literal.key == "newsroom.item.{0}" { return [] }
        if literal.key.contains("{") {
          return (composed[literal.key] ?? ["?"]).map { (literal.key.replacing("{0}", with: $0), place) }
        }
        return [(literal.key, place)]
      }
    }
  }

  /// Acts that are called by their permission, and steps of an item, from how they are recorded.
  static func recorded(_ sources: [Source]) -> [(action: String, place: String)] {
    var permissions: [String: String] = [:]
    for source in sources {
      for match in source.text.matches(of: /static let (\w+): Permission = "([^"]+)"/) {
        permissions["\(source.room).\(match.1)"] = String(match.2)
      }
    }
    return sources.flatMap { source -> [(String, String)] in
      let named = source.text.matches(of: /(?:record\(|action: )\w+\.(\w+)(?:\.rawValue)?,/).compactMap { match in
        permissions["\(source.room).\(match.1)"].map { ($0, source.path) }
      }
      let steps = (source.room == "Newsroom" ? source.text.matches(of: /\bstep\(\.(\w+),/) : []).map { match in
        ("newsroom.item.\(kebab(match.1))", source.path)
      }
      let written = source.text.matches(of: /action: "([a-z.-]+)"/).map { (String($0.1), source.path) }
      // What is counted in a flood is written again with its count.
      let sampled = source.text.matches(of: /sampled\.record\(\s*AuditEntry\([^\n]*?\s*.*?action: "([^"]+)"/).map {
        ("\($0.1).more", source.path)
      }
      return named + steps + written + sampled
    }
  }

  private static func kebab(_ name: Substring) -> String {
    name.map { $0.isUppercase ? "-\($0.lowercased())" : String($0) }.joined()
  }

  @Test("every act the program can write has a name, and every name is of such an act")
  func complete() async throws {
    let sources = try Self.sources()
    let written = Self.literals(sources, without: try await Self.otherNames()) + Self.recorded(sources)
    #expect(written.count > 60, "the scanner must find the acts")
    for known in ["newsroom.item.publish", "newsroom.item.sent-back", "media.picture.upload", "security.denied.more"] {
      #expect(written.contains { $0.action == known }, "the scanner must find \(known)")
    }
    let named = Set(try Self.named().keys)
    let unnamed = written.filter { !named.contains($0.action) }.map { "\($0.place): \($0.action)" }
    #expect(unnamed.isEmpty, "without a name:\n\(unnamed.joined(separator: "\n"))")
    let unwritten = named.subtracting(written.map(\.action)).sorted()
    #expect(unwritten.isEmpty, "never written: \(unwritten.joined(separator: ", "))")
  }

  @Test("the names are Vietnamese, short and different from each other")
  func readable() throws {
    let named = try Self.named()
    #expect(Set(named.values).count == named.count)
    #expect(named.values.allSatisfy { $0.first?.isUppercase == true && $0.count <= 50 })
    #expect(named.values.filter { PhrasesTests.isVietnamese($0) }.count == named.count)
  }
}
