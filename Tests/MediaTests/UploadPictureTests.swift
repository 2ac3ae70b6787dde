import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import Search
import TestSupport
import Testing

@testable import Media

/// A library on a database and in a folder of its own.
struct MediaHouse: Sendable {
  static let agency = OrganisationID("0190aaaa-0000-7000-8000-000000000001")
  static let other = OrganisationID("0190aaaa-0000-7000-8000-000000000002")
  static let lan = Principal(
    id: AccountID("lan"), name: "Nguyễn Thị Lan", organisation: agency, scoped: [agency: [Media.upload]])
  static let stranger = Principal(
    id: AccountID("xa"), name: "Người lạ", organisation: other, scoped: [other: [Media.upload]])

  let media: Media
  let database: Database
  let folder: URL

  static func with(_ engine: Engine, _ body: (MediaHouse) async throws -> Void) async throws {
    try await Samples.withFolder { folder in
      try await withDatabase(engine, Messaging.migrations + SearchIndex.migrations + Media.migrations) { database in
        let media = Media(
          database: database, clock: .system, audit: NoAuditTrail(), search: SearchIndex(),
          folder: folder.appendingPathComponent("media"))
        try await body(MediaHouse(media: media, database: database, folder: folder))
      }
    }
  }

  func file(_ data: Data, _ name: String) throws -> URL {
    let url = folder.appendingPathComponent(name)
    try data.write(to: url)
    return url
  }
}

struct UploadPictureTests {
  @Test(
    "an uploaded picture is there at once with all its renditions", .enabled(if: Samples.hasVips), arguments: Engine.all
  )
  func upload(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let file = try await Samples.picture(2_400, 1_600, as: "jpg", in: house.folder)
      let id = try await house.media.addPicture(
        file, named: "lũ.jpg", to: MediaHouse.agency, by: MediaHouse.lan)
      try await house.media.makeRenditions(of: id)
      let profile = try #require(try await house.media.pictures([id])[id])
      #expect(profile.width == 2_400)
      #expect(profile.renditions.map(\.width) == [320, 640, 960, 1280, 1920])
      #expect(profile.wide.map { [$0.width, $0.height] } == [1200, 675])
      #expect(profile.square.map { [$0.width, $0.height] } == [400, 400])
      for rendition in profile.renditions {
        let parts = rendition.path.split(separator: "/").map(String.init)
        let url = try #require(house.media.files.rendition(prefix: parts[1], file: parts[2])).url
        let header = try PictureHeader.read(try Data(contentsOf: url))
        #expect(header.format == .webp)
        #expect(header.width == rendition.width && header.height == rendition.height)
      }
      #expect(try await house.media.owns(MediaHouse.agency, id))
      #expect(try await !house.media.owns(MediaHouse.other, id))
    }
  }

  @Test("the same bytes twice are one picture; another agency gets its own", arguments: Engine.all)
  func duplicate(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let bytes = Samples.gif(width: 40, height: 30)
      let media = house.media
      let first = try await media.addPicture(
        try house.file(bytes, "a"), named: "a.gif", to: MediaHouse.agency, by: MediaHouse.lan)
      let second = try await media.addPicture(
        try house.file(bytes, "b"), named: "b.gif", to: MediaHouse.agency, by: MediaHouse.lan)
      let theirs = try await media.addPicture(
        try house.file(bytes, "c"), named: "c.gif", to: MediaHouse.other, by: MediaHouse.stranger)
      #expect(first == second)
      #expect(theirs != first)
    }
  }

  @Test("nobody adds to, sees or changes another agency's pictures", arguments: Engine.all)
  func strangers(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let media = house.media
      let id = try await media.addPicture(
        try house.file(Samples.gif(width: 40, height: 30), "a"), named: "a.gif", to: MediaHouse.agency,
        by: MediaHouse.lan)
      await #expect(throws: Failure.forbidden(Media.upload)) {
        _ = try await media.addPicture(
          try house.file(Samples.gif(width: 4, height: 3), "b"), named: "b.gif", to: MediaHouse.agency,
          by: MediaHouse.stranger)
      }
      await #expect(throws: Failure.notFound) { _ = try await media.picture(id, for: MediaHouse.stranger) }
      await #expect(throws: Failure.notFound) {
        try await media.describePicture(id, PictureText(caption: "x"), by: MediaHouse.stranger)
      }
    }
  }

  @Test("a cut-off, lying or foreign file is refused, and nothing of it is kept", arguments: Engine.all)
  func hostile(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      var files: [(String, Data)] = [
        ("zip.jpg", Data("PK\u{3}\u{4}".utf8)), ("x.png", Data("<svg><script>1</script></svg>".utf8)),
        ("bomb.png", Samples.pngHeader(width: 50_000, height: 50_000)),
      ]
      if Samples.hasVips {
        for ending in ["jpg", "png", "webp"] {
          let whole = try Data(contentsOf: try await Samples.picture(900, 600, as: ending, in: house.folder))
          files.append(("cut.\(ending)", whole.prefix(whole.count * 2 / 3)))
        }
      }
      for (name, data) in files {
        let file = try house.file(Data(data), name)
        await #expect("\(name)") {
          _ = try await house.media.addPicture(file, named: name, to: MediaHouse.agency, by: MediaHouse.lan)
        } throws: { error in
          if case Failure.invalid(let errors) = error { errors["picture"] != nil } else { false }
        }
      }
      let kept = try await house.database.read { try $0.value("SELECT COUNT(*) FROM picture", as: Int.self) }
      #expect(kept == 0)
    }
  }

  @Test(
    "a file that is a picture and something else is shown only as a picture", .enabled(if: Samples.hasVips),
    arguments: Engine.all)
  func polyglot(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let picture = try Data(contentsOf: try await Samples.picture(500, 400, as: "jpg", in: house.folder))
      let file = try house.file(picture + Data("PK\u{3}\u{4}<script>alert(1)</script>".utf8), "polyglot.html")
      let id = try await house.media.addPicture(
        file, named: "polyglot.html", to: MediaHouse.agency, by: MediaHouse.lan)
      try await house.media.makeRenditions(of: id)
      let profile = try #require(try await house.media.pictures([id])[id])
      #expect(!profile.renditions.isEmpty)
      for rendition in profile.renditions {
        let parts = rendition.path.split(separator: "/").map(String.init)
        let url = try #require(house.media.files.rendition(prefix: parts[1], file: parts[2])).url
        let bytes = try Data(contentsOf: url)
        #expect(bytes.range(of: Data("script".utf8)) == nil)
      }
    }
  }

  @Test("a picture no tool can read is kept and says so", .enabled(if: Samples.hasVips), arguments: Engine.all)
  func unreadable(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let id = try await house.media.addPicture(
        try house.file(Samples.gif(width: 40, height: 30), "a"), named: "a.gif", to: MediaHouse.agency,
        by: MediaHouse.lan)
      try await house.media.makeRenditions(of: id)
      let view = try await house.media.picture(id, for: MediaHouse.lan)
      #expect(view.picture.state == .failed)
      #expect(
        FileManager.default.fileExists(
          atPath: house.media.files.original(hash: view.picture.hash, format: .gif).path))
    }
  }

  @Test(
    "moving the focal point cuts the picture anew; the whole picture stays as it is", .enabled(if: Samples.hasVips),
    arguments: Engine.all)
  func focal(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let file = try await Samples.picture(1_600, 600, as: "png", in: house.folder)
      let id = try await house.media.addPicture(file, named: "a.png", to: MediaHouse.agency, by: MediaHouse.lan)
      try await house.media.makeRenditions(of: id)
      let before = try #require(try await house.media.pictures([id])[id])
      var text = PictureText(caption: "Đò ngang trên sông Lam Giang", credit: "Thu Hà", alt: "Một con đò", focalX: 0.95)
      try await house.media.describePicture(id, text, by: MediaHouse.lan)
      try await house.media.makeRenditions(of: id)
      let after = try #require(try await house.media.pictures([id])[id])
      #expect(after.renditions == before.renditions)
      #expect(after.square != before.square)
      #expect(after.caption == "Đò ngang trên sông Lam Giang")
      text.focalX = 1.5
      await #expect(throws: Failure.self) { try await house.media.describePicture(id, text, by: MediaHouse.lan) }
      let found = try await house.media.findPictures(
        in: MediaHouse.agency, words: "do ngang", before: nil, limit: 10, for: MediaHouse.lan)
      #expect(found.items.map(\.picture.id) == [id])
    }
  }

  @Test(
    "a waiting picture is queued again once its tool is there", .enabled(if: Samples.hasVips), arguments: Engine.all)
  func waiting(engine: Engine) async throws {
    try await MediaHouse.with(engine) { house in
      let id = try await house.media.addPicture(
        try house.file(Samples.gif(width: 40, height: 30), "a"), named: "a.gif", to: MediaHouse.agency,
        by: MediaHouse.lan)
      let long = Date(timeIntervalSince1970: 1_000_000)
      try await house.database.write { connection in
        try connection.execute("DELETE FROM job")
        try connection.execute("UPDATE picture SET state = 'waiting', uploaded_at = \(long) WHERE id = \(id)")
      }
      try await house.media.queueWaitingPictures()
      let jobs = try await house.database.read { try $0.value("SELECT COUNT(*) FROM job", as: Int.self) }
      #expect(jobs == 1)
    }
  }

  @Test("only addresses of renditions lead to files")
  func addresses() {
    let files = PictureFiles(folder: URL(fileURLWithPath: "/x"))
    let hash = String(repeating: "ab", count: 32)
    #expect(files.rendition(prefix: "ab", file: "\(hash).webp")?.url != nil)
    #expect(files.rendition(prefix: "ac", file: "\(hash).webp")?.url == nil)
    #expect(files.rendition(prefix: "ab", file: "\(hash).jpg")?.url == nil)
    #expect(files.rendition(prefix: "..", file: "../../etc/passwd.webp")?.url == nil)
    #expect(files.rendition(prefix: "ab", file: "\(hash.uppercased()).webp")?.url == nil)
  }

  @Test(
    "what camera or agency wrote fills the fields, without the place",
    .enabled(if: Samples.hasVips && Samples.hasExiftool))
  func metadata() async throws {
    try await Samples.withFolder { folder in
      let file = try await Samples.picture(300, 200, as: "jpg", in: folder)
      try await ExternalTool.metadata.run(
        [
          "-codedcharacterset=utf8", "-IPTC:Caption-Abstract=Lũ về trên sông Lam", "-IPTC:By-line=Thu Hà",
          "-IPTC:Credit=TTXVN", "-GPSLatitude=20.1", "-GPSLongitude=105.3", "-overwrite_original", file.path,
        ], seconds: 20)
      let metadata = await PictureMetadata.read(file)
      #expect(metadata == PictureMetadata(caption: "Lũ về trên sông Lam", credit: "Thu Hà/TTXVN"))
      let made = try await RenditionMaker(files: PictureFiles(folder: folder)).make(
        from: file, width: 300, height: 200, focalX: 0.5, focalY: 0.5)
      for rendition in made {
        let tags = try await ExternalTool.metadata.run(
          ["-a", "-G1", PictureFiles(folder: folder).rendition(hash: rendition.hash).path], seconds: 20)
        #expect(!tags.contains("GPS") && !tags.contains("IPTC") && !tags.contains("EXIF"))
      }
    }
  }
}
