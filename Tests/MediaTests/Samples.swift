import Foundation

@testable import Media

/// Real pictures made by libvips, and hostile files made by hand.
enum Samples {
  static var hasVips: Bool { ExternalTool.vips.isInstalled && ExternalTool.thumbnailer.isInstalled }
  static var hasExiftool: Bool { ExternalTool.metadata.isInstalled }

  /// A folder of its own for one test.
  static func withFolder<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-media-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  /// A picture of noise with a red right half, so that crops can be told apart.
  static func picture(_ width: Int, _ height: Int, as ending: String, in folder: URL) async throws -> URL {
    let left = folder.appendingPathComponent("left.v")
    let both = folder.appendingPathComponent("both.v")
    let result = folder.appendingPathComponent("sample-\(width)x\(height).\(ending)")
    let vips = ExternalTool.vips
    try await vips.run(["black", left.path, "\(width)", "\(height)", "--bands", "3"], seconds: 30)
    let right = folder.appendingPathComponent("right.v")
    try await vips.run(["linear", left.path, right.path, "1 1 1", "220 30 30", "--uchar"], seconds: 30)
    try await vips.run(["insert", left.path, right.path, both.path, "\(width / 2)", "0"], seconds: 30)
    let cut = folder.appendingPathComponent("cut.v")
    try await vips.run(["crop", both.path, cut.path, "0", "0", "\(width)", "\(height)"], seconds: 30)
    let named = folder.appendingPathComponent("srgb.v")
    try await vips.run(["copy", cut.path, named.path, "--interpretation", "srgb"], seconds: 30)
    try await vips.run(["copy", named.path, result.path], seconds: 30)
    return result
  }

  /// A GIF's header says how large it is, and nothing else needs to be there for that to be read.
  static func gif(width: Int, height: Int) -> Data {
    func little(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
    return Data(Array("GIF89a".utf8) + little(width) + little(height) + [0, 0, 0, 0x3B, 0, 0])
  }

  static func pngHeader(width: UInt32, height: UInt32) -> Data {
    func big(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) } }
    let ihdr = Array("IHDR".utf8) + big(width) + big(height) + [8, 2, 0, 0, 0]
    let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
    return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13) + ihdr + [0, 0, 0, 0] + end)
  }
}
