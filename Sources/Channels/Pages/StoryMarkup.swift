import Contracts
import Kernel
import Web

/// A story's text as markup: on its page, and in feeds, where every address must be absolute.
struct StoryMarkup {
  let things: StoryThings
  let t: Translator
  /// Set before addresses that begin with `/`; empty on the site itself.
  var base = ""
  /// Tells several texts on one page apart: set before the names of notes.
  var prefix = ""

  init(things: StoryThings, t: Translator, base: String = "", prefix: String = "") {
    self.things = things
    self.t = t
    self.base = base
    self.prefix = prefix
  }

  /// A text of words and pictures only.
  init(pictures: [PictureID: PictureProfile], t: Translator, base: String = "", prefix: String = "") {
    self.init(things: StoryThings(pictures: pictures), t: t, base: base, prefix: prefix)
  }

  /// Whether this is for readers that know nothing of our sheets and scripts.
  var isFeed: Bool { !base.isEmpty }

  func html(_ written: StoryBody) -> HTML {
    let body = written.forReaders
    var html = HTML.empty
    var notes: [String] = []
    body.walk { step in
      switch step {
      case .enter(let block): html += opening(block)
      case .leave(let block): html += closing(block)
      case .enterItem: html += "<li>"
      case .leaveItem: html += "</li>"
      case .text(let text, let marks): html += run(text, marks)
      case .hardBreak: html += "<br>"
      case .footnote(let text, _):
        notes.append(text)
        html += isFeed ? "<sup>[\(notes.count)]</sup>" : StoryParts.noteNumber(notes.count, prefix: prefix, t)
      case .enterRow(let isHeader): html += isHeader ? "<thead><tr>" : "<tr>"
      case .leaveRow(let isHeader): html += isHeader ? "</tr></thead>" : "</tr>"
      case .enterCell(let isHeader): html += isHeader ? "<th scope=\"col\">" : "<td>"
      case .leaveCell(let isHeader): html += isHeader ? "</th>" : "</td>"
      case .enterVariant, .leaveVariant: break
      }
    }
    html += isFeed ? feedNotes(notes) : StoryParts.notes(notes, prefix: prefix, t)
    return html
  }

  private func opening(_ block: StoryBody.Block) -> HTML {
    switch block.kind {
    case .paragraph: "<p>"
    case .heading(let level, _): level == 2 ? "<h2>" : "<h3>"
    case .bulletList: "<ul>"
    case .orderedList(let start, _): start == 1 ? "<ol>" : "<ol start=\"\(start)\">"
    case .blockquote: "<blockquote>"
    case .horizontalRule: "<hr>"
    case .table(let table): tableStart(table)
    case .factBox(let title, _):
      isFeed
        ? "<blockquote>\(if: !title.isEmpty, "<p><strong>\(title)</strong></p>")" : StoryParts.factBoxStart(title, t)
    case .figure, .gallery, .audio, .video, .embed, .related, .alternatives: thing(block)
    }
  }

  private func closing(_ block: StoryBody.Block) -> HTML {
    switch block.kind {
    case .paragraph: "</p>"
    case .heading(let level, _): level == 2 ? "</h2>" : "</h3>"
    case .bulletList: "</ul>"
    case .orderedList: "</ol>"
    case .blockquote: "</blockquote>"
    case .table: isFeed ? "</table>" : "</table></div>"
    case .factBox: isFeed ? "</blockquote>" : "</aside>"
    case .figure, .horizontalRule, .gallery, .audio, .video, .embed, .related, .alternatives: .empty
    }
  }

  /// Wider than a telephone, it is moved sideways in its own frame, by keys too (WCAG 2.2, 2.1.1).
  private func tableStart(_ table: StoryBody.Table) -> HTML {
    let caption: HTML = "\(if: !table.caption.isEmpty, "<caption>\(table.caption)</caption>")"
    if isFeed { return "<table>\(caption)" }
    let name = table.caption.isEmpty ? t("Bảng") : table.caption
    return "<div class=\"story__table\" role=\"region\" tabindex=\"0\" aria-label=\"\(name)\"><table>\(caption)"
  }

  private func run(_ text: String, _ marks: StoryBody.Marks) -> HTML {
    var html: HTML = "\(text)"
    switch marks.script {
    case .superscript: html = "<sup>\(html)</sup>"
    case .subscript: html = "<sub>\(html)</sub>"
    case nil: break
    }
    if marks.italic { html = "<em>\(html)</em>" }
    if marks.bold { html = "<strong>\(html)</strong>" }
    if let link = marks.link { html = "<a href=\"\(url: absolute(link))\">\(html)</a>" }
    return html
  }

  private func feedNotes(_ notes: [String]) -> HTML {
    guard !notes.isEmpty else { return .empty }
    return "<hr><ol>\(notes.map { "<li>\($0)</li>" as HTML })</ol>"
  }

  func absolute(_ address: String) -> String { address.hasPrefix("/") ? base + address : address }
}
