import HTTPTypes
import Hummingbird
import NIOCore

/// A table for spreadsheets: UTF-8 with the mark that Excel asks for, lines ended by CRLF (RFC 4180), and no cell that a
/// spreadsheet would take for a formula.
struct CSVTable {
  private(set) var text = "\u{FEFF}"

  init(_ header: [String]) {
    add(header)
  }

  mutating func add(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
  }

  /// A cell that begins like a formula is told to be text by a quotation mark before it (OWASP, CSV injection). A plain
  /// number is none, whatever its sign.
  static func cell(_ value: String) -> String {
    var cell = value.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    if let first = cell.unicodeScalars.first, "=+-@\t\n".unicodeScalars.contains(first), Double(cell) == nil {
      cell = "'" + cell
    }
    guard cell.contains(where: { ",\"\n;".contains($0) }) || cell.first == " " || cell.last == " " else { return cell }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }

  /// As a file to keep; the name in plain letters.
  func answer(named name: String) -> Response {
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
