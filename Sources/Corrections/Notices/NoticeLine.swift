import Contracts
import Kernel

/// What a notice names, in the order in which readers see it (CO2, FB4).
enum NoticeField: String, Codable, Sendable {
  case responder
  case work
  case section
  case issue
  case date
  case programme
  case hour
  case channel
  case falseText = "false"
  case correctedText = "corrected"
  case conclusion
  case apology
  case response
  case ownView = "own-view"

  var label: Phrase {
    switch self {
    case .responder: "Người phản hồi"
    case .work: "Tác phẩm"
    case .section: "Chuyên mục"
    case .issue: "Số báo"
    case .date: "Ngày đăng, phát"
    case .programme: "Chương trình"
    case .hour: "Giờ phát"
    case .channel: "Loại hình"
    case .falseText: "Nội dung thông tin sai"
    case .correctedText: "Nội dung cải chính"
    case .conclusion: "Kết luận của cơ quan có thẩm quyền"
    case .apology: "Xin lỗi"
    case .response: "Nội dung phản hồi"
    case .ownView: "Ý kiến của tòa soạn"
    }
  }
}

/// One line of a notice, as it is kept.
struct NoticeLine: Codable, Sendable, Equatable {
  let field: NoticeField
  let text: String
}

/// Writes a notice from a case, and says what is missing in it.
struct NoticeWriter {
  /// The law's own words (CO1).
  static let correctionTitle = "Thông tin cải chính, xin lỗi"

  let record: CaseRecord
  let regime: Regime
  let round: ResponseRound?
  let ownView: String

  var title: String {
    guard record.kind == .response, let work = record.work else { return Self.correctionTitle }
    return "\(record.detail.who) phản hồi về tác phẩm “\(work.title)”"
  }

  var lines: [NoticeLine] {
    guard let work = record.work else { return [] }
    let detail = record.detail
    var lines: [(NoticeField, String)] = record.kind == .response ? [(.responder, detail.who)] : []
    lines += [
      (.work, work.title), (.section, work.section), (.issue, work.issue), (.programme, work.programme),
      (.date, work.date.vietnamese), (.hour, work.hour), (.channel, work.medium.phrase.vietnamese),
    ]
    if record.kind == .response {
      lines += [(.response, round?.words ?? ""), (.ownView, ownView)]
    } else {
      lines += [
        (.falseText, detail.falseText), (.correctedText, detail.correctedText), (.conclusion, conclusion),
        (.apology, detail.apology),
      ]
    }
    return lines.filter { !$0.1.isEmpty }.map { NoticeLine(field: $0.0, text: $0.1) }
  }

  private var conclusion: String {
    let detail = record.detail
    guard !detail.conclusion.isEmpty else { return "" }
    let number = detail.conclusionNumber.isEmpty ? "" : " (\(detail.conclusionNumber))"
    return detail.conclusionBy.isEmpty ? detail.conclusion : "\(detail.conclusionBy)\(number): \(detail.conclusion)"
  }

  /// What the law wants named and the case does not say, by field of its form.
  var missing: [String: Phrase] {
    var errors: [String: Phrase] = [:]
    let detail = record.detail
    guard let work = record.work else { return ["title": "Cần tác phẩm đã đăng, phát"] }
    if work.section.isEmpty { errors["section"] = "Cần chuyên mục của tác phẩm (\(ruleID))" }
    if work.medium.isPrint, work.issue.isEmpty { errors["issue"] = "Báo in, tạp chí cần số báo" }
    if record.kind == .response {
      if detail.who.isEmpty { errors["who"] = "Cần tên người phản hồi (FB4)" }
      if round == nil { errors["round"] = "Không có phản hồi nào đang chờ đăng" }
      if regime.id != "L103", work.medium.isAired, work.programme.isEmpty || work.hour.isEmpty {
        errors["hour"] = "Cần tên chương trình, ngày và giờ phát (FB4)"
      }
      return errors
    }
    if detail.falseText.isEmpty { errors["false-text"] = "Cần nêu nội dung thông tin sai (CO2)" }
    if detail.correctedText.isEmpty { errors["corrected-text"] = "Cần nội dung cải chính (CO2)" }
    if detail.apology.isEmpty { errors["apology"] = "Cần lời xin lỗi ngay sau cải chính (CO2b)" }
    if record.origin == .authority, detail.conclusion.isEmpty {
      errors["conclusion"] = "Cần phần kết luận của cơ quan có thẩm quyền (CO2b)"
    }
    if detail.foundOn == nil { errors["found-on"] = "Cần ngày có kết luận hoặc ngày tự phát hiện" }
    return errors
  }

  private var ruleID: String { record.kind == .response ? "FB4" : "CO2" }
}
