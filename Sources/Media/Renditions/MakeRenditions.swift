import Contracts
import Foundation
import Kernel
import Messaging
import Persistence

/// The job that makes a picture ready to be shown.
struct MakeRenditions: Job {
  static let name = "media.renditions"
  let picture: PictureID
}

extension Media {
  /// Pictures up to this size are made within the request that brings them.
  static let pixelsMadeAtOnce = 30_000_000

  /// Makes what a picture lacks. Runs twice without harm: the same picture gives the same files.
  func makeRenditions(of id: PictureID) async throws {
    guard let picture = try await database.read({ try PictureStore.picture(id, on: $0) }) else { return }
    let hasWhole = picture.state == .ready
    let made: [MadeRendition]
    do {
      made = try await RenditionMaker(files: files).make(
        from: files.original(hash: picture.hash, format: picture.format), width: picture.width,
        height: picture.height, focalX: picture.text.focalX, focalY: picture.text.focalY,
        purposes: hasWhole ? [.wide, .square] : Set(RenditionPurpose.allCases))
    } catch ToolFailure.missing {
      // Kept waiting: the schedule tries again once the tool is there.
      return
    } catch is ToolFailure {
      try Task.checkCancellation()
      if !hasWhole { try await database.write { try PictureStore.setState(id, .failed, on: $0) } }
      return
    }
    try await keep(made, of: picture)
  }

  private func keep(_ made: [MadeRendition], of picture: Picture) async throws {
    try await database.write { connection in
      guard let current = try PictureStore.picture(picture.id, lock: true, on: connection) else { return }
      try PictureStore.replaceRenditions(of: picture.id, with: made, on: connection)
      try PictureStore.setState(picture.id, .ready, on: connection)
      if current.text.focalX != picture.text.focalX || current.text.focalY != picture.text.focalY {
        try connection.enqueue(
          MakeRenditions(picture: picture.id), runAt: self.clock.now, key: "media.renditions:\(picture.id)")
      }
      try connection.purge([PageKey.picture(picture.id)])
    }
  }

  /// Makes them now, so that whoever uploads sees the picture; gives up after two seconds and leaves it to the job.
  func makeRenditionsSoon(of id: PictureID) async {
    await withTaskGroup(of: Void.self) { group in
      // What fails here is tried again by the job, which tells of its errors.
      group.addTask { try? await makeRenditions(of: id) }
      group.addTask { try? await Task.sleep(for: .seconds(2)) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Queues pictures that have waited long: a tool was missing, or the program died at the wrong moment.
  func queueWaitingPictures() async throws {
    guard ExternalTool.thumbnailer.isInstalled, ExternalTool.vips.isInstalled else { return }
    let now = clock.now
    try await database.write { connection in
      for id in try PictureStore.waiting(since: now.addingTimeInterval(-300), limit: 200, on: connection) {
        try connection.enqueue(MakeRenditions(picture: id), runAt: now, key: "media.renditions:\(id)")
      }
    }
  }
}
