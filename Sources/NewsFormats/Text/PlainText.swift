/// Plain text as markup: blank lines part paragraphs, single ones break lines.
package enum PlainText {
  /// Paragraphs as `<p>`, breaks as `<br>`; everything else escaped.
  package static func html(_ text: String) -> String {
    var paragraphs: [[Substring]] = [[]]
    let all = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    for line in all.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) {
        if paragraphs[paragraphs.count - 1].isEmpty { continue }
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { lines in
      "<p>\(lines.map { Markup.escaped(String($0)) }.joined(separator: "<br>"))</p>"
    }.joined()
  }
}
