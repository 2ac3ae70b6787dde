import Foundation

/// What a camera or an agency wrote into the file, offered as first values of the fields: IPTC and XMP caption, byline and
/// credit. The place where it was taken is never read.
struct PictureMetadata: Equatable, Sendable {
  var caption = ""
  var credit = ""

  /// Reads with exiftool; empty where it is not installed or finds nothing it can read. Never stops an upload.
  static func read(_ file: URL) async -> PictureMetadata {
    let tags = [
      "-IPTC:Caption-Abstract", "-XMP-dc:Description", "-EXIF:ImageDescription", "-IPTC:By-line", "-XMP-dc:Creator",
      "-EXIF:Artist", "-IPTC:Credit", "-XMP-photoshop:Credit",
    ]
    let arguments = ["-json", "-fast", "-charset", "iptc=UTF8"] + tags + [file.path]
    // Metadata only fills fields in advance: whatever goes wrong leaves them empty.
    guard let output = try? await ExternalTool.metadata.run(arguments, seconds: 10, megabytes: 1_024) else {
      return PictureMetadata()
    }
    return parse(Data(output.utf8))
  }

  static func parse(_ json: Data) -> PictureMetadata {
    guard let entry = (try? JSONDecoder().decode([Tags].self, from: json))?.first else { return PictureMetadata() }
    let caption = entry.caption?.text ?? entry.xmpCaption?.text ?? entry.exifCaption?.text ?? ""
    let author = entry.byline?.text ?? entry.creator?.text ?? entry.artist?.text ?? ""
    let agency = entry.credit?.text ?? ""
    let credit = author.isEmpty || agency.isEmpty || author == agency ? author + agency : "\(author)/\(agency)"
    return PictureMetadata(
      caption: clean(caption, limit: PictureText.captionLimit),
      credit: clean(author == agency ? author : credit, limit: PictureText.creditLimit))
  }

  private static func clean(_ text: String, limit: Int) -> String {
    let words = text.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.value < 0x20 } }
    return String(words.joined(separator: " ").prefix(limit))
  }

  private struct Tags: Decodable {
    let caption: Value?
    let xmpCaption: Value?
    let exifCaption: Value?
    let byline: Value?
    let creator: Value?
    let artist: Value?
    let credit: Value?

    enum CodingKeys: String, CodingKey {
      case caption = "Caption-Abstract"
      case xmpCaption = "Description"
      case exifCaption = "ImageDescription"
      case byline = "By-line"
      case creator = "Creator"
      case artist = "Artist"
      case credit = "Credit"
    }
  }

  /// exiftool writes a value as text, number or list, by what it looks like.
  private struct Value: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else if let list = try? container.decode([String].self) {
        self.text = list.joined(separator: ", ")
      } else if let number = try? container.decode(Double.self) {
        self.text = number == number.rounded() ? String(Int(number)) : String(number)
      } else {
        self.text = ""
      }
    }
  }
}
