import Contracts
package import Foundation
package import Kernel
import Persistence

extension Intake {
  /// Lays a feed into a folder source of that name, opened where the agency has none, and reads it: what a partner's
  /// program does that puts files on the server. For the command line and the demo.
  package func receive(
    _ file: URL, from name: String, to organisation: OrganisationID, by principal: Principal
  ) async throws {
    try principal.require(Newsroom.manageInbox, in: organisation)
    let address = Slug.make(name, limit: 60)
    let known = try await newsroom.database.read {
      try SourceStore.find(.folder, address, of: organisation, on: $0)
    }
    let id: InboxSourceID
    if let known {
      id = known.id
    } else {
      let new = NewSource(name: name, address: address, interval: 3_600)
      id = try await addSource(.folder, new, to: organisation, by: principal)
    }
    let target = files.dropFolder(address, of: organisation).appendingPathComponent(file.lastPathComponent)
    try await Disk.run {
      if FileManager.default.fileExists(atPath: target.path) { try FileManager.default.removeItem(at: target) }
      try FileManager.default.copyItem(at: file, to: target)
    }
    try await fetch(id)
  }
}
