import Contracts
import Foundation
import Kernel
import NIOCore
import Persistence

extension Media {
  /// Takes a picture into an organisation's library and tries to have it ready to be seen at once.
  ///
  /// The same bytes a second time are the same picture, with the words it already has.
  func uploadPicture<Chunks: AsyncSequence>(
    _ chunks: Chunks, named fileName: String, to organisation: OrganisationID, by principal: Principal
  ) async throws -> PictureID where Chunks.Element == ByteBuffer {
    try principal.require(Media.upload, in: organisation)
    let folder = try files.makeWorkFolder()
    defer { files.remove(folder) }
    let received = try await PictureReceiver(files: files).receive(chunks, named: fileName, into: folder)
    let metadata = await PictureMetadata.read(received.file)
    let text = PictureText(caption: metadata.caption, credit: metadata.credit)
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
