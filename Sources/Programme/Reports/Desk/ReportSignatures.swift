import Foundation
import Kernel
import OfficeDocuments
import Web

/// A signed paper of a report: what was checked of its signatures, and what was not.
struct ReportSignatures: Sendable {
  let paper: ReportPaperFile
  /// As whoever attached it said.
  let signedOn: CivilDate?
  let t: Translator

  var html: HTML {
    let seen = SignedFile.Seen(rawValue: paper.seen).map { t($0.phrase) } ?? ""
    return """
      <li><a href="\(url: ProgrammePath.evidence(paper.evidence))">\(paper.name)</a><br>\
      <span class="quiet">\(seen)</span>\(paper.findings.map(finding))\(unchecked)</li>
      """
  }

  /// Of papers attached before signatures were looked at.
  private var unchecked: HTML {
    guard paper.findings.isEmpty, ["signed-data", "signed-pdf"].contains(paper.seen) else { return .empty }
    return "<p>\(StateWord.html(t("Chưa kiểm chữ ký"), .draft))</p>"
  }

  private func finding(_ one: SignatureFinding) -> HTML {
    let (word, kind) = Self.word(one.outcome)
    let lines = told(one).map { "<p>\($0)</p>" as HTML }
    return """
      <div class="report-signature"><p>\(StateWord.html(t(word), kind))</p>\(lines)\(one.signers.map(signer))</div>
      """
  }

  private static func word(_ outcome: SignatureFinding.Outcome) -> (Phrase, StateWord.Kind) {
    switch outcome {
    case .sound: ("Chữ ký khớp nội dung", .done)
    case .broken: ("Chữ ký không khớp nội dung", .off)
    case .unmatched: ("Chưa đối chiếu được chữ ký", .waiting)
    case .unchecked: ("Chưa kiểm được chữ ký", .waiting)
    }
  }

  private func told(_ one: SignatureFinding) -> [String] {
    var lines: [String] = []
    if one.outcome == .unmatched {
      lines.append(
        t(
          "Chữ ký rời này không khớp PDF của báo cáo, cũng không khớp tệp nào đã gắn trước. Nếu đã ký trên tệp khác, hãy gắn tệp đó rồi gắn lại chữ ký."
        ))
    }
    if let reason = one.reason { lines.append(t(Self.words(of: reason))) }
    switch one.coversWhole {
    case true?: lines.append(t("Chữ ký bao toàn bộ tệp."))
    case false?: lines.append(t("Chữ ký chỉ bao một phiên bản trước của tệp; phần thêm sau đó không thuộc chữ ký này."))
    case nil: break
    }
    if one.outcome == .sound, one.coversWhole == nil {
      switch one.content {
      case Programme.reportPDF?: lines.append(t("Ký trên đúng PDF của báo cáo này."))
      case let name?: lines.append(t("Ký trên tệp “\(name)” đã gắn."))
      case nil:
        lines.append(t("Nội dung được ký nằm trong tệp, không trùng từng byte với PDF của báo cáo hay tệp nào đã gắn."))
      }
    }
    return lines
  }

  static func words(of reason: SignatureFinding.Reason) -> Phrase {
    switch reason {
    case .content: "Nội dung đã đổi sau khi ký, hoặc chữ ký không thuộc chứng thư đi kèm."
    case .range: "Phạm vi ký ghi trong PDF không bao đúng tệp."
    case .noCertificate: "Tệp không kèm chứng thư của người ký."
    case .noProgram: "Máy chủ chưa cài openssl, nên chưa kiểm."
    case .kind: "Kiểu chữ ký này chương trình không kiểm."
    case .timestamp: "Dấu thời gian của một dịch vụ; chương trình không kiểm."
    case .unreadable: "Không đọc được chữ ký, hoặc chữ ký dùng thuật toán chương trình không biết."
    }
  }

  private func signer(_ one: SignatureFinding.Signer) -> HTML {
    let (from, until) = (one.validFrom.map { CivilDate($0) }, one.validUntil.map { CivilDate($0) })
    let lines: [(String, String)] = [
      (t("Tên trong chứng thư"), one.name), (t("Đơn vị"), one.organisation), (t("Nơi cấp chứng thư"), one.issuer),
      (
        t("Chứng thư có hiệu lực"), from.flatMap { from in until.map { "\(from.vietnamese) – \($0.vietnamese)" } } ?? ""
      ),
      (t("Số chứng thư"), one.serial),
    ]
    let rows = lines.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML }
    let isOutside = signedOn.map { day in from.map { day < $0 } ?? false || until.map { $0 < day } ?? false } ?? false
    let outside: HTML = "<p>\(StateWord.html(t("Ngày ký nằm ngoài hạn chứng thư"), .off))</p>"
    return """
      <dl class="facts">\(rows)</dl><p>\(t(Self.words(of: one.chain)))</p>\(isOutside ? outside : .empty)
      """
  }

  static func words(of chain: SignatureFinding.Signer.Chain) -> Phrase {
    switch chain {
    case .unchecked:
      "Chuỗi tin cậy chưa kiểm: tên trên là do chứng thư ghi, chưa chứng tỏ chứng thư do một tổ chức được công nhận cấp. Chưa kiểm việc thu hồi."
    case .trusted: "Chứng thư nối tới một tổ chức chứng thực mà hệ thống này tin. Chưa kiểm việc thu hồi."
    case .untrusted:
      "Chứng thư không nối tới tổ chức chứng thực nào mà hệ thống này tin, hoặc đã hết hạn hôm gắn tệp. Chưa kiểm việc thu hồi."
    }
  }
}
