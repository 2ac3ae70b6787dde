import Contracts
import Kernel
import OfficeDocuments

/// The certificate of a published result as a paper in the state's layout; number, symbol and signature are left to be
/// written in by the body that issues it.
struct CertificatePaper {
  let file: EntryFile
  let result: MaturityResult
  /// The body that ran the cycle.
  let issuer: OrganisationProfile?

  var paper: OfficePaper {
    let cycle = file.cycle
    let level = result.level == nil ? "ngưỡng chưa xác minh" : result.levelName
    let facts: [(String, String)] = [
      ("Năm", String(cycle.year)), ("Tổng điểm", "\(result.total.text)/\(file.scheme.version.maximum.text)"),
      ("Mức", level), ("Khối", result.bloc.phrase.vietnamese), ("Hạng trong khối", "\(result.rank)/\(result.rankOf)"),
      ("Bộ chỉ số", file.scheme.version.decision), ("Quyết định công nhận", cycle.decision),
    ].filter { !$0.1.isEmpty }
    return OfficePaper(
      head: .init(
        superior: issuer?.governingBodyName, issuer: issuer?.name ?? "", symbol: "",
        place: issuer?.provinceName ?? "……",
        date: cycle.publishedAt.map { CivilDate($0) }, year: cycle.year),
      kind: "Giấy chứng nhận", abstract: "Kết quả đánh giá mức độ trưởng thành chuyển đổi số báo chí",
      blocks: [
        .paragraph(OfficeText(result.name, isBold: true)),
        .table(
          PaperTable(
            columns: [.init(.left, weight: 1), .init(.left, weight: 2)], header: [],
            rows: facts.map { [OfficeText($0.0), OfficeText($0.1, isBold: true)] })),
        .paragraph(OfficeText("SHA-256 \(cycle.digest)", isItalic: true)),
      ], signature: .init(["THỦ TRƯỞNG CƠ QUAN"]), filing: nil)
  }
}
