package import Foundation

extension OfficePaper {
  /// The paper as DOCX, set by pandoc (at run time; ``PaperFailure/missing(program:package:)`` where it is not).
  package func docx() async throws -> Data {
    try check(cells: 60_000)
    guard OfficeTool.pandoc.isInstalled else { throw PaperFailure.missing(program: "pandoc", package: "pandoc") }
    return try await WorkFolder.with { folder in
      let document = PandocDocument(try await mappingImages { try await $0.asPNG(in: folder) })
      let json = try document.json()
      let section = document.lastSection
      let (source, target) = (folder.appendingPathComponent("vb.json"), folder.appendingPathComponent("vb.docx"))
      let reference = folder.appendingPathComponent("mau.docx")
      try await Blocking.run {
        try json.write(to: source)
        try Data(ReferenceDocument.bytes(section: section)).write(to: reference)
      }
      // Debian's pandoc keeps its data in files, so that its own sandbox finds none. It has nothing to fetch either: the tree
      // holds text, Word's markup of ours, and images that carry themselves.
      try await OfficeTool.pandoc.run(
        [
          "+RTS", "-M768M", "-RTS", "--from=json", "--to=docx", "--reference-doc=\(reference.path)",
          "--output=\(target.path)", source.path,
        ], seconds: 60)
      return try await Blocking.run { try WordPackage.finished(Array(try Data(contentsOf: target)), self) }
    }
  }

  /// What a browser is told a DOCX is.
  package static let docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
}

/// What pandoc made, with what it could not know.
enum WordPackage {
  /// Sections before the last point to the header by the name pandoc gave it.
  static func finished(_ bytes: [UInt8], _ paper: OfficePaper) throws -> Data {
    var archive = ZipArchive(year: 2026, month: 1, day: 1, hour: 0, minute: 0)
    do {
      var reader = try ZipReader(bytes)
      let relations = String(decoding: try reader.part("word/_rels/document.xml.rels") ?? [], as: UTF8.self)
      let header = relations.matches(of: /<Relationship [^>]*>/).map { String($0.output) }
        .first { $0.contains("header1.xml") }
        .flatMap { $0.firstMatch(of: /Id="([^"]+)"/) }.map { String($0.1) }
      for name in reader.namesAsWritten {
        var part = try reader.part(name) ?? []
        if name == "word/document.xml", let header {
          part = Array(
            String(decoding: part, as: UTF8.self).replacing("\"\(WordMarkup.headerPlace)\"", with: "\"\(header)\"").utf8
          )
        }
        if name == "docProps/core.xml" { part = Array(described(String(decoding: part, as: UTF8.self), paper).utf8) }
        archive.add(name, part)
      }
    } catch {
      throw PaperFailure.failed(program: "pandoc", message: "docx")
    }
    return Data(archive.data)
  }

  /// Title and author, which pandoc would print above the paper if it were told.
  private static func described(_ core: String, _ paper: OfficePaper) -> String {
    let title = [paper.kind ?? "", paper.abstract].filter { !$0.isEmpty }.joined(separator: " ")
    return core.replacing("<dc:title></dc:title>", with: "<dc:title>\(title.markup)</dc:title>")
      .replacing(
        "<dc:creator></dc:creator>",
        with: "<dc:creator>\(paper.head.issuer.markup)</dc:creator><dc:language>vi-VN</dc:language>")
  }
}
