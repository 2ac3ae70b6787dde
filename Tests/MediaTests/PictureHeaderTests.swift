import Foundation
import Kernel
import Testing

@testable import Media

struct PictureHeaderTests {
  @Test("the size of a real picture is read from its own header", arguments: ["jpg", "png", "webp", "gif"])
  func sizes(ending: String) async throws {
    guard Samples.hasVips else { return }
    try await Samples.withFolder { folder in
      let file = try await Samples.picture(301, 203, as: ending, in: folder)
      let header = try PictureHeader.read(try Data(contentsOf: file))
      #expect(header.format.fileExtension == ending)
      #expect(header.width == 301)
      #expect(header.height == 203)
      #expect(PictureEnding.isThere(try Data(contentsOf: file), header.format))
    }
  }

  @Test("a picture taken with the camera on its side is as wide as people see it")
  func orientation() async throws {
    guard Samples.hasVips, Samples.hasExiftool else { return }
    try await Samples.withFolder { folder in
      let file = try await Samples.picture(300, 200, as: "jpg", in: folder)
      try await ExternalTool.metadata.run(["-n", "-Orientation=6", "-overwrite_original", file.path], seconds: 20)
      let header = try PictureHeader.read(try Data(contentsOf: file))
      #expect(header.orientation == 6)
      #expect(header.width == 200)
      #expect(header.height == 300)
    }
  }

  @Test("50,000 × 50,000 pixels are refused by the header alone")
  func bomb() {
    #expect(throws: PictureRefusal.tooManyPixels) {
      try PictureHeader.read(Samples.pngHeader(width: 50_000, height: 50_000))
    }
    #expect(throws: PictureRefusal.tooManyPixels) {
      try PictureHeader.read(Samples.pngHeader(width: .max, height: .max))
    }
    #expect(throws: PictureRefusal.tooManyPixels) { try PictureHeader.read(Samples.gif(width: 20_000, height: 20_000)) }
  }

  @Test(
    "what is no picture we take is refused with its reason",
    arguments: [
      ("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", PictureRefusal.vector),
      ("<?xml version=\"1.0\"?>\n<!-- x --><svg onload=\"alert(1)\"/>", .vector),
      ("PK\u{3}\u{4}word/document.xml", .notAPicture), ("<html><img></html>", .notAPicture), ("", .notAPicture),
      ("GIF89a", .damaged), ("%PDF-1.7", .notAPicture),
    ])
  func refused(text: String, refusal: PictureRefusal) {
    #expect(throws: refusal) { try PictureHeader.read(Data(text.utf8)) }
  }

  @Test("no bytes whatever bring the header reader down")
  func garbage() {
    var generator = Repeatable(state: 42)
    let starts: [[UInt8]] = [
      [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("GIF89a".utf8),
      Array("RIFF\0\0\0\0WEBPVP8X".utf8), Array("RIFF\0\0\0\0WEBPVP8 ".utf8), Array("RIFF\0\0\0\0WEBPVP8L".utf8),
      [0xFF, 0xD8, 0xFF, 0xE1, 0, 60, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4D, 0x4D, 0, 0x2A],
    ]
    for round in 0..<20_000 {
      let start = starts[round % starts.count]
      let rest = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      let data = Data(start + rest)
      if let header = try? PictureHeader.read(data) {
        #expect(header.pixels <= PictureLimits.pixels)
        _ = PictureEnding.isThere(data, header.format)
      }
    }
  }

  @Test("a name from elsewhere is made harmless")
  func names() {
    #expect(ReceivedPicture.harmless("C:\\Ảnh\\đò.jpg") == "đò.jpg")
    #expect(ReceivedPicture.harmless("../../etc/passwd") == "passwd")
    #expect(ReceivedPicture.harmless("a\u{202E}gpj\n.exe") == "agpj.exe")
  }
}

/// The same numbers each time.
struct Repeatable: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
