import Contracts
import Web

/// Pictures as the site's pages set them. A picture whose renditions are not made yet is left out.
enum SitePicture {
  /// In lists: the sheet cuts it to shape, the browser takes the size it needs.
  static func teaser(_ picture: PictureProfile) -> StoryTeaser.Picture? { make(picture, alt: "", width: 640) }

  /// In an article.
  static func figure(_ picture: PictureProfile, alt: String) -> StoryTeaser.Picture? {
    make(picture, alt: alt, width: 960)
  }

  /// For those who show one picture of a story elsewhere: 16:9 where it was cut, else the largest.
  static func shared(_ picture: PictureProfile) -> PictureProfile.Rendition? { picture.wide ?? picture.renditions.last }

  /// The smallest rendition at least that wide; the largest where none is.
  static func rendition(_ picture: PictureProfile, width: Int) -> PictureProfile.Rendition? {
    picture.renditions.first { $0.width >= width } ?? picture.renditions.last
  }

  private static func make(_ picture: PictureProfile, alt: String, width: Int) -> StoryTeaser.Picture? {
    guard let chosen = rendition(picture, width: width) else { return nil }
    let sizes = picture.renditions.count > 1 ? picture.renditions.map { (path: $0.path, width: $0.width) } : []
    return StoryTeaser.Picture(path: chosen.path, width: chosen.width, height: chosen.height, alt: alt, sizes: sizes)
  }
}
