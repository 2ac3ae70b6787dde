import Foundation
import Kernel
import TestSupport
import Testing
import Vietnamese

@testable import Programme

/// What the entries say at each line of a paper, against what the paper says there.
@Suite("The words of the five plans")
struct FidelityTests {
  /// By line, everything that entries pointing at it say.
  private func said(_ file: PlanFile) -> [Int: String] {
    var said: [Int: String] = [:]
    func add(_ lines: String?, _ parts: [String?]) {
      let text = parts.compactMap(\.self).joined(separator: " ")
      for line in LineRange.lines(lines ?? "") { said[line, default: ""] += " \(text)" }
    }
    for target in file.targets ?? [] {
      add(target.lines, [target.text, target.measure, target.numerator, target.denominator])
      for value in target.values ?? [] { add(value.lines ?? target.lines, [value.shown]) }
    }
    for task in file.tasks ?? [] {
      add(
        task.lines,
        [task.title, task.text, task.funding, task.period?.shown] + (task.leads ?? []) + (task.partners ?? []))
    }
    for duty in file.duties ?? [] { add(duty.lines, [duty.organisation, duty.text]) }
    for deadline in file.deadlines ?? [] { add(deadline.lines, [deadline.text]) }
    for words in (file.funding ?? []) + (file.aims ?? []) + (file.bases ?? []) { add(words.lines, [words.text]) }
    for annex in file.annexes ?? [] { add(annex.lines, [annex.title] + annex.columns + annex.rows.flatMap(\.self)) }
    return said
  }

  private func file(_ source: PlanSource) throws -> PlanFile {
    let files = try ProgrammeFiles(folder: plansFacts.appendingPathComponent("programmes"))
    return try #require(files.plans.first { $0.file.id == source.code }?.file)
  }

  @Test(
    "every percentage, every so-many-times and so-many-hours stands in an entry of its line",
    .enabled(if: SharedData.has("domain/plans")), arguments: PlanSource.all)
  func figures(source: PlanSource) throws {
    let said = try said(file(source))
    let lines = try source.lines()
    var found = 0
    for part in source.parts {
      for number in part where number <= lines.count {
        let here = (said[number] ?? "").filter { !$0.isWhitespace }
        for match in lines[number - 1].matches(of: /\d+([.,]\d+)?\s*%|\d+\s*(lần|giờ)/) {
          found += 1
          let figure = match.output.0.filter { !$0.isWhitespace }
          #expect(here.contains(figure), "\(source.file):\(number): \(figure)")
        }
      }
    }
    #expect(found > 4)
  }

  /// Only the papers whose text is not damaged by a scan. What is missing are numbers of headings and the words around an
  /// entry's own ("Trên đây là Kế hoạch …").
  @Test(
    "of the words at lines that are pointed at, 97 in 100 are in their entries, and more than half in each line",
    .enabled(if: SharedData.has("domain/plans")),
    arguments: PlanSource.all.filter { $0.code != "thai-binh-2023" && $0.code != "hung-yen-2023" })
  func words(source: PlanSource) throws {
    let said = try said(file(source))
    let lines = try source.lines()
    var (all, found) = (0, 0)
    for part in source.parts {
      for number in part where number <= lines.count {
        let words = Self.words(lines[number - 1])
        guard words.count > 8, let text = said[number] else { continue }
        let own = Set(Self.words(text))
        let here = words.count { own.contains($0) }
        all += words.count
        found += here
        #expect(here * 2 > words.count, "\(source.file):\(number): \(lines[number - 1].prefix(80))")
      }
    }
    #expect(all > 1500 && found * 100 >= all * 97, "\(source.code): \(found) of \(all)")
    print("\(source.code): \(found) of \(all) words")
  }

  private static func words(_ text: String) -> [String] {
    let plain = VietnameseText.fold(text.replacing(/<[^>]*>/, with: " "))
    return plain.split { !$0.isLetter && !$0.isNumber && $0 != "%" }.map(String.init)
  }
}
