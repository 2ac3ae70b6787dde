package import Foundation

/// Data made by others that tests may read where it is present: `HOITU_SHARED`, else `../shared`. A test that needs it is
/// skipped where it is not: `@Test(.enabled(if: SharedData.has("corpora/vntc")))`.
package enum SharedData {
  /// May not be there.
  package static let folder = URL(
    fileURLWithPath: ProcessInfo.processInfo.environment["HOITU_SHARED"] ?? "../shared", isDirectory: true)

  /// Whether there is a file or folder of that path below it.
  package static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url(path).path)
  }

  /// The place of that path, there or not.
  package static func url(_ path: String) -> URL {
    folder.appendingPathComponent(path)
  }
}
