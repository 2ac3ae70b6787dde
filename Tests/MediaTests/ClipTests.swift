import Contracts
import Foundation
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Media

/// Real sound and video, made by ffmpeg from nothing.
enum ClipSamples {
  static var hasFFmpeg: Bool { ExternalTool.ffmpeg.isInstalled && ExternalTool.probe.isInstalled }

  static func make(_ name: String, _ arguments: [String], in folder: URL) async throws -> URL {
    let file = folder.appendingPathComponent(name)
    try await ExternalTool.ffmpeg.run(["-v", "error", "-y"] + arguments + [file.path], seconds: 60)
    return file
  }

  /// Two seconds of a test picture, taller than readers get it, with a tone.
  static func video(in folder: URL) async throws -> URL {
    try await make(
      "phóng sự.mkv",
      [
        "-f", "lavfi", "-i", "testsrc=size=1080x1920:rate=10:duration=2", "-f", "lavfi", "-i",
        "sine=frequency=440:duration=2", "-c:v", "mpeg4", "-c:a", "flac", "-metadata", "location=+21.0+105.8/",
      ], in: folder)
  }

  static func audio(in folder: URL) async throws -> URL {
    try await make("tin.wav", ["-f", "lavfi", "-i", "sine=frequency=440:duration=3"], in: folder)
  }
}

struct ClipTests {
  @Test(
    "a video becomes what every browser plays: H.264 and AAC in MP4, no larger than needed, without where it was taken",
    .enabled(if: ClipSamples.hasFFmpeg), arguments: Engine.all)
  func video(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let file = try await ClipSamples.video(in: house.folder)
      let id = try await house.media.addClip(file, named: "phóng sự.mkv", to: MediaHouse.agency, by: MediaHouse.lan)
      #expect(try await house.media.clips([id])[id]?.path == nil)
      try await house.media.makeClip(id)
      let profile = try #require(try await house.media.clips([id])[id])
      #expect(profile.kind == .video && abs(profile.duration - 2) < 0.3)
      let made = try #require(profile.path).split(separator: "/").map(String.init)
      let found = try #require(house.media.files.rendition(prefix: made[1], file: made[2]))
      #expect(found.type == "video/mp4")
      let probe = try await ClipProbe.read(found.url)
      #expect(probe.videoCodec == "h264" && probe.audioCodec == "aac")
      #expect(probe.width == 720 && probe.height == 1280)
      let bytes = try Data(contentsOf: found.url)
      #expect(bytes.range(of: Data("+21.0".utf8)) == nil)
      // The index comes before the pictures, so that it starts at once.
      let (index, pictures) = (bytes.range(of: Data("moov".utf8)), bytes.range(of: Data("mdat".utf8)))
      #expect(try #require(index).lowerBound < #require(pictures).lowerBound)
      let poster = try #require(profile.poster).split(separator: "/").map(String.init)
      let still = try #require(house.media.files.rendition(prefix: poster[1], file: poster[2]))
      #expect(FileManager.default.fileExists(atPath: still.url.path))
    }
  }

  @Test(
    "sound becomes AAC; the same bytes again are the same clip", .enabled(if: ClipSamples.hasFFmpeg),
    arguments: Engine.all)
  func audio(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let file = try await ClipSamples.audio(in: house.folder)
      let copy = house.folder.appendingPathComponent("copy.wav")
      try FileManager.default.copyItem(at: file, to: copy)
      let id = try await house.media.addClip(file, named: "tin.wav", to: MediaHouse.agency, by: MediaHouse.lan)
      try await house.media.makeClip(id)
      let profile = try #require(try await house.media.clips([id])[id])
      #expect(profile.kind == .audio && profile.poster == nil)
      #expect(try #require(profile.path).hasSuffix(".m4a"))
      let again = try await house.media.addClip(copy, named: "khác.wav", to: MediaHouse.agency, by: MediaHouse.lan)
      #expect(again == id)
    }
  }

  @Test("what is no sound or video is refused with words", .enabled(if: ClipSamples.hasFFmpeg))
  func refused() async throws {
    try await MediaHouse.with(.sqlite) { house in
      // A playlist would make a careless tool open whatever it names.
      let hostile = "#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
      let subtitle = "ffconcat version 1.0\nfile /etc/passwd\n"
      for (name, text) in [("a.m3u8", hostile), ("a.txt", subtitle), ("a.mp4", "không phải video")] {
        let file = try house.file(Data(text.utf8), name)
        await #expect(throws: Failure.self) {
          _ = try await house.media.addClip(file, named: name, to: MediaHouse.agency, by: MediaHouse.lan)
        }
      }
      let page = try await house.media.findClips(
        in: MediaHouse.agency, words: "", before: nil, limit: 10, for: MediaHouse.lan)
      #expect(page.items.isEmpty)
    }
  }

  @Test(
    "another agency sees, changes and uses nothing of it", .enabled(if: ClipSamples.hasFFmpeg), arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let file = try await ClipSamples.audio(in: house.folder)
      let id = try await house.media.addClip(file, named: "tin.wav", to: MediaHouse.agency, by: MediaHouse.lan)
      await #expect(throws: Failure.notFound) { try await house.media.clip(id, for: MediaHouse.stranger) }
      await #expect(throws: Failure.notFound) {
        try await house.media.describeClip(id, ClipWords(title: "Của tôi"), by: MediaHouse.stranger)
      }
      await #expect(throws: Failure.notFound) {
        try await house.media.setRights(AssetRights(basis: "own"), of: id, by: MediaHouse.stranger)
      }
      #expect(try await house.media.owns(MediaHouse.agency, clip: id))
      #expect(try await !house.media.owns(MediaHouse.other, clip: id))
    }
  }

  @Test(
    "its words are found, and its rights with their last day are on record", .enabled(if: ClipSamples.hasFFmpeg),
    arguments: Engine.all)
  func words(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let file = try await ClipSamples.audio(in: house.folder)
      let id = try await house.media.addClip(file, named: "tin.wav", to: MediaHouse.agency, by: MediaHouse.lan)
      try await house.media.describeClip(
        id, ClipWords(title: "Phỏng vấn trưởng bản", credit: "Lan", transcript: "Nước lên từ nửa đêm"),
        by: MediaHouse.lan)
      let found = try await house.media.findClips(
        in: MediaHouse.agency, words: "nua dem", before: nil, limit: 10, for: MediaHouse.lan)
      #expect(found.items.map(\.id) == [id])
      let until = try #require(CivilDate(2026, 12, 31))
      try await house.media.setRights(
        AssetRights(basis: "licensed", holder: "Hãng X", expires: until, terms: "Một lần"), of: id, by: MediaHouse.lan)
      try await house.media.setRights(
        AssetRights(basis: "licensed", holder: "Hãng X", expires: until, terms: "Hai lần"), of: id, by: MediaHouse.lan)
      let rights = try #require(try await house.media.rights(of: [id.rawValue, "không có"])[id.rawValue])
      #expect(rights.expires == until && rights.terms == "Hai lần")
      let tooLong: Phrase = "Dài quá \(200) ký tự"
      await #expect(throws: Failure.invalid(["holder": tooLong])) {
        try await house.media.setRights(
          AssetRights(basis: "licensed", holder: String(repeating: "a", count: 201), expires: until, terms: ""), of: id,
          by: MediaHouse.lan)
      }
    }
  }

  @Test("subtitles must be WebVTT", .enabled(if: ClipSamples.hasFFmpeg))
  func subtitles() async throws {
    try await MediaHouse.with(.sqlite) { house in
      let id = try await house.media.addClip(
        try await ClipSamples.video(in: house.folder), named: "v.mkv", to: MediaHouse.agency, by: MediaHouse.lan)
      let wrong = try house.file(Data("<script>".utf8), "a.vtt")
      await #expect(throws: Failure.self) {
        try await house.media.setSubtitles(of: id, to: wrong, by: MediaHouse.lan)
      }
      let right = try house.file(Data("\u{FEFF}WEBVTT\n\n00:00.000 --> 00:01.000\nXin chào\n".utf8), "b.vtt")
      try await house.media.setSubtitles(of: id, to: right, by: MediaHouse.lan)
      #expect(try await house.media.clips([id])[id]?.subtitles?.hasSuffix(".vtt") == true)
    }
  }
}
