import Foundation
import Kernel
import OfficeDocuments
import Persistence
import Web

extension Programme {
  /// Attaches the signed paper (a scan, or a PKCS#7 file) to an approved report, which then is signed; further papers may
  /// follow until it is sent.
  func attachSigned(
    _ id: ReportID, _ file: UploadedFile, signedOn day: CivilDate, once: FormNumber? = nil, by principal: Principal
  ) async throws {
    guard day <= clock.today else { throw Failure.invalid(["signed-on": "Ngày ký không thể ở sau hôm nay"]) }
    // Nothing is signed before there is something to sign; a slip of a year is one.
    guard day.year >= 2000 else { throw Failure.invalid(["signed-on": "Ngày ký không hợp lệ"]) }
    let ending = (file.filename.split(separator: ".").last.map(String.init) ?? "").lowercased()
    let isSignature = ["p7s", "p7m"].contains(ending)
    guard isSignature || ["pdf", "png", "jpg", "jpeg"].contains(ending) else {
      throw Failure.invalid(["signed": "Chọn bản ký: pdf, ảnh quét (png, jpg) hoặc tệp chữ ký số (p7s, p7m)"])
    }
    let seen: SignedFile.Seen = try SignedFile.look(at: file.url, ending: ending)
    let (record, papers) = try await database.read { connection -> (ReportRecord, [ReportPaperFile]) in
      let (record, _) = try Self.worked(id, by: principal, isKept: false, on: connection)
      guard record.state == .approved || record.state == .signed else {
        throw Failure.conflict("Chỉ gắn bản ký vào báo cáo đã duyệt và chưa gửi.")
      }
      guard day >= record.from else { throw Failure.invalid(["signed-on": "Ngày ký không thể ở trước kỳ báo cáo"]) }
      return (record, try ReportStore.papers(of: id, on: connection))
    }
    let findings = try await check(file.url, seen, record, papers)
    // A file that was changed after it was signed is no signed paper; one that cannot be looked at may be.
    guard !findings.contains(where: { $0.outcome == .broken }) else {
      throw Failure.invalid([
        "signed":
          "Chữ ký trong tệp không khớp nội dung tệp: tệp đã bị sửa sau khi ký, hoặc không tải đủ. Hãy lấy lại tệp từ người ký"
      ])
    }
    let paper = try keep(
      file, subject: .report(id.rawValue), plan: record.plan, organisation: record.organisation, by: principal)
    // A paper that is refused after all leaves no file behind.
    try await discarding([paper]) {
      let kept = try await database.write(once: once, at: clock.now) { connection -> EvidenceID in
        var (record, _) = try Self.worked(id, by: principal, on: connection)
        guard record.state == .approved || record.state == .signed else {
          throw Failure.conflict("Chỉ gắn bản ký vào báo cáo đã duyệt và chưa gửi.")
        }
        try EvidenceStore.insert(paper, on: connection)
        try ReportStore.add(
          paper: paper.id, isSignature ? "pkcs7" : "scan", seen: seen.rawValue, findings: findings, to: id,
          on: connection
        )
        record.state = .signed
        record.signedOn = day
        record.head.date = record.head.date ?? day
        record.updatedAt = clock.now
        try ReportStore.update(record, on: connection)
        try ReportStore.add("sign", to: id, words: paper.name, by: principal, at: clock.now, on: connection)
        try auditReport(
          ReportMove.sign.action, record, by: principal,
          detail: ["sha256": paper.sha256, "signatures": findings.map(\.outcome.rawValue).joined(separator: " ")],
          on: connection)
        return paper.id
      }
      // The same form sent twice: the first one's file is the paper.
      if kept != paper.id { discard([paper]) }
    }
  }
}

extension Programme {
  /// Certificates of authorities that this house believes, put there by whoever runs it.
  var signatures: SignatureChecker { SignatureChecker(trust: folder.appendingPathComponent("trust")) }

  /// A signature within a PDF is of the PDF; one in a file of its own is of the report's PDF or of a paper attached before.
  private func check(
    _ file: URL, _ seen: SignedFile.Seen, _ record: ReportRecord, _ papers: [ReportPaperFile]
  ) async throws -> [SignatureFinding] {
    switch seen {
    case .plainPDF, .picture: return []
    case .signedPDF: return try await signatures.pdf(at: file)
    case .signedData:
      var contents = try await drawn(record)
      contents += papers.filter { $0.kind == "scan" }.map {
        .init($0.name, file: folder.appendingPathComponent("evidence/\($0.place)"))
      }
      return [try await signatures.message(at: file, contents: contents)]
    }
  }

  /// The report's PDF as it can have been taken to whoever signed: with the date it has, and as it was before the first signed
  /// paper gave it one. Without the program that makes it there is none to compare with.
  private func drawn(_ record: ReportRecord) async throws -> [SignatureChecker.Content] {
    var versions = [record]
    if record.signedOn != nil, record.head.date == record.signedOn {
      versions.append(record)
      versions[1].head.date = nil
    }
    let document = reportTypes.type(record.type)?.document ?? ""
    var contents: [SignatureChecker.Content] = []
    for version in versions {
      do {
        contents.append(
          .init(Self.reportPDF, data: try await ReportPaper(record: version, document: document).paper.pdf()))
      } catch PaperFailure.missing {
        return []
      }
    }
    return contents
  }

  /// How a finding names the report's own PDF.
  static let reportPDF = "report.pdf"
}

/// Looks at what kind of file a signed one is, by its first bytes.
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
      case .signedData: "Tệp chữ ký số (PKCS#7)"
      case .signedPDF: "PDF có chữ ký số"
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
