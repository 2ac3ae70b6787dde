import Contracts
import Crypto
import Foundation

/// Makes what every browser can play, with ffmpeg: H.264 and AAC in MP4, AAC in M4A; the index first, so that it starts
/// at once; without the metadata that tells where it was taken. And a still picture of a video.
struct ClipMaker: Sendable {
  let files: PictureFiles

  struct Made: Sendable {
    let playable: String
    let poster: String?
  }

  /// The longest side of a video for readers: their phones and lines are weak.
  static let side = 1280

  /// - Parameter progress: ffmpeg writes into this file how far it is.
  func make(from original: URL, _ probe: ClipProbe, progress: URL) async throws -> Made {
    let folder = try files.makeWorkFolder()
    defer { files.remove(folder) }
    let playable = folder.appendingPathComponent("playable.\(probe.kind.playableExtension)")
    // As long as it plays, four times over, on a machine that does other things too; never under five minutes.
    let seconds = max(300, Int(probe.duration * 4))
    try await ExternalTool.ffmpeg.run(
      Self.start + ["-progress", "file:\(progress.path)", "-i", original.path] + Self.coding(probe)
        + ["-map_metadata", "-1", "-movflags", "+faststart", playable.path], seconds: seconds)
    let hash = try await keep(playable, as: probe.kind.playableExtension)
    return Made(playable: hash, poster: probe.kind == .video ? try await poster(original, probe, in: folder) : nil)
  }

  private static let start = ["-v", "error", "-nostdin", "-y"] + ClipProbe.guards

  /// What is fit already is only put into a new container.
  static func coding(_ probe: ClipProbe) -> [String] {
    let sound = probe.audioCodec == "aac" ? ["-c:a", "copy"] : ["-c:a", "aac", "-b:a", "128k", "-ac", "2"]
    guard probe.kind == .video else { return ["-map", "0:a:0", "-vn"] + sound }
    let isFit = probe.videoCodec == "h264" && max(probe.width, probe.height) <= side
    let picture =
      isFit
      ? ["-c:v", "copy"]
      : [
        "-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-vf",
        "scale='if(gt(iw,ih),min(\(side),iw),-2)':'if(gt(iw,ih),-2,min(\(side),ih))',scale=trunc(iw/2)*2:trunc(ih/2)*2",
      ]
    return ["-map", "0:v:0", "-map", "0:a:0?"] + picture + sound
  }

  private func poster(_ original: URL, _ probe: ClipProbe, in folder: URL) async throws -> String {
    let picture = folder.appendingPathComponent("poster.webp")
    // The first frames are often black.
    let second = min(3, probe.duration / 10)
    try await ExternalTool.ffmpeg.run(
      Self.start + ["-ss", "\(second)", "-i", original.path, "-frames:v", "1", "-vf", "scale='min(1280,iw)':-2"]
        + ["-map_metadata", "-1", "-quality", "80", picture.path], seconds: 60)
    return try await keep(picture, as: "webp")
  }

  private func keep(_ file: URL, as fileExtension: String) async throws -> String {
    let files = files
    return try await Blocking.run {
      let hash = try FileHash.of(file)
      try files.keepRendition(file, hash: hash, fileExtension: fileExtension)
      return hash
    }
  }
}

/// The SHA-256 of a file, read in parts: a video is larger than memory should be.
enum FileHash {
  static func of(_ file: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    var hash = SHA256()
    while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
    return hash.finalize().hexText
  }
}
