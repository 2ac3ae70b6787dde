import Contracts
import Foundation
import Kernel
import Persistence
import Synchronization
import TestSupport
import Testing

@testable import Newsroom

struct ImportTests {
  private func file(_ lines: [String]) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).ndjson")
    try Data(lines.joined(separator: "\n").utf8).write(to: url)
    return url
  }

  private func lines(_ range: Range<Int>) -> [String] {
    range.map {
      """
      {"id":"old-\($0)","title":"Bài số \($0)","summary":"Sapo \($0)","body":"Đoạn một.\\nĐoạn hai của bài \($0).","section":"Văn hóa","published_at":"2020-01-\(10 + $0 % 18)T08:00:00+07:00","author":"Lê Hoa","tags":["cũ"]}
      """
    }
  }

  private func options(batch: Int = 500) -> ImportOptions { ImportOptions(organisation: Desk.agency, batch: batch) }

  private func count(_ table: String, _ desk: Desk) async throws -> Int? {
    try await desk.database.read { try $0.value("SELECT COUNT(*) FROM \(raw: table)", as: Int.self) }
  }

  @Test(
    "imported articles are public, dated, found by search, and open in the newsroom like any other",
    arguments: Engine.all)
  func imported(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let done = try await intake.importArticles(from: try file(lines(0..<25)), options(batch: 10), by: desk.thu)
      #expect(done.done == 25 && done.failed == 0 && done.isFinished)
      let page = try await desk.stories.latest(
        of: Desk.agency, section: "van-hoa", author: "le-hoa", before: nil, limit: 50)
      #expect(page.items.count == 25)
      #expect(page.items.first?.firstPublishedAt == Timestamp.date("2020-01-27T01:00:00Z"))
      #expect(try await desk.found("doan hai cua bai 7", in: "site:\(Desk.agency)").count == 1)
      let hit = try #require(try await desk.found("\"bài số 7\"", in: "archive:\(Desk.agency)").first)
      let opened = try await desk.newsroom.open(ItemID(hit), for: desk.hoa)
      #expect(opened.item.state == .published && !opened.item.hasUnpublishedChanges)
      #expect(opened.revision.text.body.plainText == "Đoạn một.\nĐoạn hai của bài 7.")
      #expect(try await count("outbox", desk) == 0)
      let next = try await desk.draft(section: try await desk.section("Mới"))
      #expect(next.code == 1_026)
    }
  }

  @Test("the same file a second time, and the same article in another file, are not doubled", arguments: Engine.all)
  func twice(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      try await intake.importArticles(from: try file(lines(0..<10)), options(), by: desk.thu)
      try await intake.importArticles(from: try file(lines(0..<10)), options(), by: desk.thu)
      let more = try await intake.importArticles(
        from: try file(lines(5..<15) + lines(14..<15)), options(), by: desk.thu)
      #expect(more.done == 5 && more.known == 6)
      #expect(try await count("published_item", desk) == 15)
    }
  }

  @Test("stopped anywhere and started again, nothing is lost and nothing doubled", arguments: Engine.all)
  func resumed(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let source = try file(lines(0..<200))
      for round in 1...6 {
        let batches = Mutex(0)
        let work = Task {
          try await intake.importArticles(from: source, options(batch: 7), by: desk.thu) { _ in
            // Ends the task in the middle of its work, as a kill would: between a commit and the next.
            if batches.withLock({
              $0 += 1; return $0
            }) == round {
              withUnsafeCurrentTask { $0?.cancel() }
            }
          }
        }
        _ = try? await work.value
      }
      let last = try await intake.importArticles(from: source, options(batch: 7), by: desk.thu)
      #expect(last.isFinished && last.done == 200 && last.lines == 200)
      #expect(try await count("published_item", desk) == 200)
      #expect(try await count("import_item", desk) == 200)
      #expect(try await count("item_revision", desk) == 200)
    }
  }

  @Test("a bad line is named with its number and reason, and never stops the rest", arguments: Engine.all)
  func badLines(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let source = try file([
        lines(0..<1)[0], "{\"title\":", "", "[1,2]", "{\"id\":\"x\"}", "\u{FEFF}{}", lines(1..<2)[0],
        "{\"title\":\"Thân hỏng\",\"body\":{\"type\":\"doc\",\"content\":[{\"type\":\"script\"}]}}",
      ])
      let done = try await intake.importArticles(from: source, options(), by: desk.thu)
      #expect(done.done == 2 && done.failed == 5 && done.lines == 8)
      let run = try #require(try await intake.imports(of: Desk.agency, for: desk.thu).first)
      let errors = try await intake.importRun(run.id, for: desk.thu).errors
      #expect(errors.map(\.line) == [2, 4, 5, 6, 8])
      #expect(errors.allSatisfy { !$0.reason.isEmpty })
    }
  }

  @Test("lines are cut whatever their ends and lengths")
  func reading() throws {
    let long = String(repeating: "x", count: LineReader.longest + 10)
    let url = try file(["a\r", "", "bé", long, "cuối"])
    var reader = try LineReader(url, from: 0)
    var texts: [String] = []
    var ends: [Int] = []
    while let line = try reader.next() {
      texts.append(line.isTooLong ? "dài" : String(decoding: line.bytes, as: UTF8.self))
      ends.append(line.end)
    }
    #expect(texts == ["a", "", "bé", "dài", "cuối"])
    var again = try LineReader(url, from: ends[3])
    #expect(try again.next().map { String(decoding: $0.bytes, as: UTF8.self) } == "cuối")
  }

  @Test("articles are read by the names other systems use")
  func names() throws {
    func read(_ text: String) throws -> ImportLine { try ImportLine(ArraySlice(text.utf8)) }
    let vntc = try read("{\"topic\":\"The thao\",\"file\":\"TT_1.txt\",\"text\":\"Tiêu đề ngắn\\nThân bài.\"}")
    #expect(vntc.text.title == "Tiêu đề ngắn" && vntc.text.body.plainText == "Thân bài.")
    #expect(vntc.externalID == "The thao/TT_1.txt" && vntc.sectionName == "The thao")
    let html = try read(
      "{\"url\":\"https://x/1\",\"headline\":\"T\",\"html\":\"<p>a</p><script>b</script>\",\"date\":1577840400,\"authors\":[{\"name\":\"Lan\"},\"Minh\"],\"keywords\":\"một; hai\"}"
    )
    #expect(html.text.body.plainText == "a" && html.text.metadata.bylines.map(\.name) == ["Lan", "Minh"])
    #expect(html.text.metadata.tags == ["một", "hai"] && html.publishedAt == Timestamp.date("2020-01-01T01:00:00Z"))
    let long = try read("{\"text\":\"\(String(repeating: "một hai ", count: 60))\"}")
    #expect(long.text.title.hasSuffix("…") && long.text.title.count <= 121 && !long.text.body.isEmpty)
    #expect(throws: ImportLine.Refusal.self) { try read("{\"text\":\"\"}") }
  }

  @Test("only those who may import do", arguments: Engine.all)
  func permissions(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let source = try file(lines(0..<2))
      await #expect(throws: Failure.forbidden(Newsroom.importItems)) {
        try await intake.importArticles(from: source, options(), by: desk.hoa)
      }
      try await intake.importArticles(from: source, options(), by: .system([Newsroom.importItems]))
      let run = try #require(try await intake.imports(of: Desk.agency, for: desk.thu).first)
      await #expect(throws: Failure.notFound) { _ = try await intake.importRun(run.id, for: desk.stranger) }
    }
  }

  @Test("an uploaded file is worked on in the background, can be paused, and goes on", arguments: Engine.all)
  func background(engine: Engine) async throws {
    try await withIntake(engine) { desk, intake in
      let id = try await intake.startImport(
        try file(lines(0..<450)), named: "kho.ndjson", options(), by: desk.thu)
      try await intake.setImport(id, isPaused: true, by: desk.thu)
      try await intake.runImport(id)
      #expect(try await count("published_item", desk) == 0)
      try await intake.setImport(id, isPaused: false, by: desk.thu)
      desk.hand.advance(by: 600)
      try await intake.queueUnfinishedImports()
      #expect(try await count("job", desk) == 1)
      try await intake.runImport(id)
      #expect(try await intake.importRun(id, for: desk.thu).run.state == .done)
      #expect(try await count("published_item", desk) == 450)
    }
  }
}
