import Foundation
import Glibc
import Testing

@testable import Media

@Suite("Where pictures lie")
struct PictureFilesTests {
  @Test("A picture from another file system is taken in whole, and nothing is left beside it")
  func fromAnotherFileSystem() throws {
    let elsewhere = URL(fileURLWithPath: "/dev/shm/hoitu-\(UUID().uuidString).jpg")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0) })
    try bytes.write(to: elsewhere)
    let hash = String(repeating: "a1", count: 32)
    let files = PictureFiles(folder: folder)
    try files.keepOriginal(elsewhere, hash: hash, format: .jpeg)
    let target = files.original(hash: hash, format: .jpeg)
    #expect(try Data(contentsOf: target) == bytes)
    #expect(!FileManager.default.fileExists(atPath: elsewhere.path))
    let beside = try FileManager.default.contentsOfDirectory(atPath: target.deletingLastPathComponent().path)
    #expect(beside == [target.lastPathComponent])
  }
}
