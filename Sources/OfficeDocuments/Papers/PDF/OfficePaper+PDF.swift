package import Foundation

extension OfficePaper {
  /// The paper as PDF, set by WeasyPrint (at run time; ``PaperFailure/missing(program:package:)`` where it is not).
  package func pdf() async throws -> Data {
    try check(cells: 20_000)
    let html = PaperHTML(self)
    return try await WorkFolder.with { folder in
      var numbers = ""
      if !annexes.isEmpty {
        var pages: [Int] = []
        for part in html.parts.dropLast() { pages.append(PageNumbers.count(in: try await Self.set(part, in: folder))) }
        numbers = PageNumbers.css(pages)
      }
      return try await Self.set(html.whole(numbers: numbers), in: folder)
    }
  }

  private static func set(_ html: String, in folder: URL) async throws -> Data {
    let (source, target) = (folder.appendingPathComponent("vb.html"), folder.appendingPathComponent("vb.pdf"))
    try await Blocking.run { try Data(html.utf8).write(to: source) }
    try await OfficeTool.weasyprint.run(
      ["--quiet", "--encoding", "utf-8", "--base-url", folder.path + "/", source.path, target.path], seconds: 120)
    return try await Blocking.run { try Data(contentsOf: target) }
  }
}

/// Pages of annexes are numbered each for itself, the first without its number, as the paper's own. WeasyPrint numbers a
/// document through, so the page on which an annex begins is told to begin again.
enum PageNumbers {
  /// How many pages a PDF of WeasyPrint's has, by its page objects; its bookmarks have counts too.
  static func count(in pdf: Data) -> Int {
    var count = 0
    var rest = pdf.startIndex..<pdf.endIndex
    while let found = pdf.range(of: Data("/Type /Page".utf8), in: rest) {
      if found.upperBound < pdf.endIndex, pdf[found.upperBound] != UInt8(ascii: "s") { count += 1 }
      rest = found.upperBound..<pdf.endIndex
    }
    return max(1, count)
  }

  /// - Parameter pages: how many pages the paper takes, then each annex but the last.
  static func css(_ pages: [Int]) -> String {
    var first = 1
    return pages.map { count in
      first += count
      return "@page :nth(\(first)) { counter-reset: page 1; @top-center { content: none } }\n"
    }.joined()
  }
}
