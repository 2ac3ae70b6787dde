import Contracts
import Kernel
import Web

/// A story's text as markup: on its page, and in feeds, where every address must be absolute.
struct StoryMarkup {
  let pictures: [PictureID: PictureProfile]
  let t: Translator
  /// Set before addresses that begin with `/`; empty on the site itself.
  var base = ""

  func html(_ body: StoryBody) -> HTML {
    var html = HTML.empty
    body.walk { step in
      switch step {
      case .enter(let block): html += opening(block)
      case .leave(let block): html += closing(block)
      case .enterItem: html += "<li>"
      case .leaveItem: html += "</li>"
      case .text(let text, let marks): html += run(text, marks)
      case .hardBreak: html += "<br>"
      }
    }
    return html
  }

  private func opening(_ block: StoryBody.Block) -> HTML {
    switch block.kind {
    case .paragraph: "<p>"
    case .heading(let level, _): level == 2 ? "<h2>" : "<h3>"
    case .bulletList: "<ul>"
    case .orderedList(let start, _): start == 1 ? "<ol>" : "<ol start=\"\(start)\">"
    case .blockquote: "<blockquote>"
    case .figure(let figure): picture(figure)
    case .horizontalRule: "<hr>"
    }
  }

  private func closing(_ block: StoryBody.Block) -> HTML {
    switch block.kind {
    case .paragraph: "</p>"
    case .heading(let level, _): level == 2 ? "</h2>" : "</h3>"
    case .bulletList: "</ul>"
    case .orderedList: "</ol>"
    case .blockquote: "</blockquote>"
    case .figure, .horizontalRule: .empty
    }
  }

  private func run(_ text: String, _ marks: StoryBody.Marks) -> HTML {
    var html: HTML = "\(text)"
    if marks.italic { html = "<em>\(html)</em>" }
    if marks.bold { html = "<strong>\(html)</strong>" }
    if let link = marks.link { html = "<a href=\"\(url: absolute(link))\">\(html)</a>" }
    return html
  }

  /// The words given in the story come before those of the library.
  private func picture(_ figure: StoryBody.Figure) -> HTML {
    guard let profile = pictures[figure.picture],
      let picture = SitePicture.figure(profile, alt: figure.alt.isEmpty ? profile.alt : figure.alt)
    else { return .empty }
    let caption = figure.caption.isEmpty ? profile.caption : figure.caption
    let credit = figure.credit.isEmpty ? profile.credit : figure.credit
    if base.isEmpty { return StoryParts.figure(picture, caption: caption, credit: credit, t) }
    return feedFigure(profile, alt: figure.alt.isEmpty ? profile.alt : figure.alt, caption: caption, credit: credit)
  }

  /// A picture for readers that know nothing of our sheets.
  func feedFigure(_ profile: PictureProfile, alt: String, caption: String, credit: String) -> HTML {
    guard let rendition = SitePicture.rendition(profile, width: 960) else { return .empty }
    let words = [caption, credit.isEmpty ? "" : "\(t("Ảnh")): \(credit)"].filter { !$0.isEmpty }.joined(separator: " ")
    return """
      <figure><img src="\(url: absolute(rendition.path))" width="\(rendition.width)" height="\(rendition.height)" \
      alt="\(alt)">\(if: !words.isEmpty, "<figcaption>\(words)</figcaption>")</figure>
      """
  }

  private func absolute(_ address: String) -> String { address.hasPrefix("/") ? base + address : address }
}
