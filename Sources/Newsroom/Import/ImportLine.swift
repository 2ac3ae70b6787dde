import Contracts
import Crypto
import Foundation
import Kernel
import NewsFormats

/// One article of an NDJSON file, by whichever of the usual names its members go.
struct ImportLine: Sendable {
  /// What the old system calls it; the same one is never taken in twice.
  let externalID: String
  let text: ItemText
  let sectionName: String?
  let publishedAt: Date?
  /// Words of the text, counted here so that no transaction waits for it.
  let words: Int

  /// Why a line is no article.
  struct Refusal: Error, Equatable {
    let reason: Phrase
  }

  init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    let tree: JSONTree
    do {
      tree = try JSONTree(bytes)
    } catch {
      throw Refusal(reason: "Không phải JSON đúng (ký tự thứ \(error.byte + 1)).")
    }
    guard case .object = tree else { throw Refusal(reason: "Dòng này không phải một đối tượng JSON.") }
    let body = try Self.body(tree)
    var paragraphs = body
    let title = Self.text(tree, ["title", "headline", "tieu_de", "name"]) ?? Self.takeTitle(from: &paragraphs)
    guard let title, !title.isEmpty else { throw Refusal(reason: "Không có tiêu đề và không có chữ nào.") }
    var metadata = ItemMetadata()
    metadata.bylines = Self.names(tree, ["bylines", "byline", "authors", "author", "tac_gia"]).map(
      BylineProfile.init(name:))
    metadata.tags = Self.names(tree, ["tags", "keywords", "tu_khoa"])
    let summary = Self.text(tree, ["summary", "sapo", "description", "abstract", "lead"]) ?? ""
    text = ItemText(
      title: ItemWords.tidy(title, limit: ItemWords.titleLimit),
      summary: ItemWords.tidy(HTMLText.plain(summary), limit: ItemWords.summaryLimit),
      body: StoryBody(blocks: paragraphs), metadata: metadata.tidied)
    sectionName = Self.text(tree, ["section", "section_name", "category", "topic", "chuyen_muc"])
      .map { ItemWords.tidy($0, limit: 60) }.flatMap { $0.isEmpty ? nil : $0 }
    publishedAt = Self.date(
      tree, ["published_at", "publishedAt", "datePublished", "published", "date", "pubDate", "created_at"])
    externalID = Self.externalID(tree, bytes)
    words = PlainBytes.wordCount(text.body)
  }

  private static func externalID(_ tree: JSONTree, _ bytes: ArraySlice<UInt8>) -> String {
    for name in ["id", "external_id", "guid", "url", "link", "file"] {
      let value = tree[name]?.string ?? tree[name]?.int.map(String.init)
      guard let value, !value.isEmpty else { continue }
      // A file name alone is unique only within its folder, which is its topic.
      let whole = name == "file" ? "\(tree["topic"]?.string ?? "")/\(value)" : value
      return whole.utf8.count <= 500 ? whole : "sha256:\(ReceivedFiles.hash(of: Data(whole.utf8)))"
    }
    return "line:\(ReceivedFiles.hash(of: Data(bytes)))"
  }

  private static func text(_ tree: JSONTree, _ names: [String]) -> String? {
    names.lazy.compactMap { tree[$0]?.string }.first { !$0.isEmpty }
  }

  /// A list of names, however it is written: text with commas, texts, or objects with a `name`.
  private static func names(_ tree: JSONTree, _ members: [String]) -> [String] {
    for member in members {
      switch tree[member] {
      case .string(let text): return text.split(whereSeparator: { ",;".contains($0) }).map(String.init)
      case .array(let elements): return elements.compactMap { $0.string ?? $0["name"]?.string }
      default: continue
      }
    }
    return []
  }

  private static func date(_ tree: JSONTree, _ names: [String]) -> Date? {
    for name in names {
      switch tree[name] {
      case .string(let text): if let date = NewsDate.read(text), isPlausible(date) { return date.wholeMilliseconds }
      case .number(let number):
        // Seconds since 1970, or milliseconds where seconds would lie beyond the year 5000.
        let date = Date(timeIntervalSince1970: number > 1e11 ? number / 1000 : number)
        if isPlausible(date) { return date.wholeMilliseconds }
      default: continue
      }
    }
    return nil
  }

  /// From 1865, the year of the first newspaper in quốc ngữ, to 2100.
  private static func isPlausible(_ date: Date) -> Bool {
    (-3_313_612_800...4_102_444_800).contains(date.timeIntervalSince1970)
  }

  private static func body(_ tree: JSONTree) throws(Refusal) -> [StoryBody.Block] {
    for name in ["body", "html", "content", "text", "paragraphs", "noi_dung"] {
      switch tree[name] {
      case .string(let text) where !text.isEmpty: return blocks(text)
      case .array(let parts):
        let texts = parts.compactMap(\.string)
        if !texts.isEmpty { return texts.flatMap(blocks) }
      case .object?:
        guard let document = tree[name] else { continue }
        do {
          return try StoryBody(tree: document).blocks
        } catch {
          throw Refusal(reason: "Thân bài không hợp lệ (tại \(error.path)).")
        }
      default: continue
      }
    }
    return []
  }

  /// HTML where it has tags; else a paragraph for each line.
  private static func blocks(_ text: String) -> [StoryBody.Block] {
    if PlainBytes.hasTags(text) { return StoryBuilder.blocks(html: text, base: nil) }
    return PlainBytes.lines(text).map { .init(.paragraph([.text($0, .none)])) }
  }

  /// The first line is the title where nothing else is: whole, and then no longer in the text; of a long one, its beginning.
  private static func takeTitle(from blocks: inout [StoryBody.Block]) -> String? {
    guard let first = blocks.first, case .paragraph(let runs) = first.kind else { return nil }
    let line = runs.map { if case .text(let text, _) = $0 { text } else { " " } }.joined()
    guard line.utf8.count > 450 || line.count > 150 else {
      blocks.removeFirst()
      return line
    }
    let start = line.prefix(120)
    let end = start.lastIndex { $0.isWhitespace } ?? start.endIndex
    return "\(start[..<end])…"
  }
}
