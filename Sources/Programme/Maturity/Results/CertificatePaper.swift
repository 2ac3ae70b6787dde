import Contracts
import Foundation
import Kernel
import OfficeDocuments

/// The certificate of a published result. Only what the platform itself published makes one; its number and signature are
/// left to be written in by the body that issues it.
struct CertificatePaper {
  let file: EntryFile
  let result: MaturityResult
  /// The body that ran the cycle.
  let issuer: OrganisationProfile?
  /// The letters of the issuer in its papers' symbols: `SVHTTDL`.
  let symbol: String

  var certificate: OfficeCertificate {
    let cycle = file.cycle
    let name = issuer?.name ?? ""
    return OfficeCertificate(
      superior: issuer?.governingBodyName, issuer: name, symbol: symbol.isEmpty ? "GCN" : "GCN-\(symbol)",
      place: Self.province(issuer?.provinceName ?? name), date: cycle.publishedAt.map { CivilDate($0) },
      year: cycle.year, title: "Giấy chứng nhận",
      abstract: "Mức độ trưởng thành chuyển đổi số báo chí năm \(cycle.year)",
      certifier: Self.certifier(name), name: result.name, statement: statement,
      facts: file.scheme.pillars.map { pillar in
        let own = file.of(pillar)
        let points = own.compactMap { $0.score?.givenPoints }.sum
        return .init(pillar.name, "\(points.text)/\(own.map(\.criterion.maximum).sum.text)")
      }, capacity: [Self.capacity(name)], note: note)
  }

  /// `đạt 90,13 trên 100,00 điểm, mức Xuất sắc, hạng 1 trong 12 cơ quan khối Báo địa phương`. A level that no confirmed
  /// cut-off gives is not written on a paper that people sign.
  private var statement: String {
    let level = result.level == nil ? "" : ", mức \(result.levelName)"
    let tied = result.isTied ? "đồng hạng" : "hạng"
    return """
      Đạt \(result.total.text) trên \(file.scheme.version.maximum.text) điểm\(level), \(tied) \(result.rank) trong \
      \(result.rankOf) cơ quan khối \(result.bloc.phrase.vietnamese)
      """
  }

  private var note: String {
    let cycle = file.cycle
    let decision = cycle.decision.isEmpty ? "" : "Công nhận tại \(cycle.decision). "
    return """
      \(decision)Đánh giá theo bộ chỉ số ban hành tại Quyết định \(file.scheme.version.decision). Mã băm SHA-256 của kết quả đã \
      công bố: \(cycle.digest)
      """
  }

  /// `Lam Giang` of `Sở Văn hóa, Thể thao và Du lịch tỉnh Lam Giang`.
  static func province(_ name: String) -> String {
    for word in ["tỉnh ", "thành phố ", "Tỉnh ", "Thành phố "] {
      if let found = name.range(of: word, options: .backwards) { return String(name[found.upperBound...]) }
    }
    return name.hasPrefix("Sở") || name.isEmpty ? "……" : name
  }

  /// Departments are led by a director, offices of ministries (cục) by a head.
  static func capacity(_ body: String) -> String {
    if body.hasPrefix("Sở") { return "GIÁM ĐỐC" }
    if body.hasPrefix("Cục") { return "CỤC TRƯỞNG" }
    return "THỦ TRƯỞNG CƠ QUAN"
  }

  private static func certifier(_ body: String) -> String {
    capacity(body) == "THỦ TRƯỞNG CƠ QUAN" ? body : "\(capacity(body)) \(body)"
  }
}
