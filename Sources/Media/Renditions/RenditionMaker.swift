import Crypto
import Foundation

/// One rendition as a file.
struct MadeRendition: Sendable, Equatable {
  let purpose: RenditionPurpose
  /// Of the rendition's own bytes: its name.
  let hash: String
  let width: Int
  let height: Int
  let bytes: Int
}

/// Makes renditions with libvips: `vipsthumbnail` turns upright, shrinks, converts to sRGB and strips every metadata
/// (also the place where it was taken); `vips crop` cuts around the focal point, which vipsthumbnail cannot.
struct RenditionMaker: Sendable {
  let files: PictureFiles

  /// Makes the renditions of these purposes and keeps them under their hashes.
  func make(
    from original: URL, width: Int, height: Int, focalX: Double, focalY: Double,
    purposes: Set<RenditionPurpose> = Set(RenditionPurpose.allCases)
  ) async throws -> [MadeRendition] {
    let folder = try files.makeWorkFolder()
    defer { files.remove(folder) }
    let base = folder.appendingPathComponent("base.v")
    let baseWidth = RenditionPlan.baseWidth(width: width, height: height)
    try await ExternalTool.thumbnailer.run(
      [
        original.path, "--size", "\(baseWidth)x\(RenditionPlan.tallest)>", "--export-profile", "srgb", "--output",
        base.path,
      ], seconds: 60, isForeign: true)
    guard let size = Self.size(ofVips: base) else { throw ToolFailure.failed(message: "no intermediate picture") }
    var made: [MadeRendition] = []
    if purposes.contains(.whole) {
      for width in RenditionPlan.wholeWidths(of: size.width) {
        made.append(try await shrink(base, to: "\(width)x\(RenditionPlan.tallest)>", .whole, in: folder))
      }
    }
    for (purpose, target) in [(RenditionPurpose.wide, RenditionPlan.wide), (.square, RenditionPlan.square)]
    where purposes.contains(purpose) {
      let cut = RenditionPlan.cut(
        width: size.width, height: size.height, focalX: focalX, focalY: focalY, target: target)
      let part = folder.appendingPathComponent("\(purpose.rawValue).v")
      try await ExternalTool.vips.run(
        ["crop", base.path, part.path, "\(cut.left)", "\(cut.top)", "\(cut.width)", "\(cut.height)"], seconds: 30)
      made.append(try await shrink(part, to: "\(cut.finalWidth)x\(cut.finalHeight)!", purpose, in: folder))
    }
    return made
  }

  private func shrink(
    _ source: URL, to size: String, _ purpose: RenditionPurpose, in folder: URL
  ) async throws -> MadeRendition {
    let target = folder.appendingPathComponent("out.webp")
    try await ExternalTool.thumbnailer.run(
      [source.path, "--size", size, "--output", "\(target.path)[strip,Q=80]"], seconds: 30)
    return try await Blocking.run {
      guard let data = WebPCleaner.cleaned(try Data(contentsOf: target)) else {
        throw ToolFailure.failed(message: "no WebP came out")
      }
      try data.write(to: target)
      let header = try PictureHeader.read(data)
      let hash = SHA256.hash(data: data).hexText
      try files.keepRendition(target, hash: hash)
      return MadeRendition(
        purpose: purpose, hash: hash, width: header.width, height: header.height, bytes: data.count)
    }
  }

  /// The size in the header of a libvips `.v` file: two 32-bit integers after the magic, in the machine's order.
  private static func size(ofVips url: URL) -> (width: Int, height: Int)? {
    guard let file = try? FileHandle(forReadingFrom: url), let data = try? file.read(upToCount: 64) else { return nil }
    defer { try? file.close() }
    let reader = ByteReader(data)
    let isLittle = reader.has([0xB6, 0xA6, 0xF2, 0x08])
    guard let width = reader.number(4, 4, big: !isLittle), let height = reader.number(8, 4, big: !isLittle),
      width > 0, height > 0
    else { return nil }
    return (width, height)
  }
}

extension SHA256.Digest {
  /// Lower-case hexadecimal.
  var hexText: String { map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined() }
}
