package import Contracts
import Foundation
import Kernel
import Persistence

/// The rights on record of pictures, sound and video.
extension Media: RightsRegister {
  /// What is on record, by the asset's ID; one statement, so no more IDs than a page has.
  package func rights(of assets: [String]) async throws -> [String: AssetRights] {
    guard !assets.isEmpty else { return [:] }
    return try await database.read { try Self.rights(of: assets, on: $0) }
  }

  static func rights(of assets: [String], on connection: any Connection) throws -> [String: AssetRights] {
    let rows: [RightsRow] = try connection.all(
      """
      SELECT asset, basis, holder, expires, terms FROM asset_rights WHERE asset IN \(list: assets)
      LIMIT \(assets.count)
      """)
    return Dictionary(rows.map { ($0.asset, $0.rights) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes down until when and how a picture or clip may be used.
  func setRights(_ rights: AssetRights, of picture: PictureID, by principal: Principal) async throws {
    try await database.write { connection in
      guard let known = try PictureStore.picture(picture, lock: true, on: connection),
        principal.may(Media.upload, in: known.organisation)
      else { throw Failure.notFound }
      try self.put(rights, of: picture.rawValue, "picture", known.organisation, by: principal, on: connection)
    }
  }

  func setRights(_ rights: AssetRights, of clip: ClipID, by principal: Principal) async throws {
    try await database.write { connection in
      guard let known = try ClipStore.find(clip, lock: true, on: connection),
        principal.may(Media.upload, in: known.organisation)
      else { throw Failure.notFound }
      try self.put(rights, of: clip.rawValue, "clip", known.organisation, by: principal, on: connection)
    }
  }

  private func put(
    _ rights: AssetRights, of asset: String, _ kind: String, _ organisation: OrganisationID, by principal: Principal,
    on connection: any Connection
  ) throws {
    var errors: [String: Phrase] = [:]
    for (field, text, limit) in [("basis", rights.basis, 60), ("holder", rights.holder, 200)] where text.count > limit {
      errors[field] = "Dài quá \(limit) ký tự"
    }
    if rights.terms.count > 2_000 { errors["terms"] = "Điều kiện sử dụng dài quá 2000 ký tự" }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    try connection.execute(
      """
      INSERT INTO asset_rights (asset, organisation, basis, holder, expires, terms)
      VALUES (\(asset), \(organisation), \(rights.basis), \(rights.holder), \(rights.expires), \(rights.terms))
      ON CONFLICT (asset) DO UPDATE SET basis = excluded.basis, holder = excluded.holder, expires = excluded.expires,
        terms = excluded.terms
      """)
    try audit.record(
      AuditEntry(
        actor: principal.id, action: "media.rights", subject: "\(kind)/\(asset)", organisation: organisation,
        detail: ["basis": rights.basis, "expires": rights.expires?.description ?? ""]), on: connection)
  }
}

private struct RightsRow: Sendable, RowDecodable {
  let asset: String
  let rights: AssetRights

  init(row: Row) throws {
    asset = try row["asset"]
    rights = AssetRights(
      basis: try row["basis"], holder: try row["holder"], expires: try row["expires"], terms: try row["terms"])
  }
}
