import HTTPTypes
package import Hummingbird
import NIOCore

/// A table for spreadsheets: UTF-8 with the mark that Excel asks for, lines ended by CRLF (RFC 4180), and no cell that a
/// spreadsheet would take for a formula.
package struct CSVTable: Sendable {
  /// The file so far, beginning with the byte order mark.
  package private(set) var text = "\u{FEFF}"

  /// Begins with the line of names.
  package init(_ header: [String]) {
    add(header)
  }

  /// One line; every cell goes through ``cell(_:)``.
  package mutating func add(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
  }

  /// A cell that begins like a formula is told to be text by a quotation mark before it (OWASP, CSV injection). A plain
  /// number is none, whatever its sign.
  package static func cell(_ value: String) -> String {
    let plain = value.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    // Scalar by scalar, as spreadsheets read it: a `Character` may join `,` or `"` with an invisible scalar beside it.
    var scalars = Array(plain.unicodeScalars)
    if let first = scalars.first, "=+-@\t\n＝＋－＠".unicodeScalars.contains(first), Double(plain) == nil {
      scalars.insert("'", at: 0)
    }
    let isQuoted =
      scalars.first == " " || scalars.last == " "
      || scalars.contains { ",\"\n;\t".unicodeScalars.contains($0) || $0.value == 0x85 || $0.value == 0x2028 }
    var cell = String.UnicodeScalarView()
    if isQuoted { cell.append("\"") }
    for scalar in scalars {
      if scalar == "\"" { cell.append(scalar) }
      cell.append(scalar)
    }
    if isQuoted { cell.append("\"") }
    return String(cell)
  }

  /// As a file to keep; the name in plain letters.
  package func answer(named name: String) -> Response {
    let buffer = ByteBuffer(string: text)
    var response = Response(
      status: .ok,
      headers: [
        .contentType: "text/csv; charset=utf-8", .contentLength: String(buffer.readableBytes),
        .cacheControl: "no-store",
      ], body: .init(byteBuffer: buffer))
    response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
    return response
  }
}
