import Foundation
import Kernel
import Persistence
import Web

extension Programme {
  /// Attaches the signed paper (a scan, or a PKCS#7 file) to an approved report, which then is signed; further papers may
  /// follow until it is sent.
  func attachSigned(_ id: ReportID, _ file: UploadedFile, signedOn day: CivilDate, by principal: Principal) async throws
  {
    guard day <= clock.today else { throw Failure.invalid(["signed-on": "Ngày ký không thể ở sau hôm nay"]) }
    let ending = (file.filename.split(separator: ".").last.map(String.init) ?? "").lowercased()
    let isSignature = ["p7s", "p7m"].contains(ending)
    guard isSignature || ["pdf", "png", "jpg", "jpeg"].contains(ending) else {
      throw Failure.invalid(["signed": "Chọn bản ký: pdf, ảnh quét (png, jpg) hoặc tệp chữ ký số (p7s, p7m)"])
    }
    let seen: SignedFile.Seen = try SignedFile.look(at: file.url, ending: ending)
    let record = try await database.read { connection -> ReportRecord in
      let (record, _) = try Self.worked(id, by: principal, isKept: false, on: connection)
      guard record.state == .approved || record.state == .signed else {
        throw Failure.conflict("Chỉ gắn bản ký vào báo cáo đã duyệt và chưa gửi.")
      }
      return record
    }
    let paper = try keep(
      file, subject: .report(id.rawValue), plan: record.plan, organisation: record.organisation, by: principal)
    try await database.write { connection in
      var (record, _) = try Self.worked(id, by: principal, on: connection)
      guard record.state == .approved || record.state == .signed else {
        throw Failure.conflict("Chỉ gắn bản ký vào báo cáo đã duyệt và chưa gửi.")
      }
      try EvidenceStore.insert(paper, on: connection)
      try ReportStore.add(
        paper: paper.id, isSignature ? "pkcs7" : "scan", seen: seen.rawValue, to: id, on: connection)
      record.state = .signed
      record.signedOn = day
      record.head.date = record.head.date ?? day
      record.updatedAt = clock.now
      try ReportStore.update(record, on: connection)
      try ReportStore.add("sign", to: id, words: paper.name, by: principal, at: clock.now, on: connection)
      try auditReport(
        ReportMove.sign.action, record, by: principal, detail: ["sha256": paper.sha256], on: connection)
    }
  }
}

/// Looks at what a signed file is. It never says that a signature is valid: nothing here checks certificates.
enum SignedFile {
  enum Seen: String, Codable, Sendable {
    /// DER of PKCS#7 SignedData (RFC 2315, 5652).
    case signedData = "signed-data"
    /// A PDF with a signature field of the kind `adbe.pkcs7` or `ETSI.CAdES`.
    case signedPDF = "signed-pdf"
    case plainPDF = "plain-pdf"
    case picture

    var phrase: Phrase {
      switch self {
      case .signedData: "Có cấu trúc chữ ký số PKCS#7; chương trình không kiểm tra tính hợp lệ của chữ ký"
      case .signedPDF: "PDF có trường chữ ký số; chương trình không kiểm tra tính hợp lệ của chữ ký"
      case .plainPDF: "PDF không có trường chữ ký số (bản quét)"
      case .picture: "Ảnh quét"
      }
    }
  }

  static func look(at file: URL, ending: String) throws -> Seen {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    let start = Array(try handle.read(upToCount: 4096) ?? Data())
    switch ending {
    case "p7s", "p7m":
      guard isSignedData(start) else {
        throw Failure.invalid(["signed": "Tệp không có cấu trúc chữ ký số PKCS#7 (SignedData)"])
      }
      return .signedData
    case "pdf":
      guard start.starts(with: Array("%PDF-".utf8)) else { throw Failure.invalid(["signed": "Tệp không phải PDF"]) }
      return try hasSignatureField(handle) ? .signedPDF : .plainPDF
    default:
      let isPNG = start.starts(with: [0x89, 0x50, 0x4E, 0x47])
      guard isPNG || start.starts(with: [0xFF, 0xD8, 0xFF]) else {
        throw Failure.invalid(["signed": "Tệp không phải ảnh PNG hoặc JPEG"])
      }
      return .picture
    }
  }

  /// `SEQUENCE { OBJECT IDENTIFIER 1.2.840.113549.1.7.2, [0] … }` in DER or BER, also as PEM.
  static func isSignedData(_ bytes: [UInt8]) -> Bool {
    let identifier: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
    if bytes.starts(with: Array("-----BEGIN".utf8)) {
      let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      let kind = lines.first ?? ""
      guard kind.contains("PKCS7") || kind.contains("CMS") else { return false }
      let body = lines.dropFirst().prefix { !$0.hasPrefix("-----") }.prefix(4).joined()
      return Data(base64Encoded: String(body.prefix(body.count / 4 * 4))).map { isSignedData(Array($0)) } ?? false
    }
    guard bytes.count > 24, bytes[0] == 0x30 else { return false }
    let lengthBytes = bytes[1] < 0x80 || bytes[1] == 0x80 ? 0 : Int(bytes[1] & 0x7F)
    let start = 2 + lengthBytes
    guard lengthBytes <= 4, bytes.count > start + identifier.count else { return false }
    return Array(bytes[start..<(start + identifier.count)]) == identifier && bytes[start + identifier.count] == 0xA0
  }

  private static func hasSignatureField(_ handle: FileHandle) throws -> Bool {
    try handle.seek(toOffset: 0)
    var before = Data()
    while let part = try handle.read(upToCount: 1 << 20), !part.isEmpty {
      let window = before + part
      if ["adbe.pkcs7", "ETSI.CAdES", "ETSI.RFC3161"].contains(where: { window.range(of: Data($0.utf8)) != nil }) {
        return true
      }
      before = part.suffix(16)
    }
    return false
  }
}
