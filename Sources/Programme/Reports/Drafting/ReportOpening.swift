import Contracts
import Foundation
import Kernel

/// Words a report begins and is headed with, from the plan and the bodies as they are called on the day.
struct ReportOpening {
  let plan: PlanRecord?
  let type: ReportType
  let year: Int
  /// The period in words, `quý I`; empty for a year.
  let label: String
  let day: CivilDate
  let names: BodyNames
  /// The province that carries the plan on the day; empty where the plan has none.
  let province: String
  let organisation: OrganisationProfile?
  /// The plan's own recipients.
  let recipients: [String]

  func head() -> ReportHead {
    var head = ReportHead()
    head.subject = subject
    head.issuer = issuer
    head.superior = superior
    head.symbol = symbol
    head.place = place
    head.addressees = [addressee].filter { !$0.isEmpty }
    head.capacity = capacity
    // `Như Điều 3` and `Lưu` are of the plan's own paper, not of a report.
    let own = recipients.filter { !$0.hasPrefix("Lưu") && !$0.hasPrefix("Như ") }.map { names.on(day, $0) }
      .filter { line in !head.addressees.contains { line.hasPrefix($0) } }
    head.recipients = (head.addressees.isEmpty ? [] : ["Như trên"]) + own
    head.filing = "VT"
    return head
  }

  var subject: String {
    let time = label.isEmpty ? "năm \(year)" : "\(label) năm \(year)"
    guard let plan else { return "\(Self.without("Báo cáo ", type.name)) \(time)" }
    // Titles of plans end with years of their own.
    return "Kết quả \(time) thực hiện \(Self.called(plan))"
  }

  /// The province; where no unit is on record, the one the issuer names.
  private var place: String {
    let known = province.isEmpty ? Self.plain(organisation?.provinceName ?? "") : province
    guard known.isEmpty, let named = issuer.range(of: " tỉnh ", options: .backwards) else { return known }
    return String(issuer[named.upperBound...])
  }

  /// `Kế hoạch chuyển đổi số báo chí tỉnh Hưng Yên đến năm 2030`.
  static func called(_ plan: PlanRecord) -> String {
    let title = plan.shortTitle
    if ["Đề án", "Kế hoạch", "Chiến lược", "Chương trình"].contains(where: title.hasPrefix) { return title }
    return "\(plan.document.isEmpty ? "Kế hoạch" : plan.document) \(title.prefix(1).lowercased())\(title.dropFirst())"
  }

  static func without(_ start: String, _ text: String) -> String {
    guard text.hasPrefix(start) else { return text }
    let rest = text.dropFirst(start.count)
    return "\(rest.prefix(1).uppercased())\(rest.dropFirst())"
  }

  /// The opening paragraph.
  var words: String {
    let time = label.isEmpty ? "năm \(year)" : "\(label) năm \(year)"
    guard let plan else { return "\(issuer) báo cáo \(time) như sau:" }
    let number = plan.number.isEmpty ? "" : " số \(plan.number)"
    let day = Self.day(plan.issued)
    let title = Self.low(plan.title)
    let about =
      title.hasPrefix("về việc ")
      ? "về việc \(Self.low(String(title.dropFirst("về việc ".count))))"
      : title.hasPrefix("về ") ? title : "về \(title)"
    return """
      Thực hiện \(plan.document)\(number)\(day.isEmpty ? "" : " \(day)") của \(plan.issuer) \(about), \
      \(issuer) báo cáo kết quả \(time) như sau:
      """
  }

  /// The last paragraph.
  var closing: String {
    let time = label.isEmpty ? "năm \(year)" : "\(label) năm \(year)"
    let to = addressee.isEmpty ? "" : " \(addressee)"
    return "Trên đây là kết quả thực hiện \(time), \(issuer) trân trọng báo cáo\(to)./."
  }

  private static func low(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }

  /// As papers write a day (`ngày 19 tháng 3 năm 2024`); `2023-11` as `ban hành tháng 11 năm 2023`.
  static func day(_ issued: String) -> String {
    if let day = CivilDate(rawValue: issued) {
      let number = day.day < 10 ? "0\(day.day)" : "\(day.day)"
      return "ngày \(number) tháng \(day.month < 3 ? "0\(day.month)" : "\(day.month)") năm \(day.year)"
    }
    let parts = issued.split(separator: "-")
    if parts.count == 2, let month = Int(parts[1]) { return "ban hành tháng \(month) năm \(parts[0])" }
    return issued.count == 4 ? "ban hành năm \(issued)" : ""
  }

  /// One's own name; for a plan of a province nobody here keeps, the department of that day.
  var issuer: String {
    if type.maker == "department", plan?.owner == nil || organisation?.kind != .department, !province.isEmpty {
      return "\(names.department(on: day)) tỉnh \(province)"
    }
    return organisation?.name ?? ""
  }

  private var superior: String {
    if type.maker == "department" {
      return province.isEmpty ? organisation?.governingBodyName ?? "" : "Ủy ban nhân dân tỉnh \(province)"
    }
    return organisation?.governingBodyName ?? ""
  }

  private var symbol: String {
    let own = names.symbol(of: issuer)
    return own.isEmpty ? "BC" : "BC-\(own)"
  }

  private var addressee: String {
    let to = names.on(day, type.to)
    guard to == "Ủy ban nhân dân tỉnh", !province.isEmpty else { return to }
    return "\(to) \(province)"
  }

  private var capacity: [String] {
    if type.maker == "department" { return ["GIÁM ĐỐC"] }
    let title = organisation?.imprint.headTitle ?? ""
    return title.isEmpty ? ["THỦ TRƯỞNG ĐƠN VỊ"] : [title.uppercased()]
  }

  /// `Hưng Yên` of `Tỉnh Hưng Yên`.
  static func plain(_ name: String) -> String {
    for start in ["Tỉnh ", "tỉnh ", "Thành phố ", "thành phố "] where name.hasPrefix(start) {
      return String(name.dropFirst(start.count))
    }
    return name
  }
}
