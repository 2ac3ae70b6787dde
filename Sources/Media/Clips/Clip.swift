import Contracts
import Foundation
import Kernel
import Persistence

/// Whether a clip can be played yet.
enum ClipState: String, SQLCodable, Sendable {
  /// Kept; what browsers can play is being made.
  case waiting
  case ready
  /// ffmpeg could not read it to its end; the original is kept.
  case failed
}

extension ClipProfile.Kind: SQLCodable {}

/// A piece of sound or video of an organisation. Its bytes lie in ``PictureFiles``, under their hash.
struct Clip: Sendable, RowDecodable {
  let id: ClipID
  let organisation: OrganisationID
  let kind: ClipProfile.Kind
  /// SHA-256 of the original's bytes.
  let hash: String
  let bytes: Int
  /// Seconds.
  let duration: Double
  let width: Int
  let height: Int
  let fileName: String
  let words: ClipWords
  let state: ClipState
  /// Hashes of what was made of it.
  let playable: String?
  let poster: String?
  let subtitles: String?
  let uploadedBy: AccountID
  let uploadedAt: Date

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    kind = try row["kind"]
    hash = try row["hash"]
    bytes = try row["bytes"]
    duration = try row["duration"]
    width = try row["width"]
    height = try row["height"]
    fileName = try row["file_name"]
    words = ClipWords(title: try row["title"], credit: try row["credit"], transcript: try row["transcript"])
    state = try row["state"]
    playable = try row["playable"]
    poster = try row["poster"]
    subtitles = try row["subtitles"]
    uploadedBy = try row["uploaded_by"]
    uploadedAt = try row["uploaded_at"]
  }

  /// What it is called in lists.
  var name: String { words.title.isEmpty ? fileName : words.title }

  var profile: ClipProfile {
    ClipProfile(
      id: id, kind: kind, title: words.title, credit: words.credit, transcript: words.transcript, duration: duration,
      width: width, height: height,
      path: playable.map { PictureFiles.address(hash: $0, fileExtension: kind.playableExtension) },
      poster: poster.map { PictureFiles.address(hash: $0) },
      subtitles: subtitles.map { PictureFiles.address(hash: $0, fileExtension: "vtt") })
  }
}

extension ClipProfile.Kind {
  /// Of the file that browsers play.
  var playableExtension: String { self == .video ? "mp4" : "m4a" }
}

/// What an editor says of a clip.
struct ClipWords: Sendable, Equatable {
  static let titleLimit = 300
  static let creditLimit = 200
  static let transcriptLimit = 100_000

  var title = ""
  var credit = ""
  /// What is said in it.
  var transcript = ""

  /// Throws ``Failure/invalid(_:)`` naming each field that is too long.
  func check() throws(Failure) {
    var errors: [String: Phrase] = [:]
    if title.count > Self.titleLimit { errors["title"] = "Tên dài quá \(Self.titleLimit) ký tự" }
    if credit.count > Self.creditLimit { errors["credit"] = "Nguồn dài quá \(Self.creditLimit) ký tự" }
    if transcript.count > Self.transcriptLimit {
      errors["transcript"] = "Lời thoại dài quá \(Self.transcriptLimit) ký tự"
    }
    guard errors.isEmpty else { throw .invalid(errors) }
  }
}

/// The most a clip may be.
enum ClipLimits {
  /// 1 GiB: an hour and a half of broadcast video.
  static let bytes = 1 << 30
  /// Four hours, in seconds.
  static let duration = 4.0 * 3600
  /// Subtitles.
  static let subtitles = 2 << 20
}
