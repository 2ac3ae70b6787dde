package import Kernel

/// Marks the IDs of pictures; the records are in the room Media.
package enum PictureMark {}
package typealias PictureID = ID<PictureMark>

/// A picture as pages need it.
package struct PictureProfile: Sendable, Equatable, Codable {
  package struct Rendition: Sendable, Equatable, Codable {
    /// An address on this site, with the content's hash in it: never changes.
    package let path: String
    package let width: Int
    package let height: Int
    package init(path: String, width: Int, height: Int) {
      self.path = path
      self.width = width
      self.height = height
    }
  }

  package let id: PictureID
  /// Of the original, in pixels.
  package let width: Int
  package let height: Int
  /// What must stay in view when it is cropped, 0…1 from left and from top.
  package let focalX: Double
  package let focalY: Double
  /// Chú thích, nguồn ảnh, mô tả cho người không nhìn thấy.
  package let caption: String
  package let credit: String
  package let alt: String
  /// Widths for `srcset`, smallest first; whole picture, WebP.
  package let renditions: [Rendition]
  /// Cut to 16:9 and to 1:1 around the focal point; nil until made.
  package let wide: Rendition?
  package let square: Rendition?

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
