import Contracts
import Foundation
import Kernel
import Persistence

/// Whether a picture can be shown yet.
enum PictureState: String, SQLCodable, Sendable {
  /// Kept; its renditions are being made, or wait for a tool that is not installed.
  case waiting
  case ready
  /// No tool could read it; the original is kept.
  case failed
}

/// A picture of an organisation, as people describe it. What it looks like lies in ``PictureFiles``.
struct Picture: Sendable, RowDecodable {
  let id: PictureID
  let organisation: OrganisationID
  /// SHA-256 of the original's bytes.
  let hash: String
  let format: PictureFormat
  let bytes: Int
  let width: Int
  let height: Int
  let fileName: String
  let text: PictureText
  let state: PictureState
  let uploadedBy: AccountID
  let uploadedAt: Date

  init(row: Row) throws {
    id = try row["id"]
    organisation = try row["organisation"]
    hash = try row["hash"]
    format = try row["format"]
    bytes = try row["bytes"]
    width = try row["width"]
    height = try row["height"]
    fileName = try row["file_name"]
    text = PictureText(
      caption: try row["caption"], credit: try row["credit"], alt: try row["alt"], focalX: try row["focal_x"],
      focalY: try row["focal_y"])
    state = try row["state"]
    uploadedBy = try row["uploaded_by"]
    uploadedAt = try row["uploaded_at"]
  }
}

extension PictureFormat: SQLCodable {}
extension RenditionPurpose: SQLCodable {}

/// What an editor says of a picture.
struct PictureText: Sendable, Equatable {
  static let captionLimit = 2_000
  static let creditLimit = 200
  static let altLimit = 500

  var caption = ""
  var credit = ""
  var alt = ""
  /// What must stay in view, 0…1 from left and from top.
  var focalX = 0.5
  var focalY = 0.5

  /// Throws ``Failure/invalid(_:)`` naming each field that is too long or outside the picture.
  func check() throws(Failure) {
    var errors: [String: Phrase] = [:]
    if caption.count > Self.captionLimit { errors["caption"] = "Chú thích dài quá \(Self.captionLimit) ký tự" }
    if credit.count > Self.creditLimit { errors["credit"] = "Nguồn ảnh dài quá \(Self.creditLimit) ký tự" }
    if alt.count > Self.altLimit { errors["alt"] = "Mô tả dài quá \(Self.altLimit) ký tự" }
    if !(0...1).contains(focalX) { errors["focalX"] = "Điểm chính phải nằm trong ảnh, từ 0 đến 100 %" }
    if !(0...1).contains(focalY) { errors["focalY"] = "Điểm chính phải nằm trong ảnh, từ 0 đến 100 %" }
    guard errors.isEmpty else { throw .invalid(errors) }
  }
}
