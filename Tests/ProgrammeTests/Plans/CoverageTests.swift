import Foundation
import Kernel
import TestSupport
import Testing
import Vietnamese
import Web

@testable import Programme

/// A source of a plan, and where in it targets, tasks, duties and annexes stand (lines from 1).
struct PlanSource: Sendable, CustomTestStringConvertible {
  let code: String
  let file: String
  let parts: [ClosedRange<Int>]
  var testDescription: String { code }
  var path: String { "domain/plans/\(file)" }

  static let all = [
    PlanSource(code: "thai-nguyen-2024", file: "thai-nguyen-2030-2045.txt", parts: [60...195, 204...341, 364...386]),
    PlanSource(code: "quang-tri-2023", file: "quang-tri-2025-2030.txt", parts: [27...156, 178...188]),
    PlanSource(code: "cao-bang-2021", file: "cao-bang-2025-2030.txt", parts: [27...190]),
    PlanSource(code: "thai-binh-2023", file: "thai-binh-2025-2030.txt", parts: [33...181, 201...423]),
    PlanSource(code: "hung-yen-2023", file: "hung-yen-2025-2030.txt", parts: [41...232]),
  ]

  func lines() throws -> [String] {
    let text = try String(contentsOf: SharedData.url(path), encoding: .utf8)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}

/// The paragraphs of a source that carry a figure or a duty.
enum PlanParagraphs {
  static let duties = [
    "chu tri", "phoi hop", "xay dung", "to chuc", "bao cao", "tham muu", "thuc hien", "trien khai", "chi dao",
    "huong dan", "kiem tra", "giam sat", "danh gia", "nang cao", "tang cuong", "day manh", "phat trien", "dam bao",
    "bao dam", "bo tri", "ung dung", "dao tao", "tuyen truyen", "ra soat", "de xuat", "cung cap", "hoan thien",
    "doi moi",
  ]

  /// Parted by blank lines, bullets and numbers; each as the numbers of its lines.
  static func all(_ lines: [String], in part: ClosedRange<Int>) -> [[Int]] {
    var paragraphs: [[Int]] = []
    var current: [Int] = []
    for number in part where number <= lines.count {
      let line = lines[number - 1].trimmingCharacters(in: .whitespaces)
      let begins =
        line.firstMatch(of: /^[-+•*–]\s|^[a-zđ]\)|^[IVX]+\.|^\d+(\.\d+)*\.?\s+\D/) != nil
      if line.isEmpty || begins, !current.isEmpty {
        paragraphs.append(current)
        current = []
      }
      if !line.isEmpty { current.append(number) }
    }
    return current.isEmpty ? paragraphs : paragraphs + [current]
  }

  static func carries(_ text: String, lines: Int) -> Bool {
    let plain = VietnameseText.fold(text).replacing(/\s+/, with: " ").trimmingCharacters(in: .whitespaces)
    guard !(lines == 1 && isHeading(plain)) else { return false }
    return duties.contains { plain.contains($0) }
      || plain.firstMatch(
        of: /\d+([.,]\d+)? ?%|\d+ ?(gio|lan|ngay|tinh|co quan|lop|cuoc)\b|(nam |\/) ?20\d\d|20\d\d ?[-–] ?20\d\d/)
        != nil
  }

  /// `II. MỤC TIÊU`, `a) Đến năm 2030`, `Điều 2. Tổ chức thực hiện`: a number and a few words, and no figure to reach.
  static func isHeading(_ plain: String) -> Bool {
    guard plain.firstMatch(of: /^\W*([ivx1]+|\d+(\.\d+)*|[a-z]\)|dieu \d+)[.\s)]/) != nil, !plain.contains("%") else {
      return false
    }
    return plain.count <= 60 || plain.firstMatch(of: /[.;]$/) == nil
  }
}

@Suite("The five plans against their papers")
struct CoverageTests {
  private func file(_ source: PlanSource) throws -> PlanFile {
    let files = try ProgrammeFiles(folder: plansFacts.appendingPathComponent("programmes"))
    return try #require(files.plans.first { $0.file.id == source.code }?.file)
  }

  /// Lines at which a target, value, task, duty, deadline, word on funding or annex points.
  private func pointed(_ file: PlanFile) -> Set<Int> {
    var texts = (file.targets ?? []).flatMap { [$0.lines] + ($0.values ?? []).map(\.lines) }
    texts += (file.tasks ?? []).map(\.lines)
    texts += (file.duties ?? []).map(\.lines)
    texts += (file.deadlines ?? []).map(\.lines)
    texts += (file.annexes ?? []).map(\.lines)
    texts += (file.funding ?? []).map(\.lines)
    return Set(texts.compactMap(\.self).flatMap { LineRange.lines($0) })
  }

  @Test(
    "each paragraph that carries a figure or a duty has an entry that points at it",
    .enabled(if: SharedData.has("domain/plans")), arguments: PlanSource.all)
  func paragraphs(source: PlanSource) throws {
    let file = try file(source)
    let lines = try source.lines()
    let pointed = pointed(file)
    var carrying = 0
    var missing: [String] = []
    for part in source.parts {
      for paragraph in PlanParagraphs.all(lines, in: part) {
        let text = paragraph.map { lines[$0 - 1] }.joined(separator: " ")
        guard PlanParagraphs.carries(text, lines: paragraph.count) else { continue }
        carrying += 1
        if pointed.isDisjoint(with: paragraph) {
          missing.append("\(source.file):\(paragraph.first ?? 0): \(text.prefix(120))")
        }
      }
    }
    #expect(carrying > 20)
    #expect(missing.isEmpty, "\(missing.count) of \(carrying):\n\(missing.joined(separator: "\n"))")
    let values = (file.targets ?? []).reduce(0) { $0 + ($1.values?.count ?? 0) }
    print(
      "\(source.code): \(carrying - missing.count)/\(carrying) paragraphs; \(file.targets?.count ?? 0) targets,",
      "\(values) values, \(file.tasks?.count ?? 0) tasks and solutions, \(file.duties?.count ?? 0) duties,",
      "\(file.deadlines?.count ?? 0) deadlines, \(file.annexes?.count ?? 0) annexes")
  }

  @Test(
    "every line of the paper is accounted for", .enabled(if: SharedData.has("domain/plans")), arguments: PlanSource.all)
  func everyLine(source: PlanSource) throws {
    let file = try file(source)
    let lines = try source.lines()
    var covered = pointed(file)
    for words in (file.bases ?? []) + (file.aims ?? []) { covered.formUnion(LineRange.lines(words.lines ?? "")) }
    for other in file.other ?? [] { covered.formUnion(LineRange.lines(other.lines)) }
    covered.formUnion(LineRange.lines(file.recipients?.lines ?? ""))
    let missing = lines.indices.filter { index in
      !lines[index].trimmingCharacters(in: .whitespaces).isEmpty && !covered.contains(index + 1)
    }
    #expect(missing.isEmpty, "\(source.file): \(missing.map { $0 + 1 })")
    let beyond = covered.filter { $0 > lines.count }
    #expect(beyond.isEmpty, "\(source.file) has \(lines.count) lines: \(beyond.sorted())")
  }

  @Test(
    "the tables of Thái Bình on the page have the paper's figures, one by one and in order",
    .enabled(if: SharedData.has("domain/plans")))
  func annexes() throws {
    let source = try #require(PlanSource.all.first { $0.code == "thai-binh-2023" })
    let file = try file(source)
    let lines = try source.lines()
    let annexes = file.annexes ?? []
    #expect(annexes.count == 2)
    for (index, entry) in annexes.enumerated() {
      let annex = PlanAnnex(
        id: entry.id, plan: PlanID("x"), position: index, title: entry.title, section: entry.section,
        lines: entry.lines ?? "", content: .init(columns: entry.columns, rows: entry.rows))
      let page = PlanAnnexesPart(annexes: [annex]).html(Translator(.vietnamese)).text
      // Only the table's body: what stands above are its columns.
      let body = try #require(page.firstMatch(of: /<tbody>(.*)<\/tbody>/.dotMatchesNewlines())).output.1
      let shown = Self.figures(body.replacing(/<[^>]*>/, with: " "))
      let range = try #require(LineRange.all(entry.lines ?? "")?.first)
      let text = lines[(range.lowerBound - 1)..<min(range.upperBound, lines.count)]
      let first = try #require(text.firstIndex { $0.trimmingCharacters(in: .whitespaces) == "1" })
      let paper = Self.figures(text[first...].joined(separator: " "))
      #expect(shown == paper, "table \(index + 1)")
      #expect(shown.count(where: { $0.hasSuffix("%") }) > 15)
    }
  }

  /// Row numbers and figures, in order.
  static func figures(_ text: some StringProtocol) -> [String] {
    String(text).matches(of: /\d+%?/).map { String($0.output) }
  }
}
