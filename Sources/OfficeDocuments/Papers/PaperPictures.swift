import Foundation

extension PaperImage {
  /// Refuses what is no picture, or would have a program fetch something.
  func check() throws {
    switch content {
    case .png(let bytes):
      guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), bytes.count <= 20 * 1_048_576 else {
        throw PaperFailure.image
      }
    case .svg(let text):
      guard text.utf8.count <= 4 * 1_048_576, text.contains("<svg"), Self.isAlone(text) else {
        throw PaperFailure.image
      }
    }
  }

  /// Charts of the house use shapes and text; they need no declaration, script, style sheet or address.
  private static func isAlone(_ text: String) -> Bool {
    let lower = text.lowercased()
    let parts = ["<!", "<script", "<foreignobject", "<image", "<use", "<style", "@import", "<?xml-stylesheet", "&#"]
    guard !parts.contains(where: lower.contains) else { return false }
    // `url(#gradient)` and `href="#a"` point into the picture itself.
    return !lower.contains(/url\(\s*["']?[^#"'\s]/) && !lower.contains(/href\s*=\s*["'][^#"']/)
  }

  /// As an address that carries the whole picture.
  var dataAddress: String {
    switch content {
    case .png(let bytes): "data:image/png;base64,\(Data(bytes).base64EncodedString())"
    case .svg(let text): "data:image/svg+xml;base64,\(Data(text.utf8).base64EncodedString())"
    }
  }

  /// Word of before 2016 knows no SVG: drawn in points fine enough for print.
  func asPNG(in folder: URL) async throws -> PaperImage {
    guard case .svg(let text) = content else { return self }
    let (source, target) = (folder.appendingPathComponent("hinh.svg"), folder.appendingPathComponent("hinh.png"))
    try await Blocking.run { try Data(text.utf8).write(to: source) }
    try await OfficeTool.vips.run(["svgload", source.path, target.path, "--dpi", "220"], seconds: 30)
    var image = self
    image.content = .png(Array(try await Blocking.run { try Data(contentsOf: target) }))
    return image
  }
}

extension OfficePaper {
  var allBlocks: [Block] { blocks + annexes.flatMap(\.blocks) }

  /// Every image usable, and not more cells and paragraphs than a program can set in about a minute.
  func check(cells limit: Int) throws {
    var cells = 0
    for block in allBlocks {
      switch block {
      case .image(let image): try image.check()
      case .table(let table): cells += table.rows.count * max(1, table.columns.count)
      default: cells += 1
      }
    }
    guard cells <= limit else { throw PaperFailure.tooLarge }
  }

  /// With each image changed, in order.
  func mappingImages(_ change: (PaperImage) async throws -> PaperImage) async throws -> OfficePaper {
    func changed(_ blocks: [Block]) async throws -> [Block] {
      var result: [Block] = []
      for block in blocks {
        if case .image(let image) = block {
          result.append(.image(try await change(image)))
        } else {
          result.append(block)
        }
      }
      return result
    }
    var paper = self
    paper.blocks = try await changed(blocks)
    for index in annexes.indices { paper.annexes[index].blocks = try await changed(annexes[index].blocks) }
    return paper
  }
}
