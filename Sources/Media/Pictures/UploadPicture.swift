package import Contracts
package import Foundation
package import Kernel
import Messaging
import Persistence

/// What is said of a picture that is added by the program itself.
package struct PictureWords: Sendable {
  /// Chú thích; may be empty.
  package var caption: String
  /// Nguồn ảnh, tác giả; may be empty.
  package var credit: String
  /// What it shows, for those who do not see it; may be empty.
  package var alt: String

  /// Checked when the picture is added, not here.
  package init(caption: String = "", credit: String = "", alt: String = "") {
    self.caption = caption
    self.credit = credit
    self.alt = alt
  }
}

extension Media {
  /// Takes a picture into an organisation's library and tries to have it ready to be seen at once. The same bytes a second
  /// time are the same picture, with the words it already has.
  ///
  /// - Parameters:
  ///   - file: moved into the library; on the same file system as the data folder that costs nothing.
  ///   - words: what is said of it; nil takes what camera or agency wrote into the file.
  package func addPicture(
    _ file: URL, named fileName: String, words: PictureWords? = nil, to organisation: OrganisationID,
    by principal: Principal
  ) async throws -> PictureID {
    try principal.require(Media.upload, in: organisation)
    let received = try await ReceivedPicture.examine(file, named: fileName)
    let text = try await firstText(of: received, words)
    let files = files
    try await Blocking.run {
      try files.keepOriginal(received.file, hash: received.hash, format: received.header.format)
    }
    let isSmall = received.header.pixels <= Self.pixelsMadeAtOnce
    let (id, isNew) = try await database.write { connection in
      try self.keep(received, text, organisation, principal, isSmall: isSmall, on: connection)
    }
    if isNew, isSmall { await makeRenditionsSoon(of: id) }
    return id
  }

  private func firstText(of received: ReceivedPicture, _ words: PictureWords?) async throws -> PictureText {
    if let words {
      let text = PictureText(caption: words.caption, credit: words.credit, alt: words.alt)
      try text.check()
      return text
    }
    let metadata = await PictureMetadata.read(received.file)
    return PictureText(caption: metadata.caption, credit: metadata.credit)
  }

  private func keep(
    _ received: ReceivedPicture, _ text: PictureText, _ organisation: OrganisationID, _ principal: Principal,
    isSmall: Bool, on connection: any Connection
  ) throws -> (id: PictureID, isNew: Bool) {
    if let known = try PictureStore.picture(hash: received.hash, in: organisation, on: connection) {
      return (known.id, false)
    }
    let id = PictureID.new()
    let now = clock.now
    try PictureStore.insert(
      id, received, text: text, organisation: organisation, by: principal.id, at: now, on: connection)
    try indexPicture(id, organisation, received.fileName, text, now, on: connection)
    // A small picture is made within the request; the job is then only there in case that fails.
    try connection.enqueue(
      MakeRenditions(picture: id), runAt: isSmall ? now.addingTimeInterval(5) : now, key: "media.renditions:\(id)")
    try audit.record(
      AuditEntry(
        actor: principal.id, action: Media.upload.rawValue, subject: "picture/\(id)", organisation: organisation,
        detail: ["hash": received.hash, "bytes": "\(received.bytes)"]), on: connection)
    return (id, true)
  }
}
