/// What a story holds, with the block each thing stands in, so that a finding can lead there (`#block-<id>`).
extension StoryBody {
  /// The pictures in the text, in order, each as often as it stands there. In a gallery each is named for itself.
  package var figures: [(block: String, figure: Figure)] { Self.figures(in: blocks) }

  private static func figures(in blocks: [Block]) -> [(block: String, figure: Figure)] {
    var figures: [(block: String, figure: Figure)] = []
    for block in blocks {
      switch block.kind {
      case .figure(let figure): figures.append((block.id, figure))
      case .gallery(_, let pictures): figures += pictures.map { ($0.id, $0.figure) }
      case .alternatives(let variants): for variant in variants { figures += self.figures(in: variant.blocks) }
      default: continue
      }
    }
    return figures
  }

  /// The pictures in the text, each once, in order.
  package var pictures: [PictureID] {
    var seen: Set<PictureID> = []
    return figures.map(\.figure.picture).filter { seen.insert($0).inserted }
  }

  /// The sound and video in the text, in order, each as often as it stands there.
  package var placedClips: [(block: String, clip: PlacedClip)] {
    entered { block in
      switch block.kind {
      case .audio(let clip), .video(let clip): clip
      default: nil
      }
    }
    .map { (block: $0.block, clip: $0.value) }
  }

  /// The sound and video in the text, each once, in order.
  package var clips: [ClipID] {
    var seen: Set<ClipID> = []
    return placedClips.map(\.clip.clip).filter { seen.insert($0).inserted }
  }

  /// The stories that the text leads to in blocks of their own, in order.
  package var relatedItems: [(block: String, related: RelatedItem)] {
    entered { if case .related(let related) = $0.kind { related } else { nil } }
      .map { (block: $0.block, related: $0.value) }
  }

  /// What is embedded of other sites, in order.
  package var embeds: [(block: String, embed: Embed)] {
    entered { if case .embed(let embed) = $0.kind { embed } else { nil } }
      .map { (block: $0.block, embed: $0.value) }
  }

  private func entered<Value>(_ find: (Block) -> Value?) -> [(block: String, value: Value)] {
    var found: [(block: String, value: Value)] = []
    walk { step in
      if case .enter(let block) = step, let value = find(block) { found.append((block.id, value)) }
    }
    return found
  }

  /// Every address that the text leads to, links and embeds, with the innermost block it stands in; in order, each as
  /// often as it is there.
  package var links: [(block: String, address: String)] {
    var links: [(block: String, address: String)] = []
    var open: [String] = []
    walk { step in
      switch step {
      case .enter(let block):
        if case .embed(let embed) = block.kind { links.append((block.id, embed.address)) }
        if !block.kind.isLeaf { open.append(block.id) }
      case .leave: open.removeLast()
      case .text(_, let marks):
        // A link may be cut into runs by bold and the like: one link all the same.
        guard let link = marks.link, let block = open.last else { return }
        if let last = links.last, last.block == block, last.address == link { return }
        links.append((block, link))
      default: return
      }
    }
    return links
  }

  /// The notes in the order of their numbers, which begin at 1.
  package var footnotes: [(block: String, text: String)] {
    var notes: [(block: String, text: String)] = []
    var open: [String] = []
    walk { step in
      switch step {
      case .enter(let block): if !block.kind.isLeaf { open.append(block.id) }
      case .leave: open.removeLast()
      case .footnote(let text, _): if let block = open.last { notes.append((block, text)) }
      default: return
      }
    }
    return notes
  }

  /// Whether somewhere several people's texts stand side by side and nobody has chosen.
  package var hasAlternatives: Bool {
    blocks.contains { if case .alternatives = $0.kind { true } else { false } }
  }
}

extension StoryBody.Kind {
  /// Whether a walk enters it and does not leave it again.
  var isLeaf: Bool {
    switch self {
    case .figure, .horizontalRule, .gallery, .audio, .video, .embed, .related: true
    case .paragraph, .heading, .bulletList, .orderedList, .blockquote, .table, .factBox, .alternatives: false
    }
  }
}
