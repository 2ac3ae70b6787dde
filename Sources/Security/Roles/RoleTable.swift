import Foundation
import Kernel

/// The roles of this installation, from `data/policies/roles.json`.
struct RoleTable: Sendable {
  /// In the order of the file, which is the order in which they are shown.
  let roles: [Role]
  private let byID: [RoleID: Role]

  init(roles: [Role]) {
    self.roles = roles
    byID = Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  init(file: URL) throws {
    let roles = try JSONDecoder().decode([Role].self, from: Data(contentsOf: file))
    guard Set(roles.map(\.id)).count == roles.count, roles.contains(where: { $0.kind == .administrator }) else {
      throw PolicyError.incomplete("\(file.lastPathComponent): a role twice, or no administrator")
    }
    self.init(roles: roles)
  }

  subscript(id: RoleID) -> Role? { byID[id] }

  /// Every permission some role gives.
  var granted: Set<Permission> { roles.reduce(into: []) { $0.formUnion($1.permissions) } }
}
