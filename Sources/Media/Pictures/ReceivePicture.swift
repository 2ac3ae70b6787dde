import Crypto
import Foundation
import Kernel

/// A file that has arrived whole and is a picture we take.
struct ReceivedPicture: Sendable {
  let file: URL
  let hash: String
  let bytes: Int
  let header: PictureHeader
  /// As the sender's machine called it, made harmless; for people to search by, never for the disk.
  let fileName: String

  /// Looks at a file by its bytes. Throws ``Failure/tooLarge(limit:)`` or ``Failure/invalid(_:)`` for what is not taken.
  static func examine(_ file: URL, named fileName: String) async throws -> ReceivedPicture {
    try await Blocking.run {
      let data = try Data(contentsOf: file, options: .mappedIfSafe)
      guard data.count <= PictureLimits.bytes else { throw Failure.tooLarge(limit: PictureLimits.bytes) }
      return ReceivedPicture(
        file: file, hash: SHA256.hash(data: data).hexText, bytes: data.count, header: try header(of: data),
        fileName: harmless(fileName))
    }
  }

  private static func header(of data: Data) throws -> PictureHeader {
    do {
      let header = try PictureHeader.read(data)
      guard PictureEnding.isThere(data, header.format) else { throw PictureRefusal.damaged }
      return header
    } catch let refusal as PictureRefusal {
      throw Failure.invalid(["picture": refusal.phrase])
    }
  }

  /// The last part of a path, without control characters, at most 120 characters.
  static func harmless(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let scalars = last.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 0x20 }
    return String(String(String.UnicodeScalarView(scalars)).prefix(120))
  }
}

extension PictureRefusal {
  /// What a person is told.
  var phrase: Phrase {
    switch self {
    case .notAPicture: "Tệp này không phải ảnh JPEG, PNG, WebP hay GIF. Hãy chọn tệp ảnh khác."
    case .vector: "Ảnh SVG có thể chứa mã lệnh nên không được nhận. Hãy xuất ảnh sang PNG hoặc JPEG."
    case .damaged: "Tệp ảnh hỏng hoặc thiếu phần cuối. Hãy tải lại từ bản gốc."
    case .tooManyPixels:
      "Ảnh quá lớn: nhiều nhất \(PictureLimits.pixels / 1_000_000) triệu điểm ảnh. Hãy thu nhỏ rồi tải lại."
    }
  }
}
