import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import Search

extension Media {
  /// Changes what is said of a picture and where its focal point lies; a moved focal point cuts it anew.
  func describePicture(_ id: PictureID, _ text: PictureText, by principal: Principal) async throws {
    let moved = try await database.write { connection in
      guard let picture = try PictureStore.picture(id, lock: true, on: connection),
        principal.may(Media.upload, in: picture.organisation)
      else { throw Failure.notFound }
      try text.check()
      guard text != picture.text else { return false }
      try PictureStore.describe(id, text, on: connection)
      try self.indexPicture(
        id, picture.organisation, picture.fileName, text, picture.uploadedAt, on: connection)
      let moved = text.focalX != picture.text.focalX || text.focalY != picture.text.focalY
      if moved {
        try connection.enqueue(
          MakeRenditions(picture: id), runAt: self.clock.now.addingTimeInterval(5), key: "media.renditions:\(id)")
      }
      try connection.purge([PageKey.picture(id)])
      try self.audit.record(
        AuditEntry(
          actor: principal.id, action: "media.picture.describe", subject: "picture/\(id)",
          organisation: picture.organisation), on: connection)
      return moved
    }
    if moved { await makeRenditionsSoon(of: id) }
  }

  /// Tries again to make the renditions of a picture that no tool could read.
  func retryRenditions(of id: PictureID, by principal: Principal) async throws {
    try await database.write { connection in
      guard let picture = try PictureStore.picture(id, lock: true, on: connection),
        principal.may(Media.upload, in: picture.organisation)
      else { throw Failure.notFound }
      guard picture.state == .failed else { return }
      try PictureStore.setState(id, .waiting, on: connection)
      try connection.enqueue(
        MakeRenditions(picture: id), runAt: self.clock.now.addingTimeInterval(5), key: "media.renditions:\(id)")
    }
    await makeRenditionsSoon(of: id)
  }

  func indexPicture(
    _ id: PictureID, _ organisation: OrganisationID, _ fileName: String, _ text: PictureText, _ time: Date,
    on connection: any Connection
  ) throws {
    try search.put(
      SearchDocument(
        scope: Self.searchScope(organisation), id: id.rawValue, title: text.caption, summary: text.alt,
        body: "\(text.credit)\n\(fileName)", time: time), on: connection)
  }

  static func searchScope(_ organisation: OrganisationID) -> String { "pictures:\(organisation)" }
}
