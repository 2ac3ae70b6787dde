/// JSON that may stand inside a `<script>` of data: no `<` can end it early (HTML §4.12.1.3).
///
/// Judged scalar by scalar: Swift's `Character` joins U+0600 with a `<` that follows it, so a search for the character
/// `<` would not find that one.
package enum ScriptData {
  /// The same JSON: what could end the script, and the line ends that scripts once broke at, are written as `\u…`.
  package static func safe(_ json: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      switch scalar {
      case "<": result.append(contentsOf: "\\u003c".unicodeScalars)
      case "\u{2028}": result.append(contentsOf: "\\u2028".unicodeScalars)
      case "\u{2029}": result.append(contentsOf: "\\u2029".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
