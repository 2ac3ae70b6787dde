import Contracts
import Web

/// A story as plain markup, to be looked at on the desk before it is anybody's.
enum StoryPreview {
  static func html(_ body: StoryBody) -> HTML {
    var html: HTML = .empty
    body.walk { step in
      switch step {
      case .enter(let block): html += HTML(raw: "<\(tag(block.kind))>")
      case .leave(let block): html += HTML(raw: "</\(name(block.kind))>")
      case .enterItem: html += "<li>"
      case .leaveItem: html += "</li>"
      case .hardBreak: html += "<br>"
      case .text(let text, let marks): html += run(text, marks)
      }
    }
    return html
  }

  private static func run(_ text: String, _ marks: StoryBody.Marks) -> HTML {
    var html: HTML = "\(text)"
    if marks.italic { html = "<em>\(html)</em>" }
    if marks.bold { html = "<strong>\(html)</strong>" }
    if let link = marks.link { html = "<a href=\"\(url: link)\" rel=\"noopener nofollow\">\(html)</a>" }
    return html
  }

  private static func tag(_ kind: StoryBody.Kind) -> String {
    if case .horizontalRule = kind { return "hr" }
    return name(kind)
  }

  private static func name(_ kind: StoryBody.Kind) -> String {
    switch kind {
    case .paragraph: "p"
    case .heading(let level, _): level == 2 ? "h3" : "h4"
    case .bulletList: "ul"
    case .orderedList: "ol"
    case .blockquote: "blockquote"
    case .figure: "figure"
    case .horizontalRule: "hr"
    }
  }
}
