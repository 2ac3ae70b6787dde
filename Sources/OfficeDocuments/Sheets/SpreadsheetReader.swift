import Dispatch
package import Foundation

/// Reads tables that people send: XLSX and CSV, told apart by their bytes, not by their names.
package enum SpreadsheetReader {
  /// The visible sheets in their order; a CSV file is one sheet. At least one has a cell with something in it.
  package static func read(_ bytes: [UInt8], named name: String = "") throws(SpreadsheetFailure) -> [Sheet] {
    guard bytes.count <= SpreadsheetLimits.bytes else { throw .tooLarge(bytes: SpreadsheetLimits.bytes) }
    let sheets: [Sheet]
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
      sheets = try XLSXReader.read(bytes)
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      throw isEncrypted(bytes) ? .encrypted : .oldExcel
    } else if [[0x25, 0x50, 0x44, 0x46], [0x7B, 0x5C, 0x72, 0x74], [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47]]
      .contains(where: { bytes.starts(with: $0) })
    {
      throw .otherKind
    } else if name.lowercased().hasSuffix(".xlsx") {
      // Cut off at its beginning, or something else by that name: no table of one column.
      throw .damaged
    } else {
      sheets = [try CSVReader.read(bytes, name: name)]
    }
    guard sheets.contains(where: { !$0.rows.isEmpty }) else { throw .empty }
    return sheets
  }

  /// Reads a file off the threads that answer requests.
  package static func read(file: URL, named name: String? = nil) async throws -> [Sheet] {
    try await Blocking.run {
      let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize
      if let size, size > SpreadsheetLimits.bytes {
        throw SpreadsheetFailure.tooLarge(bytes: SpreadsheetLimits.bytes)
      }
      guard let data = try? Data(contentsOf: file) else { throw SpreadsheetFailure.unreadable }
      return try read(Array(data), named: name ?? file.lastPathComponent)
    }
  }

  /// A compound file of OLE has the names of its streams in UTF-16.
  private static func isEncrypted(_ bytes: [UInt8]) -> Bool {
    Data(bytes).range(of: Data("EncryptedPackage".utf8.flatMap { [$0, 0] })) != nil
  }
}

/// Work that waits for the disk or long for the processor, kept off the few threads that answer requests.
package enum Blocking {
  private static let queue = DispatchQueue(label: "office.documents", attributes: .concurrent)

  /// Runs it on a queue of its own and waits; throws what it throws. Cancelling does not stop it.
  package static func run<Value: Sendable>(_ body: @Sendable @escaping () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try body() }) }
    }
  }
}
