import Foundation

/// The picture formats that are taken in, told by their first bytes, never by their name.
enum PictureFormat: String, Sendable, CaseIterable {
  case jpeg
  case png
  case webp
  case gif

  var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
  var mediaType: String { "image/\(rawValue)" }
}

/// What a picture says of itself before anybody decodes it.
struct PictureHeader: Equatable, Sendable {
  let format: PictureFormat
  /// As stored, before it is turned upright.
  let storedWidth: Int
  let storedHeight: Int
  /// EXIF orientation, 1…8.
  let orientation: Int

  /// Upright, as people see it.
  var width: Int { orientation >= 5 ? storedHeight : storedWidth }
  var height: Int { orientation >= 5 ? storedWidth : storedHeight }
  var pixels: Int { storedWidth * storedHeight }

  /// Reads the header of a file; throws ``PictureRefusal`` where it is no picture we take, or lies.
  static func read(_ data: Data) throws(PictureRefusal) -> PictureHeader {
    let reader = ByteReader(data)
    let header: PictureHeader?
    if reader.has([0xFF, 0xD8, 0xFF]) {
      header = JPEGHeader.read(reader)
    } else if reader.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      header = PNGHeader.read(reader)
    } else if reader.has("RIFF"), reader.has("WEBP", at: 8) {
      header = WebPHeader.read(reader)
    } else if reader.has("GIF87a") || reader.has("GIF89a") {
      header = GIFHeader.read(reader)
    } else {
      throw Self.looksLikeSVG(data) ? .vector : .notAPicture
    }
    guard let header, header.storedWidth > 0, header.storedHeight > 0 else { throw .damaged }
    guard header.storedWidth <= PictureLimits.side, header.storedHeight <= PictureLimits.side,
      header.pixels <= PictureLimits.pixels
    else { throw .tooManyPixels }
    return header
  }

  private static func looksLikeSVG(_ data: Data) -> Bool {
    let start = String(decoding: data.prefix(2048), as: UTF8.self).lowercased()
    return start.contains("<svg") || start.contains("<!doctype svg")
  }
}

/// How much of a picture is taken in. A small file can hold a picture that needs gigabytes: its header is asked first.
enum PictureLimits {
  /// Bytes of an upload.
  static let bytes = 40 * 1_048_576
  /// Pixels, all in all: 120 megapixels is more than any press camera makes.
  static let pixels = 120_000_000
  static let side = 30_000
}

/// Why a file is not taken as a picture.
enum PictureRefusal: Error, Equatable {
  case notAPicture
  case vector
  case damaged
  case tooManyPixels
}
