import Foundation
import Kernel
import Testing

/// Interface text: Vietnamese in the source, English and Chinese in `data/locale`.
struct PhrasesTests {
  /// Places whose Vietnamese is not translated: the language itself, the demo province, the command line, and refusals
  /// of what is not yet a request, before anybody knows in which language it was asked.
  static let exempt = [
    "Sources/Vietnamese/", "Sources/Spelling/", "Sources/Web/Server/Refusal.swift", "Sources/Web/Layout/Design/",
    "Sources/App/Composition/Program.swift",
    // Reports are papers of the administration: Vietnamese whatever language the desk is in.
    "Sources/Programme/Reports/Drafting/ReportSentences.swift",
    "Sources/Programme/Reports/Drafting/ReportOpening.swift",
    "Sources/Programme/Reports/Output/", "Sources/Programme/Maturity/Results/CertificatePaper.swift",
    "Sources/App/Demo/", "Sources/TestSupport/", "Sources/hoitu/",
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  struct Found: Hashable {
    let key: String
    let place: String
  }

  /// Every literal of the sources with a letter that only Vietnamese has.
  static func vietnamese() throws -> [Found] {
    let sources = root.appendingPathComponent("Sources")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    return try paths.sorted().flatMap { path -> [Found] in
      let full = "Sources/\(path)"
      guard !exempt.contains(where: full.hasPrefix) else { return [] }
      let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
      return SwiftLiterals.all(in: text).filter { isVietnamese(words($0.key)) }.map {
        Found(key: $0.key, place: "\(full):\($0.line)")
      }
    }
  }

  /// The text of markup, without the product's name, which is the same everywhere.
  static func words(_ literal: String) -> String {
    guard literal.contains("<") || literal.hasSuffix("Hội Tụ") else { return literal }
    return literal.replacing(/<[^>]*>/, with: " ").replacing("Hội Tụ", with: "")
  }

  static func isVietnamese(_ text: String) -> Bool {
    let letters = Set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
    return text.lowercased().contains { letters.contains($0) }
  }

  /// Names that are the same in every language, and Vietnamese that is data or law, by key.
  static let asItIs: Set<String> = Set(
    (try? String(contentsOf: root.appendingPathComponent("data/locale/as-it-is.txt"), encoding: .utf8))?
      .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") } ?? [])

  @Test(
    "every Vietnamese sentence of the interface is there in this language", arguments: [Language.english, .chinese])
  func nothingMissing(language: Language) throws {
    let catalogue = try Catalogue(folder: Self.root.appendingPathComponent("data/locale"))
    let found = try Self.vietnamese().filter { !Self.asItIs.contains($0.key) }
    #expect(found.count > 100, "the scanner must find the interface")
    let missing = Set(catalogue.missing(found.map(\.key), in: language))
    let report = found.filter { missing.contains($0.key) }.map { "\($0.place): \($0.key)" }
    #expect(report.isEmpty, "\(report.count) missing:\n\(report.joined(separator: "\n"))")
  }

  @Test("a translation has the values of its sentence, each once", arguments: [Language.english, .chinese])
  func values(language: Language) throws {
    let folder = Self.root.appendingPathComponent("data/locale/\(language.rawValue)")
    for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
      let entries = try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
      for (key, text) in entries {
        #expect(Self.places(key) == Self.places(text), "\(file.lastPathComponent): \(key)")
        #expect(!text.isEmpty, "\(file.lastPathComponent): \(key)")
      }
    }
  }

  private static func places(_ text: String) -> [String] {
    text.matches(of: /\{\d+\}/).map { String($0.output) }.sorted()
  }

  @Test("the scanner sees nested phrases and passes over comments")
  func scanner() {
    let source = #"""
      // "không"
      let a: HTML = "<b>\(t("Gửi \(name) lúc \(f("x"))"))</b>"
      """#
    #expect(SwiftLiterals.all(in: source).map(\.key).contains("Gửi {0} lúc {1}"))
    #expect(!SwiftLiterals.all(in: source).map(\.key).contains("không"))
  }
}
