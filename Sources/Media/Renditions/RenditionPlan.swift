/// What a rendition is for.
enum RenditionPurpose: String, Sendable, CaseIterable {
  /// The whole picture, for `srcset`.
  case whole
  /// 16:9 around the focal point, for lead places and link previews.
  case wide
  /// 1:1 around the focal point, for lists.
  case square
}

/// Which renditions a picture gets, as numbers only. Nothing is ever made larger than the picture is.
enum RenditionPlan {
  static let widths = [320, 640, 960, 1280, 1920]
  static let wide = (width: 1200, height: 675)
  static let square = (width: 400, height: 400)
  /// WebP cannot be higher (RFC 9649 §2.5: 14 bits).
  static let tallest = 16_000

  /// The width of the intermediate picture from which all renditions are made: wide enough for the widest, and for a
  /// panorama high enough to cut 16:9 from it.
  static func baseWidth(width: Int, height: Int) -> Int {
    guard width > 0, height > 0 else { return 1 }
    let forHeight = (wide.height * width + height - 1) / height
    return min(width, max(widths.last ?? 1, forHeight), 8_000)
  }

  /// Widths of the whole picture, smallest first. Its own width is added where the next standard one would be far off.
  static func wholeWidths(of width: Int) -> [Int] {
    let standard = widths.filter { $0 <= width }
    guard width < widths[widths.count - 1], width * 10 > (standard.last ?? 0) * 11 else { return standard }
    return standard + [width]
  }

  struct Cut: Equatable {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// What the cut is then shrunk to.
    let finalWidth: Int
    let finalHeight: Int
  }

  /// The largest part with the proportions of `target` that keeps the focal point as near its middle as the edges let it.
  static func cut(
    width: Int, height: Int, focalX: Double, focalY: Double, target: (width: Int, height: Int)
  ) -> Cut {
    var cutWidth = width
    var cutHeight = width * target.height / target.width
    if cutHeight > height {
      cutHeight = height
      cutWidth = height * target.width / target.height
    }
    cutWidth = max(1, cutWidth)
    cutHeight = max(1, cutHeight)
    let left = Int((focalX * Double(width) - Double(cutWidth) / 2).rounded())
    let top = Int((focalY * Double(height) - Double(cutHeight) / 2).rounded())
    let shrinks = cutWidth > target.width
    return Cut(
      left: max(0, min(left, width - cutWidth)), top: max(0, min(top, height - cutHeight)), width: cutWidth,
      height: cutHeight, finalWidth: shrinks ? target.width : cutWidth,
      finalHeight: shrinks ? target.height : cutHeight)
  }
}
