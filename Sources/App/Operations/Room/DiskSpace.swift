package import Foundation

/// The file system on which a folder lies.
package struct DiskSpace: Sendable, Equatable, Encodable {
  /// Below this many bytes somebody should make room: a day of pictures and the growth of the database.
  package static let low = 1 << 30

  /// Bytes this process may still write.
  package let freeBytes: Int
  /// Bytes the file system has in all.
  package let totalBytes: Int

  /// For tests; else ask a folder.
  package init(freeBytes: Int, totalBytes: Int) {
    self.freeBytes = freeBytes
    self.totalBytes = totalBytes
  }

  /// Nil where the folder cannot be asked.
  package init?(of folder: URL) {
    guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder.path),
      let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue,
      let total = (attributes[.systemSize] as? NSNumber)?.intValue
    else { return nil }
    self.init(freeBytes: free, totalBytes: total)
  }

  /// Whether less than ``low`` is left.
  package var isLow: Bool { freeBytes < Self.low }
}
