import Foundation
import Hummingbird
import Kernel
import Web

/// The day a page is asked about: `?ngay=2025-06-30`; today where nothing was asked.
struct AsOf: Sendable {
  let day: CivilDate
  let today: CivilDate
  /// What was asked for and is no day.
  let nonsense: String?

  init(_ request: Request, today: CivilDate) {
    let asked = request.asked("ngay", limit: 40)
    let day = CivilDate(rawValue: asked) ?? Self.vietnamese(asked)
    self.day = day ?? today
    self.today = today
    nonsense = asked.isEmpty || day != nil ? nil : asked
  }

  init(day: CivilDate, today: CivilDate) {
    self.day = day
    self.today = today
    nonsense = nil
  }

  /// `30/06/2025`, as people type it where the browser has no date field.
  private static func vietnamese(_ text: String) -> CivilDate? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else { return nil }
    return CivilDate(year, month, day)
  }

  var isToday: Bool { day == today }

  /// An address that keeps the day.
  func path(_ path: String, _ query: [(String, String)] = []) -> String {
    let all = query.filter { !$0.1.isEmpty } + (isToday ? [] : [("ngay", day.rawValue)])
    guard !all.isEmpty else { return path }
    let text = all.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
    return "\(path)?\(text)"
  }

  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  /// The day to be chosen, with the eve and the day of the great change one touch away. `fields` are controls that
  /// belong to the same question, such as a search; `linked` is what they hold now.
  func form(
    _ path: String, _ t: Translator, fields: HTML = .empty, kept: [(String, String)] = [],
    linked: [(String, String)] = []
  ) -> HTML {
    let hidden = kept.filter { !$0.1.isEmpty }.map { name, value -> HTML in
      "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }
    let query = (kept + linked).filter { !$0.1.isEmpty }.map { "\($0.0)=\(Self.encoded($0.1))&" }.joined()
    let choices: [(String, CivilDate)] = [
      (t("Hôm nay"), today), (t("Trước 01/7/2025"), Self.eve), (t("Từ 01/7/2025"), Self.eve.adding(days: 1)),
    ]
    let links = choices.map { title, day -> Tabs.Tab in
      Tabs.Tab(title, "\(path)?\(query)ngay=\(day.rawValue)", isCurrent: day == self.day)
    }
    return """
      <form method="get" action="\(url: path)" class="as-of" role="search">\(hidden)\(fields)\
      \(Field.date("ngay", label: t("Vào ngày"), value: day))\
      \(Button.submit(t("Xem"), style: .plain, icon: "search"))</form>\
      \(Tabs.html(links, label: t("Chọn nhanh ngày")))\(notice(t))
      """
  }

  private func notice(_ t: Translator) -> HTML {
    guard let nonsense else { return .empty }
    return Notice.warn(t("“\(nonsense)” không phải là một ngày. Đang xem hôm nay."))
  }

  /// The last day of the three levels (regulation.md 7.1).
  static let eve = CivilDate(2025, 6, 30) ?? CivilDate(daysSince1970: 0)
}

extension DeskPage {
  /// The same page with this room's own sheet.
  var ofOrganisations: DeskPage {
    var page = self
    page.styles = ["organisations.css"]
    return page
  }
}

extension Request {
  /// A value of the address's query as forms send it, where a space is `+`; empty where it was not sent.
  func asked(_ name: String, limit: Int = 200) -> String {
    for part in (uri.query ?? "").split(separator: "&").prefix(64) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2, pair[0] == name {
        return String((pair[1].replacing("+", with: " ").removingPercentEncoding ?? "").prefix(limit))
      }
    }
    return ""
  }
}
