import Foundation
import TestSupport
import Testing

@testable import Spelling

/// Articles that papers have published: what is marked in them is nearly all a false alarm.
struct CorpusTests {
  private static let file = "corpora/vntc/vntc_train.jsonl.xz"

  private static func articles(_ count: Int) throws -> [String] {
    let xz = Process()
    xz.executableURL = URL(fileURLWithPath: "/bin/sh")
    xz.arguments = ["-c", "xz -dc '\(SharedData.url(file).path)' | awk 'NR % 97 == 1' | head -n \(count)"]
    let pipe = Pipe()
    xz.standardOutput = pipe
    try xz.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    xz.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?.values.compactMap { $0 as? String }.max { $0.count < $1.count }
    }
  }

  @Test("hardly a word of published articles is marked", .enabled(if: SharedData.has(file)))
  func quiet() async throws {
    let speller = try SpellerTests.speller(names: try UnitNames.syllables())
    let articles = try Self.articles(200)
    var (words, marked) = (0, 0)
    var often: [String: Int] = [:]
    let start = ContinuousClock.now
    for text in articles {
      words += WordScanner.words(of: text).count
      for finding in await speller.findings(in: text, suggests: false) {
        marked += 1
        often["\(finding.kind) \(finding.text)", default: 0] += 1
      }
    }
    let took = ContinuousClock.now - start
    let top = often.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(150).map { "\($0.key) \($0.value)" }
    print("spelling: \(articles.count) articles, \(words) words, \(marked) marked, \(took)")
    if ProcessInfo.processInfo.environment["HOITU_SPELLING_TOP"] != nil { print(top.joined(separator: "\n")) }
    #expect(words > 50_000)
    #expect(Double(marked) / Double(words) < 0.006, "\(top.prefix(20))")
  }
}

/// The syllables of the names of provinces, districts and communes, as the program reads them.
enum UnitNames {
  static func syllables() throws -> Set<String> {
    let file = SpellerTests.root.appendingPathComponent("data/units/units.csv")
    return Speller.syllables(ofNames: try String(contentsOf: file, encoding: .utf8))
  }
}
