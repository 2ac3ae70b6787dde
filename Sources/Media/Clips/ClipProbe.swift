import Contracts
import Foundation
import Kernel

/// What ffprobe finds in a file: the streams and how long it plays.
struct ClipProbe: Sendable, Equatable {
  let kind: ClipProfile.Kind
  /// Seconds.
  let duration: Double
  let width: Int
  let height: Int
  let videoCodec: String?
  let audioCodec: String?

  /// Only containers that a newsroom's cameras, phones and recorders write: others (playlists, scripts that open other
  /// files and addresses) are never looked into.
  static let demuxers = "mov,mp3,aac,wav,flac,ogg,matroska,avi,mpegts,mpeg,amr,aiff,caf"
  /// A hostile file cannot make ffmpeg open anything but itself.
  static let guards = ["-protocol_whitelist", "file", "-format_whitelist", demuxers]

  /// Looks into a file. Throws ``Failure/invalid(_:)`` for what is not sound or video, or lasts too long.
  static func read(_ file: URL) async throws -> ClipProbe {
    let text: String
    do {
      text = try await ExternalTool.probe.run(
        ["-v", "error"] + guards + ["-print_format", "json", "-show_format", "-show_streams", file.path], seconds: 30)
    } catch ToolFailure.missing(let tool) {
      throw Failure.unavailable(
        "Máy chủ chưa có công cụ xử lý âm thanh, video. Hãy nhờ người quản trị cài gói \(tool.package).")
    } catch is ToolFailure {
      throw notAClip
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let answer = try? decoder.decode(Answer.self, from: Data(text.utf8)), let probe = ClipProbe(answer)
    else { throw notAClip }
    guard probe.duration <= ClipLimits.duration else {
      throw Failure.invalid(["clip": "Tệp dài quá \(Int(ClipLimits.duration / 3600)) giờ. Hãy cắt thành nhiều phần."])
    }
    return probe
  }

  private static let notAClip = Failure.invalid([
    "clip": "Tệp này không phải âm thanh hay video đọc được. Hãy dùng MP4, MOV, WebM, MP3, M4A, WAV, OGG hoặc FLAC."
  ])

  private struct Answer: Decodable {
    struct Stream: Decodable {
      struct Disposition: Decodable { let attachedPic: Int? }
      let codecType: String?
      let codecName: String?
      let width: Int?
      let height: Int?
      let duration: String?
      let disposition: Disposition?
    }
    struct Format: Decodable { let duration: String? }
    let streams: [Stream]
    let format: Format?
  }

  private init?(_ answer: Answer) {
    // The cover of a piece of music is a picture, not video.
    let video = answer.streams.first { $0.codecType == "video" && $0.disposition?.attachedPic != 1 }
    let audio = answer.streams.first { $0.codecType == "audio" }
    guard video != nil || audio != nil else { return nil }
    let lengths = [answer.format?.duration, video?.duration, audio?.duration].compactMap { $0.flatMap(Double.init) }
    guard let duration = lengths.first(where: { $0.isFinite && $0 > 0 }) else { return nil }
    kind = video == nil ? .audio : .video
    self.duration = duration
    width = video?.width ?? 0
    height = video?.height ?? 0
    videoCodec = video?.codecName
    audioCodec = audio?.codecName
  }

  /// For tests.
  init(
    kind: ClipProfile.Kind, duration: Double, width: Int = 0, height: Int = 0, videoCodec: String? = nil,
    audioCodec: String? = nil
  ) {
    self.kind = kind
    self.duration = duration
    self.width = width
    self.height = height
    self.videoCodec = videoCodec
    self.audioCodec = audioCodec
  }
}
