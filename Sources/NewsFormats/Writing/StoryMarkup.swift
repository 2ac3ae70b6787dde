package import Contracts

/// Writes the text of a story as well-formed markup: XHTML for the formats that carry it, NITF's own elements for NITF.
/// What only a page of ours can show (pictures, sound, video, embeds) is left to the caller, who knows addresses.
package struct StoryMarkup {
  /// Which elements are written.
  package enum Dialect: Sendable {
    case xhtml, nitf
  }

  private let dialect: Dialect
  /// Before addresses that begin with `/`.
  private let site: String
  private let headingShift: Int
  private var out = ""
  private var notes: [String] = []
  private var variants = 0
  private var isSkipping = false

  /// - Parameters:
  ///   - site: `https://bao.example`, before addresses of the same site.
  ///   - headingShift: how much deeper headings are written than they stand.
  package static func text(
    _ body: StoryBody, _ dialect: Dialect = .xhtml, site: String = "", headingShift: Int = 0
  ) -> String {
    var writer = StoryMarkup(dialect: dialect, site: site, headingShift: headingShift)
    body.walk { writer.take($0) }
    writer.writeNotes()
    return writer.out
  }

  private init(dialect: Dialect, site: String, headingShift: Int) {
    self.dialect = dialect
    self.site = site
    self.headingShift = headingShift
  }

  private mutating func take(_ step: StoryBody.Step) {
    switch step {
    case .enterVariant:
      variants += 1
      isSkipping = variants > 1
      return
    case .leaveVariant:
      isSkipping = false
      return
    case .leave(let block):
      if case .alternatives = block.kind { variants = 0 }
    default: break
    }
    guard !isSkipping else { return }
    switch step {
    case .enter(let block): enter(block.kind)
    case .leave(let block): leave(block.kind)
    case .enterItem: out += "<li>"
    case .leaveItem: out += "</li>"
    case .text(let text, let marks): run(text, marks)
    case .hardBreak: out += "<br/>"
    case .footnote(let text, _):
      notes.append(text)
      out += script("sup", "\(notes.count)")
    case .enterRow: out += "<tr>"
    case .leaveRow: out += "</tr>"
    case .enterCell(let isHeader): out += isHeader ? "<th>" : "<td>"
    case .leaveCell(let isHeader): out += isHeader ? "</th>" : "</td>"
    case .enterVariant, .leaveVariant: break
    }
  }

  private mutating func enter(_ kind: StoryBody.Kind) {
    switch kind {
    case .paragraph: out += "<p>"
    case .heading(let level, _): out += "<\(heading(level))>"
    case .bulletList: out += "<ul>"
    case .orderedList(let start, _): out += start == 1 || dialect == .nitf ? "<ol>" : "<ol start=\"\(start)\">"
    case .blockquote: out += dialect == .nitf ? "<bq><block>" : "<blockquote>"
    case .horizontalRule: out += "<hr/>"
    case .table(let table):
      out += "<table>"
      if !table.caption.isEmpty { out += "<caption>\(Markup.escaped(table.caption))</caption>" }
    case .factBox(let title, _):
      out += dialect == .nitf ? "<block>" : "<div>"
      if !title.isEmpty { out += "<p>\(strong(Markup.escaped(title)))</p>" }
    case .related(let item): out += "<p>\(Markup.escaped(item.title))</p>"
    case .embed(let embed):
      out += "<p>\(link(Markup.escaped(embed.caption.isEmpty ? embed.address : embed.caption), to: embed.address))</p>"
    case .figure, .gallery, .audio, .video, .alternatives: break
    }
  }

  private mutating func leave(_ kind: StoryBody.Kind) {
    switch kind {
    case .paragraph: out += "</p>"
    case .heading(let level, _): out += "</\(heading(level))>"
    case .bulletList: out += "</ul>"
    case .orderedList: out += "</ol>"
    case .blockquote: out += dialect == .nitf ? "</block></bq>" : "</blockquote>"
    case .table: out += "</table>"
    case .factBox: out += dialect == .nitf ? "</block>" : "</div>"
    case .figure, .gallery, .audio, .video, .embed, .related, .horizontalRule, .alternatives: break
    }
  }

  private mutating func run(_ text: String, _ marks: StoryBody.Marks) {
    // What is proposed to be taken out stands until that is accepted; what is proposed to be added is not there yet.
    guard !marks.suggestions.contains(where: { $0.kind == .insert }) else { return }
    var html = Markup.escaped(text)
    switch marks.script {
    case .superscript?: html = script("sup", html)
    case .subscript?: html = script("sub", html)
    case nil: break
    }
    if marks.italic { html = "<em>\(html)</em>" }
    if marks.bold { html = strong(html) }
    if let address = marks.link { html = link(html, to: address) }
    out += html
  }

  /// NITF knows what is above or below the line only within a number.
  private func script(_ name: String, _ html: String) -> String {
    dialect == .nitf ? "<num><\(name)>\(html)</\(name)></num>" : "<\(name)>\(html)</\(name)>"
  }

  private func strong(_ html: String) -> String {
    dialect == .nitf ? "<em class=\"bold\">\(html)</em>" : "<strong>\(html)</strong>"
  }

  private func link(_ html: String, to address: String) -> String {
    let whole = address.hasPrefix("/") ? site + address : address
    let rel = dialect == .nitf ? "" : " rel=\"noopener nofollow\""
    return "<a href=\"\(Markup.escaped(whole))\"\(rel)>\(html)</a>"
  }

  private func heading(_ level: Int) -> String {
    dialect == .nitf ? "hl2" : "h\(min(level + headingShift, 6))"
  }

  private mutating func writeNotes() {
    guard !notes.isEmpty else { return }
    out += "<ol>\(notes.map { "<li><p>\(Markup.escaped($0))</p></li>" }.joined())</ol>"
  }
}
