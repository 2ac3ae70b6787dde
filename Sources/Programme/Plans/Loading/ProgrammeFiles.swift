import Crypto
import Foundation
import Yams

/// The files of `data/programmes`, read and checked; throws ``PlanFileError`` with all that is wrong in any of them.
struct ProgrammeFiles: Sendable {
  struct Plan: Sendable {
    let file: PlanFile
    let digest: String
  }
  let plans: [Plan]
  let laws: [LawEntry]
  let deadlines: [LawDeadlineEntry]
  /// Of laws and deadlines together.
  let factsDigest: String

  /// Files of the folder that are no plans.
  private static let lists: Set<String> = ["laws.yaml", "deadlines.yaml", "agencies.yaml"]

  init(folder: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    var problems: [PlanFileError.Problem] = []
    var plans: [Plan] = []
    for name in names.sorted() where !Self.lists.contains(name) {
      let data = try Data(contentsOf: folder.appendingPathComponent(name))
      do {
        let file = try YAMLDecoder().decode(PlanFile.self, from: data)
        problems += file.problems(in: name)
        plans.append(Plan(file: file, digest: Self.digest(of: data)))
      } catch {
        problems.append(Self.problem(error, in: name))
      }
    }
    // National plans first: provincial ones point at their targets.
    self.plans = plans.sorted { ($0.file.kind != "national" ? 1 : 0) < ($1.file.kind != "national" ? 1 : 0) }
    let lawData = try Self.optional(folder.appendingPathComponent("laws.yaml"))
    let deadlineData = try Self.optional(folder.appendingPathComponent("deadlines.yaml"))
    laws = Self.list(lawData, "laws.yaml", &problems)
    deadlines = Self.list(deadlineData, "deadlines.yaml", &problems)
    factsDigest = Self.digest(of: (lawData ?? Data()) + (deadlineData ?? Data()))
    for (ref, same) in Dictionary(grouping: laws, by: \.ref) where same.count > 1 {
      problems.append(.init(file: "laws.yaml", entry: ref, what: "two entries of this ref"))
    }
    guard problems.isEmpty else { throw PlanFileError(problems: problems) }
  }

  private static func optional(_ url: URL) throws -> Data? {
    FileManager.default.fileExists(atPath: url.path) ? try Data(contentsOf: url) : nil
  }

  private static func list<Entry: Decodable>(
    _ data: Data?, _ name: String, _ problems: inout [PlanFileError.Problem]
  ) -> [Entry] {
    guard let data else { return [] }
    do {
      return try YAMLDecoder().decode([Entry].self, from: data)
    } catch {
      problems.append(problem(error, in: name))
      return []
    }
  }

  /// Where in the file a decoder stopped, and why.
  private static func problem(_ error: any Error, in name: String) -> PlanFileError.Problem {
    guard let error = error as? DecodingError else { return .init(file: name, entry: "file", what: "\(error)") }
    let (path, what): ([any CodingKey], String) =
      switch error {
      case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        (context.codingPath, context.underlyingError.map { "\($0)" } ?? context.debugDescription)
      @unknown default: ([], "\(error)")
      }
    let place = path.map { key in key.intValue.map { "[\($0 + 1)]" } ?? key.stringValue }.joined(separator: " ")
    return .init(file: name, entry: place.isEmpty ? "file" : place, what: what)
  }

  static func digest(of data: Data) -> String {
    SHA256.hash(data: data).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
