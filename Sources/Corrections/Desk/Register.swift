import Contracts
import Foundation
import Kernel
import Persistence

extension Corrections {
  /// The register of an agency's cases of one year, for the authority: CSV (RFC 4180) in UTF-8 with a byte order mark,
  /// so that spreadsheets read the Vietnamese.
  func register(of organisation: OrganisationID, year: Int, for principal: Principal) async throws -> String {
    try principal.require(Self.read, in: organisation)
    guard (2000...2100).contains(year) else { throw Failure.notFound }
    let people = try await people.people(in: organisation)
    let names = Dictionary(people.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let head: [Phrase] = [
      "Số hồ sơ", "Loại", "Căn cứ mở", "Tác phẩm", "Loại hình", "Chuyên mục", "Số báo", "Ngày đăng, phát",
      "Luật áp dụng",
      "Người, cơ quan", "Ngày bắt đầu", "Ngày biết là sai", "Các hạn", "Ngày đăng cải chính, phản hồi", "Số tin",
      "Trạng thái", "Kết quả", "Người giữ hồ sơ",
    ]
    return try await database.read { connection in
      var lines = [head.map(\.vietnamese)]
      var last = 0
      while true {
        let part = try CaseStore.register(of: organisation, year: year, after: last, limit: 200, on: connection)
        let steps = try StepStore.steps(of: part.map(\.id), on: connection)
        let rounds = try RoundStore.rounds(of: part.map(\.id), on: connection)
        let notices = try NoticeStore.of(cases: part.map(\.id), on: connection)
        for record in part {
          let clocks = clocks(record, steps[record.id] ?? [], rounds[record.id] ?? [])
          lines.append(line(record, clocks, notices[record.id] ?? [], names[record.responsible] ?? ""))
        }
        guard part.count == 200, let number = part.last?.number else { break }
        last = number
      }
      return "\u{FEFF}" + lines.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
    }
  }

  private func line(
    _ record: CaseRecord, _ clocks: [CaseClock], _ notices: [NoticeRecord], _ keeper: String
  ) -> [String] {
    let work = record.work
    let open: Phrase = "Đang mở"
    let closed: Phrase = "Đã đóng"
    let who = record.detail.hidesIdentity ? "" : record.detail.who
    return [
      record.label, record.kind.phrase.vietnamese, record.kind == .correction ? record.origin.phrase.vietnamese : "",
      work?.title ?? "", work?.medium.phrase.vietnamese ?? "", work?.section ?? "", work?.issue ?? "",
      work?.date.vietnamese ?? "", regimes.regime(on: record.lawDay).name, who, record.startedOn.vietnamese,
      record.detail.foundOn?.vietnamese ?? "", clocks.map(words).joined(separator: "; "),
      notices.map { VietnamTime.dateAndClock($0.publishedAt) }.joined(separator: "; "),
      notices.map(\.number).joined(separator: "; "),
      (record.state == .open ? open : closed).vietnamese, record.outcome, keeper,
    ]
  }

  private func words(_ clock: CaseClock) -> String {
    let state: Phrase =
      switch clock.state {
      case .waiting: "Chưa chạy"
      case .running: "Còn hạn"
      case .soon: "Sắp đến hạn"
      case .late: "Trễ hạn"
      case .inTime: "Đúng hạn"
      case .doneLate: "Xong nhưng trễ"
      case .unknown: "Đã làm"
      }
    return [clock.rule.id, clock.dueOn?.vietnamese ?? "", state.vietnamese].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// A cell; what a spreadsheet would take for a formula gets an apostrophe before it.
  static func cell(_ text: String) -> String {
    // Scalar by scalar, as spreadsheets read it: a `Character` may join `,` or `"` with an invisible scalar beside it.
    var scalars = Array(text.unicodeScalars)
    if let first = scalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) { scalars.insert("'", at: 0) }
    let isQuoted = scalars.contains {
      ",;\"\r\n\t".unicodeScalars.contains($0) || $0.value == 0x85 || $0.value == 0x2028
    }
    var cell = String.UnicodeScalarView()
    if isQuoted { cell.append("\"") }
    for scalar in scalars {
      if scalar == "\"" { cell.append(scalar) }
      cell.append(scalar)
    }
    if isQuoted { cell.append("\"") }
    return String(cell)
  }
}
