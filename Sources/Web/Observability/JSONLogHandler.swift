import Foundation
import Kernel
package import Logging

/// Writes each record as one line of JSON: `{"time":"…","level":"info","label":"web","message":"request",…}`.
///
/// A line is written with one call, so that lines of several threads never mix.
package struct JSONLogHandler: LogHandler {
  /// Records below this are not made.
  package var logLevel: Logger.Level
  /// What every record of this logger carries.
  package var metadata: Logger.Metadata = [:]
  /// What is looked up for each record; the record's own wins.
  package var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let write: @Sendable (String) -> Void

  /// - Parameter write: takes a whole line with its line feed.
  package init(
    label: String, level: Logger.Level = .info, write: @escaping @Sendable (String) -> Void = Self.toStandardError
  ) {
    self.label = label
    self.logLevel = level
    self.write = write
  }

  /// One entry of ``metadata``.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// One line; an entry named like a field of ours gets `_` behind it.
  package func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
    if let own = event.metadata { all.merge(own) { _, new in new } }
    // The framework's name for it, told as ours.
    if let id = all.removeValue(forKey: "hb.request.id"), all["request_id"] == nil { all["request_id"] = id }
    var line = "{\"time\":\"\(Timestamp.text(Date()))\",\"level\":\"\(event.level.rawValue)\",\"label\":"
    JSONText.append(label, to: &line)
    line += ",\"message\":"
    JSONText.append(event.message.description, to: &line)
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      line += ","
      JSONText.append(["time", "level", "label", "message"].contains(key) ? key + "_" : key, to: &line)
      line += ":"
      Self.append(value, to: &line)
    }
    write(line + "}\n")
  }

  private static func append(_ value: Logger.Metadata.Value, to line: inout String) {
    switch value {
    case .string(let text): JSONText.append(text, to: &line)
    case .stringConvertible(let other): JSONText.append(other.description, to: &line)
    case .array(let values):
      line += "["
      for (index, value) in values.enumerated() {
        if index > 0 { line += "," }
        append(value, to: &line)
      }
      line += "]"
    case .dictionary(let values):
      line += "{"
      for (index, pair) in values.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { line += "," }
        JSONText.append(pair.key, to: &line)
        line += ":"
        append(pair.value, to: &line)
      }
      line += "}"
    }
  }

  /// Logs go to standard error, so that what a command prints can be piped.
  package static let toStandardError: @Sendable (String) -> Void = { line in
    var line = line
    line.withUTF8 { bytes in _ = Foundation.write(2, bytes.baseAddress, bytes.count) }
  }

  /// For services whose log is their output.
  package static let toStandardOutput: @Sendable (String) -> Void = { line in
    var line = line
    line.withUTF8 { bytes in _ = Foundation.write(1, bytes.baseAddress, bytes.count) }
  }
}

/// Text as a JSON string (RFC 8259 §7).
enum JSONText {
  static func append(_ text: String, to line: inout String) {
    line += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\n": line += "\\n"
      case "\r": line += "\\r"
      case "\t": line += "\\t"
      // Line separators too: some readers of logs break lines at them.
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        line += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: line.unicodeScalars.append(scalar)
      }
    }
    line += "\""
  }
}
