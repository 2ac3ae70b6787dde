import Web

/// A QR code as an SVG that stands in the page: no request, no file, nothing kept.
enum QRImage {
  /// Nothing where the text is too long for a code.
  static func html(_ text: String, label: String) -> HTML {
    guard let code = QRCode(text) else { return .empty }
    // A quiet zone of four modules on each side (ISO/IEC 18004 §6.3.8).
    let side = code.size + 8
    var path = ""
    for row in 0..<code.size {
      for column in 0..<code.size where code[row, column] { path += "M\(column + 4) \(row + 4)h1v1h-1z" }
    }
    let (drawn, box) = (path, "0 0 \(side) \(side)")
    return """
      <svg class="qr" role="img" aria-label="\(label)" width="240" height="240" viewBox="\(box)" \
      shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"></rect>\
      <path d="\(drawn)" fill="#000"></path></svg>
      """
  }
}
