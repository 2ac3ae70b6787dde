import Kernel

/// Blocks that are more than a paragraph.
extension JSONText {
  mutating func part(_ kind: StoryBody.Kind, _ id: String) {
    switch kind {
    case .table(let table): self.table(table, id)
    case .gallery(let caption, let pictures):
      attributes([("caption", caption), ("id", id)])
      tail("gallery", pictures) { $0.figure($1.figure, $1.id) }
    case .audio(let clip): self.clip("audio", clip, id)
    case .video(let clip): self.clip("video", clip, id)
    case .embed(let embed):
      attributes([("caption", embed.caption), ("id", id), ("provider", embed.provider), ("url", embed.address)])
      raw(#","type":"embed"}"#)
    case .factBox(let title, let blocks):
      attributes([("id", id), ("title", title)])
      tail("factBox", blocks) { $0.block($1) }
    case .related(let related):
      attributes([("id", id), ("item", related.item.rawValue), ("title", related.title)])
      raw(#","type":"related"}"#)
    case .alternatives(let variants):
      attributes([("id", id)])
      tail("alternatives", variants) { out, variant in
        out.attributes([
          ("account", variant.account.rawValue), ("at", Timestamp.text(variant.at)), ("name", variant.name),
        ])
        out.tail("variant", variant.blocks) { $0.block($1) }
      }
    case .paragraph, .heading, .bulletList, .orderedList, .blockquote, .figure, .horizontalRule: break
    }
  }

  private mutating func table(_ table: StoryBody.Table, _ id: String) {
    raw(#"{"attrs":{"caption":"#)
    string(table.caption)
    raw(table.hasHeader ? #","header":true,"id":"# : #","header":false,"id":"#)
    string(id)
    raw("}")
    tail("table", table.rows) { out, row in
      out.raw(#"{"content":["#)
      out.list(row) { out, cell in
        guard !cell.isEmpty else { return out.raw(#"{"type":"tableCell"}"#) }
        out.raw(#"{"content":["#)
        out.list(cell) { $0.inline($1) }
        out.raw(#"],"type":"tableCell"}"#)
      }
      out.raw(#"],"type":"tableRow"}"#)
    }
  }

  private mutating func clip(_ type: StaticString, _ clip: StoryBody.PlacedClip, _ id: String) {
    attributes([("caption", clip.caption), ("clip", clip.clip.rawValue), ("credit", clip.credit), ("id", id)])
    raw(#","type":""#)
    raw(type)
    raw(#""}"#)
  }

  /// The beginning of a node: its attributes, named in the order of the alphabet.
  private mutating func attributes(_ list: [(name: StaticString, value: String)]) {
    raw(#"{"attrs":{"#)
    for (index, attribute) in list.enumerated() {
      raw(index > 0 ? #",""# : #"""#)
      raw(attribute.name)
      raw(#"":"#)
      string(attribute.value)
    }
    raw("}")
  }
}
