import Contracts
import Foundation
import Kernel

/// A picture as programs read it.
struct PictureResponse: Encodable, Sendable {
  struct Focal: Codable, Sendable {
    let x: Double
    let y: Double
  }

  let id: PictureID
  let state: String
  let width: Int
  let height: Int
  let focal: Focal
  let caption: String
  let credit: String
  let alt: String
  let fileName: String
  let uploadedAt: Date
  let renditions: [PictureProfile.Rendition]
  let wide: PictureProfile.Rendition?
  let square: PictureProfile.Rendition?

  init(_ view: PictureView) {
    let picture = view.picture
    id = picture.id
    state = picture.state.rawValue
    width = picture.width
    height = picture.height
    focal = Focal(x: picture.text.focalX, y: picture.text.focalY)
    caption = picture.text.caption
    credit = picture.text.credit
    alt = picture.text.alt
    fileName = picture.fileName
    uploadedAt = picture.uploadedAt
    renditions = view.whole
    wide = view.rendition(.wide)
    square = view.rendition(.square)
  }
}

/// Part of a list as programs read it.
struct PictureListResponse: Encodable, Sendable {
  let items: [PictureResponse]
  /// What to ask with for the next part (`?before=`); null at the end.
  let next: String?
}
