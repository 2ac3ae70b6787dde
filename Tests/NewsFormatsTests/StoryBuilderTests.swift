import Contracts
import Foundation
import Testing

@testable import NewsFormats

struct StoryBuilderTests {
  private func story(_ html: String) -> StoryBody {
    StoryBuilder.story(html: html, base: URL(string: "https://bao.example/tin/"))
  }

  private func preview(_ html: String) -> String { StoryMarkup.text(story(html), headingShift: 1) }

  @Test("what a story may hold is kept, in its order")
  func kept() {
    #expect(
      preview(
        "<h1>A</h1><p>Một <b>hai</b> <i>ba</i> <a href='b.html'>bốn</a></p><ul><li>x<li>y</ul><blockquote>q</blockquote><hr/><p>z"
      )
        == "<h3>A</h3><p>Một <strong>hai</strong> <em>ba</em> <a href=\"https://bao.example/tin/b.html\" rel=\"noopener nofollow\">bốn</a></p><ul><li><p>x</p></li><li><p>y</p></li></ul><blockquote><p>q</p></blockquote><hr/><p>z</p>"
    )
  }

  @Test(
    "nothing that could run survives",
    arguments: [
      "<script>alert(1)</script>", "<SCRIPT SRC=//x></SCRIPT >", "<img src=x onerror=alert(1)>",
      "<a href=\"javascript:alert(1)\">a</a>", "<a href=\" java\nscript:alert(1)\">a</a>",
      "<svg><script>1</script></svg>",
      "<iframe src=x></iframe>", "<p onclick=alert(1)>a</p>", "<style>@import 'x'</style>", "<!--<script>--><script>1",
      "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<math><mtext><script>alert(1)</script>",
      "<scr<script>ipt>alert(1)</script>", "<a href=\"data:text/html,<script>1</script>\">a</a>",
      "<template><script>1</script></template>",
      "&lt;script&gt;alert(1)&lt;/script&gt;",
    ])
  func harmless(html: String) {
    let text = preview(html).lowercased()
    #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("<svg") && !text.contains("<iframe"))
    #expect(
      !text.contains("javascript:") && !text.contains("href=\"data:") && !text.contains("onclick=")
        && !text.contains("<style"))
  }

  @Test("breaks as real feeds write them")
  func breaks() {
    #expect(preview("<img src=x ></a></br>Một<br/>hai<br><br>ba") == "<p>Một<br/>hai</p><p>ba</p>")
  }

  @Test("broken markup ends in whole paragraphs")
  func broken() {
    #expect(preview("<p>a<p>b<div>c<span>d") == "<p>a</p><p>b</p><p>cd</p>")
    #expect(preview("</p></ul></li>x < y && z") == "<p>x &lt; y &amp;&amp; z</p>")
    #expect(preview("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>") == "<p>1 · 2</p><p>3</p>")
  }

  @Test("deep nesting and endless input make a story within its limits")
  func limits() throws {
    let deep = String(repeating: "<ul><li>", count: 5_000) + "x"
    let body = story(deep)
    #expect(try StoryBody(json: body.jsonBytes) == body)
    let long = story(String(repeating: "<p>một hai ba</p>", count: 50_000))
    #expect(long.blocks.count <= 5_000)
    #expect(try StoryBody(json: long.jsonBytes) == long)
  }

  @Test("any story that is built would also be taken from the editor")
  func valid() throws {
    var generator = Repeated(state: 5)
    let parts = [
      "<p>", "</p>", "<ul>", "<li>", "</ul>", "<ol>", "</li>", "<blockquote>", "</blockquote>", "<b>", "</b>", "<h2>",
      "</h2>", "chữ ", "<br>", "<hr>", "<a href=x>", "</a>", "<td>", "&nbsp;",
    ]
    for _ in 0..<2_000 {
      let html = (0..<Int.random(in: 1...30, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? ""
      }.joined()
      let body = story(html)
      #expect(try StoryBody(json: body.jsonBytes) == body, "\(html)")
    }
  }
}
