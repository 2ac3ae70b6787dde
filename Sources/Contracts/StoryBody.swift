/// The text of a story as a validated tree, in the shape of ProseMirror's JSON: what the editor makes, the newsroom keeps
/// and every channel renders. A value of this type is always well formed; ``init(json:)`` refuses whatever is not.
package struct StoryBody: Sendable, Equatable {
  /// The blocks of the story in order.
  package let blocks: [Block]

  /// An empty story.
  package init() {
    blocks = []
  }

  /// A story made by the program itself (an import, a converted feed entry). Marks that may not stand, such as a link
  /// to `javascript:`, are dropped; blocks whose ID is taken get a new one.
  package init(blocks: [Block]) {
    var taken: Set<String> = []
    self.blocks = blocks.map { $0.tidied(&taken) }
  }

  /// One block: a paragraph, a heading, a list, a quotation, a picture, a table and so on.
  package struct Block: Sendable, Equatable {
    /// Names this block for as long as it lives, through every edit, so that two people's changes can be told apart.
    package let id: String
    /// What it is, with what is in it.
    package let kind: Kind

    /// A new name where none is given.
    package init(_ kind: Kind, id: String = Block.newID()) {
      self.id = id
      self.kind = kind
    }
  }

  /// What a block is. Only paragraphs and lists stand inside lists, quotations and fact boxes; everything else is at the
  /// top, or at the top of a variant.
  package indirect enum Kind: Sendable, Equatable {
    case paragraph([Inline])
    /// Level 2 or 3: level 1 is the headline.
    case heading(level: Int, [Inline])
    case bulletList([ListItem])
    case orderedList(start: Int, [ListItem])
    case blockquote([Block])
    case figure(Figure)
    case horizontalRule
    case table(Table)
    /// Several pictures as one thing, with the words that belong to all of them.
    case gallery(caption: String, [GalleryPicture])
    case audio(PlacedClip)
    case video(PlacedClip)
    case embed(Embed)
    /// Hộp thông tin: a title, then paragraphs and lists.
    case factBox(title: String, [Block])
    case related(RelatedItem)
    /// What several people wrote in one place at once, side by side until somebody chooses: only at the top, two or more,
    /// and never published.
    case alternatives([Variant])
  }

  /// One item of a list: a paragraph first, then paragraphs and lists.
  package struct ListItem: Sendable, Equatable {
    /// Unique in the story, like a block's.
    package let id: String
    /// A paragraph first; never empty in what ``StoryBody/init(json:)`` lets in.
    package let blocks: [Block]

    /// A new name where none is given.
    package init(_ blocks: [Block], id: String = Block.newID()) {
      self.id = id
      self.blocks = blocks
    }
  }

  /// A picture in the text, with the words that belong to it here (the same picture may be captioned otherwise elsewhere).
  package struct Figure: Sendable, Equatable {
    /// A picture of room Media; whose it is, is looked at before the story goes out.
    package let picture: PictureID
    /// Chú thích.
    package let caption: String
    /// Nguồn ảnh, tác giả ảnh.
    package let credit: String
    /// What it shows, for those who do not see it.
    package let alt: String

    /// Only the picture is needed.
    package init(picture: PictureID, caption: String = "", credit: String = "", alt: String = "") {
      self.picture = picture
      self.caption = caption
      self.credit = credit
      self.alt = alt
    }
  }

  /// What runs within a line.
  package enum Inline: Sendable, Equatable {
    /// Never empty.
    case text(String, Marks)
    case hardBreak
    /// A note, where its number stands; numbered as it is rendered. Its words are plain.
    case footnote(String, Marks)
  }

  /// How a run of text is set.
  package struct Marks: Sendable, Equatable {
    /// Chữ đậm.
    package var bold: Bool
    /// Chữ nghiêng.
    package var italic: Bool
    /// The address of a link: http, https, mailto, tel, or a path on the same site.
    package var link: String?
    /// Nil: on the line.
    package var script: Script?
    /// What somebody proposes of this run: at most one insertion and one deletion, in this order.
    package private(set) var suggestions: [Suggestion]

    /// Plain where nothing is said; of two proposals of one kind the first stays.
    package init(
      bold: Bool = false, italic: Bool = false, link: String? = nil, script: Script? = nil,
      suggestions: [Suggestion] = []
    ) {
      self.bold = bold
      self.italic = italic
      self.link = link
      self.script = script
      self.suggestions = []
      for suggestion in suggestions { suggest(suggestion) }
    }

    /// Adds a proposal; where there is one of this kind already, that one stays.
    package mutating func suggest(_ suggestion: Suggestion) {
      guard !suggestions.contains(where: { $0.kind == suggestion.kind }) else { return }
      suggestions.insert(suggestion, at: suggestion.kind == .insert ? 0 : suggestions.endIndex)
    }

    /// The same without the proposals that are answered.
    package func without(_ isAnswered: (Suggestion) -> Bool) -> Marks {
      var marks = self
      marks.suggestions.removeAll(where: isAnswered)
      return marks
    }

    /// Plain text.
    package static let none = Marks()
  }

  /// What a story may hold at most.
  package enum Limit {
    /// How deep blocks may lie in one another, the document being 1.
    package static let depth = 20
    /// Blocks, list items, rows, cells and runs together.
    package static let nodes = 20_000
    /// Bytes of text in UTF-8, captions included.
    package static let text = 1_048_576
    /// Bytes of JSON taken in at all.
    package static let json = 8_388_608
    /// Columns of a table.
    package static let columns = 50
    /// Versions of one place that a merge puts side by side; the reader takes more.
    package static let variants = 8
  }
}

extension StoryBody.Block {
  /// A name for a new block: 12 letters and digits, different each time.
  package static func newID() -> String {
    var bits = UInt64.random(in: .min ... .max)
    return String(unsafeUninitializedCapacity: 12) { out in
      for index in 0..<12 {
        out[index] = letters[Int(bits & 31)]
        bits >>= 5
      }
      return 12
    }
  }

  private static let letters = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)

  /// Whether this text may name a block: 1 to 36 letters, digits, `-` and `_`.
  static func isID(_ text: String) -> Bool {
    (1...36).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
          || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_")
      }
  }
}

extension StoryBody.Marks {
  /// Whether a link may lead there. The same rule as `SafeURL` of the web kit, stricter in two things: an address without
  /// a scheme must begin with `/` or `#`, and never with `//`.
  package static func isAllowed(link address: String) -> Bool {
    guard !address.isEmpty, address.utf8.count <= 2_048,
      !address.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") })
    else { return false }
    // Byte by byte, as browsers read it: a `Character` may join `/` or `:` with an invisible scalar beside it.
    let bytes = address.utf8
    if bytes.first == UInt8(ascii: "/") {
      return bytes.dropFirst().first.map { $0 < 0x80 && $0 != UInt8(ascii: "/") } ?? true
    }
    if bytes.first == UInt8(ascii: "#") { return true }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return ["http", "https", "mailto", "tel"].contains(String(decoding: bytes[..<colon], as: UTF8.self).lowercased())
  }
}
