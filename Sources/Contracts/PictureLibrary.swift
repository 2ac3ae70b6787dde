package import Kernel

/// Marks the IDs of pictures; the records are in the room Media.
package enum PictureMark {}
/// Names a picture of room Media.
package typealias PictureID = ID<PictureMark>

/// A picture as pages need it.
package struct PictureProfile: Sendable, Equatable, Codable {
  /// One size of a picture as a file.
  package struct Rendition: Sendable, Equatable, Codable {
    /// An address on this site, with the content's hash in it: never changes.
    package let path: String
    /// In pixels.
    package let width: Int
    /// In pixels.
    package let height: Int
    /// Made by room Media when the file was written.
    package init(path: String, width: Int, height: Int) {
      self.path = path
      self.width = width
      self.height = height
    }
  }

  /// Stays the same when its words or its focal point change.
  package let id: PictureID
  /// Of the original, in pixels.
  package let width: Int
  /// Of the original, in pixels.
  package let height: Int
  /// What must stay in view when it is cropped, 0…1 from left and from top.
  package let focalX: Double
  /// 0 is the upper edge, 1 the lower.
  package let focalY: Double
  /// Chú thích, nguồn ảnh, mô tả cho người không nhìn thấy.
  package let caption: String
  /// Nguồn ảnh, tác giả ảnh; empty where not entered.
  package let credit: String
  /// What it shows, for those who do not see it; empty where not entered.
  package let alt: String
  /// Widths for `srcset`, smallest first; whole picture, WebP.
  package let renditions: [Rendition]
  /// Cut to 16:9 and to 1:1 around the focal point; nil until made.
  package let wide: Rendition?
  /// 1:1; nil until made.
  package let square: Rendition?

  /// `renditions` may be empty until they are made: then pages show nothing of it.
  package init(
    id: PictureID, width: Int, height: Int, focalX: Double, focalY: Double, caption: String, credit: String,
    alt: String,
    renditions: [Rendition], wide: Rendition?, square: Rendition?
  ) {
    self.id = id
    self.width = width
    self.height = height
    self.focalX = focalX
    self.focalY = focalY
    self.caption = caption
    self.credit = credit
    self.alt = alt
    self.renditions = renditions
    self.wide = wide
    self.square = square
  }
}

/// Looks pictures up. Room Media implements it.
package protocol PictureLibrary: Sendable {
  /// Those that exist, by ID; whoever asks has checked that the thing they belong to may be seen.
  func pictures(_ ids: [PictureID]) async throws -> [PictureID: PictureProfile]
  /// Whether this picture belongs to this organisation, so that another agency cannot use it by its ID.
  func owns(_ organisation: OrganisationID, _ id: PictureID) async throws -> Bool
}
