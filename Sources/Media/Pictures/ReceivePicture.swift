import Crypto
import Foundation
import Kernel
import NIOCore

/// An upload that has arrived whole and is a picture we take; still in the work folder.
struct ReceivedPicture: Sendable {
  let file: URL
  let hash: String
  let bytes: Int
  let header: PictureHeader
  /// As the sender's machine called it, made harmless; for people to search by, never for the disk.
  let fileName: String
}

/// Takes the bytes of an upload as they come: to the disk, never whole into memory.
struct PictureReceiver: Sendable {
  let files: PictureFiles

  /// - Throws: ``Failure/tooLarge(limit:)`` as soon as the limit is passed; ``Failure/invalid(_:)`` for what is no picture.
  func receive<Chunks: AsyncSequence>(
    _ chunks: Chunks, named fileName: String, into folder: URL
  ) async throws -> ReceivedPicture where Chunks.Element == ByteBuffer {
    let file = folder.appendingPathComponent("upload")
    let handle = try await Blocking.run {
      FileManager.default.createFile(atPath: file.path, contents: nil)
      return try FileHandle(forWritingTo: file)
    }
    var hash = SHA256()
    var bytes = 0
    var pending = Data()
    do {
      for try await chunk in chunks {
        bytes += chunk.readableBytes
        guard bytes <= PictureLimits.bytes else { throw Failure.tooLarge(limit: PictureLimits.bytes) }
        hash.update(data: chunk.readableBytesView)
        pending.append(contentsOf: chunk.readableBytesView)
        if pending.count >= 524_288 {
          let part = pending
          pending = Data()
          try await Blocking.run { try handle.write(contentsOf: part) }
        }
      }
    } catch {
      try? handle.close()  // The error that stopped the upload is the one to tell.
      throw error
    }
    let rest = pending
    let digest = hash.finalize().hexText
    let count = bytes
    return try await Blocking.run {
      try handle.write(contentsOf: rest)
      try handle.close()
      return ReceivedPicture(
        file: file, hash: digest, bytes: count, header: try Self.header(of: file), fileName: Self.harmless(fileName))
    }
  }

  static func header(of file: URL) throws -> PictureHeader {
    let data = try Data(contentsOf: file, options: .mappedIfSafe)
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
    case .tooManyPixels: "Ảnh quá lớn: nhiều nhất \(PictureLimits.pixels / 1_000_000) triệu điểm ảnh. Hãy thu nhỏ rồi tải lại."
    }
  }
}
