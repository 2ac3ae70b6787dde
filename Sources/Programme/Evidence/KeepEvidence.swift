import Contracts
import Crypto
import Foundation
import Kernel
import Persistence
import Web

/// Takes evidence in. Who may add it to what is for the caller to say: a figure, a task, a score have their own rules.
extension Programme {
  static let largestEvidence = 50 << 20
  /// What people prove things with: papers, tables, pictures, signed papers.
  static let evidenceTypes: Set<String> = [
    "pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "csv", "txt", "png", "jpg", "jpeg", "webp", "p7s", "p7m", "zip",
  ]

  /// An uploaded file, moved to where evidence is kept, under a name of our own; the row is for the caller's transaction.
  func keep(
    _ file: UploadedFile, subject: EvidenceSubject, plan: PlanID?, organisation: OrganisationID, by principal: Principal
  ) throws -> Evidence {
    let ending = (file.filename.split(separator: ".").last.map(String.init) ?? "").lowercased()
    guard Self.evidenceTypes.contains(ending) else {
      throw Failure.invalid([
        "evidence": "Tệp phải là văn bản, bảng tính, ảnh, tệp nén hoặc chữ ký số (pdf, docx, xlsx, png, p7s…)"
      ])
    }
    guard file.size > 0 else { throw Failure.invalid(["evidence": "Tệp minh chứng trống, không có nội dung"]) }
    guard file.size <= Self.largestEvidence else { throw Failure.tooLarge(limit: Self.largestEvidence) }
    let name = "\(UUIDv7.shared.next()).\(ending)"
    let place = folder.appendingPathComponent("evidence/\(name.prefix(8))", isDirectory: true)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let digest = try Self.digest(of: file.url)
    try FileManager.default.moveItem(at: file.url, to: place.appendingPathComponent(name))
    return Evidence(
      subject: subject, plan: plan, organisation: organisation, kind: .file, name: SafeFilename.make(file.filename),
      value: "\(name.prefix(8))/\(name)", mediaType: "", size: file.size, sha256: digest, by: principal, at: clock.now)
  }

  /// Takes the files of evidence away again where what they prove is refused.
  func discarding(_ proofs: [Evidence], _ write: () async throws -> Void) async throws {
    do {
      try await write()
    } catch {
      discard(proofs)
      throw error
    }
  }

  /// Takes files of evidence away that no row names: of what was refused, or was sent twice.
  func discard(_ proofs: [Evidence]) {
    for proof in proofs where proof.kind == .file {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent("evidence/\(proof.value)"))
    }
  }

  /// Takes away the files that a form sent twice brought once more: what it proves was written the first time.
  func discardRepeated(_ proofs: [Evidence]) async throws {
    let ids = proofs.filter { $0.kind == .file }.map(\.id)
    guard !ids.isEmpty else { return }
    let kept: [EvidenceID] = try await database.read {
      try $0.values("SELECT id FROM plan_evidence WHERE id IN \(list: ids)")
    }
    discard(proofs.filter { !kept.contains($0.id) })
  }

  /// An address elsewhere, a path of ours, or words; nil where nothing was typed.
  func evidence(
    typed text: String, name: String, subject: EvidenceSubject, plan: PlanID?, organisation: OrganisationID,
    by principal: Principal
  ) throws -> Evidence? {
    guard !text.isEmpty else { return nil }
    guard text.count <= 4000, name.count <= 300 else { throw Failure.invalid(["evidence": "Minh chứng dài quá"]) }
    let isAddress = text.hasPrefix("https://") || text.hasPrefix("http://")
    let isPage = SafeURL.local(text) != nil
    guard !isAddress || SafeURL.isSafe(text) else { throw Failure.invalid(["evidence": "Địa chỉ không dùng được"]) }
    return Evidence(
      subject: subject, plan: plan, organisation: organisation, kind: isAddress ? .address : isPage ? .page : .words,
      name: name.isEmpty ? String(text.prefix(120)) : name, value: text, by: principal, at: clock.now)
  }

  private static func digest(of file: URL) throws -> String {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    var hash = SHA256()
    while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty { hash.update(data: part) }
    return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
