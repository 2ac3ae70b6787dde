import Foundation
import Kernel

/// What is wrong with a document of another installation, in words for whoever added it. Nothing of it was kept.
struct SharingTrouble: Error, Equatable, Sendable {
  let words: Phrase
}

/// Reads and checks a sharing document. All of it holds, or none of it is taken.
enum DocumentReading {
  /// Five thousand figures with long texts fit; more is no document of a province.
  static let bytes = 8 * 1_048_576
  static let mostFigures = 5_000
  static let mostPlans = 200

  /// - Parameter now: a document from the future would keep every later one away.
  static func read(_ data: Data, now: Date) throws(SharingTrouble) -> SharedDocument {
    guard data.count <= bytes else {
      throw SharingTrouble(words: "Tài liệu lớn hơn \(bytes / 1_048_576) MB nên không được đọc.")
    }
    struct Head: Decodable {
      let format: String
      let version: Int
    }
    let head: Head = try decode(data)
    guard head.format == SharedDocument.format else {
      throw SharingTrouble(words: "Đây không phải tài liệu chia sẻ số liệu của Hội Tụ.")
    }
    guard head.version == SharedDocument.version else {
      throw SharingTrouble(
        words:
          "Tài liệu theo phiên bản \(head.version), phần mềm này đọc phiên bản \(SharedDocument.version). Hãy nâng cấp bên cũ hơn."
      )
    }
    let document: SharedDocument = try decode(data)
    try check(document, now)
    return document
  }

  private static func decode<Value: Decodable>(_ data: Data) throws(SharingTrouble) -> Value {
    do {
      return try JSONDecoder().decode(Value.self, from: data)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw SharingTrouble(words: "Thiếu trường \(path(context.codingPath + [key])).")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw SharingTrouble(words: "Trường \(path(context.codingPath)) không đúng kiểu.")
    } catch DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty {
      throw SharingTrouble(words: "Trường \(path(context.codingPath)) có giá trị không đọc được.")
    } catch {
      throw SharingTrouble(words: "Tài liệu không phải JSON hợp lệ.")
    }
  }

  /// `plans[0].figures[3].unit`
  private static func path(_ keys: [any CodingKey]) -> String {
    let text = keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined()
    return text.hasPrefix(".") ? String(text.dropFirst()) : text.isEmpty ? "JSON" : text
  }

  private static func check(_ document: SharedDocument, _ now: Date) throws(SharingTrouble) {
    guard let generated = Timestamp.date(document.generated) else { throw unreadable("generated") }
    guard generated <= now.addingTimeInterval(86_400) else {
      throw SharingTrouble(words: "Tài liệu ghi ngày lập trong tương lai; đồng hồ của một trong hai máy chủ sai.")
    }
    try text(document.installation.name, "installation.name", SharedText.Limit.name)
    guard !document.installation.name.isEmpty else { throw unreadable("installation.name") }
    guard document.plans.count <= mostPlans else {
      throw SharingTrouble(words: "Tài liệu có hơn \(mostPlans) kế hoạch.")
    }
    var codes: Set<String> = []
    for (index, plan) in document.plans.enumerated() {
      let place = "plans[\(index)]"
      guard !plan.code.isEmpty, codes.insert(plan.code).inserted else {
        throw SharingTrouble(words: "Mã kế hoạch trống hoặc lặp lại ở \(place).")
      }
      try text(plan.code, "\(place).code", SharedText.Limit.code)
      try text(plan.title, "\(place).title", SharedText.Limit.text)
      for (name, value) in [("document", plan.document), ("number", plan.number), ("issuer", plan.issuer)] {
        try text(value, "\(place).\(name)", SharedText.Limit.name)
      }
      var keys: Set<String> = []
      for (number, figure) in plan.figures.enumerated() {
        let spot = "\(place).figures[\(number)]"
        try check(figure, spot, now)
        guard keys.insert("\(figure.year) \(figure.target)").inserted else {
          throw SharingTrouble(words: "Một chỉ tiêu có hai số liệu cho cùng một năm ở \(spot).")
        }
      }
    }
    guard document.plans.reduce(0, { $0 + $1.figures.count }) <= mostFigures else {
      throw SharingTrouble(words: "Tài liệu có hơn \(mostFigures) số liệu.")
    }
  }

  private static func check(_ figure: SharedFigure, _ place: String, _ now: Date) throws(SharingTrouble) {
    let codes = [
      ("target", figure.target), ("goal", figure.goal ?? "-"), ("indicator", figure.indicator ?? "-"),
      ("population.kind", figure.population.kind), ("population.filter", figure.population.filter),
      ("national.plan", figure.national?.plan ?? "-"), ("national.target", figure.national?.target ?? "-"),
    ]
    for (name, value) in codes {
      guard !value.isEmpty else { throw unreadable("\(place).\(name)") }
      try text(value, "\(place).\(name)", SharedText.Limit.code)
    }
    let words = [
      ("measure", figure.measure), ("note", figure.note), ("population.text", figure.population.text),
      ("numeratorOf", figure.numeratorOf), ("denominatorOf", figure.denominatorOf),
      ("restated.reason", figure.restated?.reason ?? ""),
    ]
    for (name, value) in words { try text(value, "\(place).\(name)", SharedText.Limit.text) }
    let names = [
      ("section", figure.section), ("province.name", figure.province.name),
      ("province.code", figure.province.code ?? ""), ("planned.shown", figure.planned?.shown ?? ""),
    ]
    for (name, value) in names { try text(value, "\(place).\(name)", SharedText.Limit.name) }
    guard !figure.measure.isEmpty else { throw unreadable("\(place).measure") }
    guard !figure.province.name.isEmpty else { throw unreadable("\(place).province.name") }
    guard figure.goal != nil || figure.indicator != nil || figure.national != nil else {
      throw SharingTrouble(
        words: "Số liệu ở \(place) không nói đo mục tiêu hay chỉ số nào (goal, national, indicator).")
    }
    guard let unit = TargetUnit(rawValue: figure.unit), unit != .statement else { throw unreadable("\(place).unit") }
    guard TargetDirection(rawValue: figure.direction) != nil else { throw unreadable("\(place).direction") }
    try numbers(figure, place)
    guard let day = CivilDate(rawValue: figure.day), day.year == figure.year,
      (2000...CivilDate(now).adding(days: 1).year).contains(figure.year)
    else { throw unreadable("\(place).day") }
    for (name, value) in [("province.asOf", figure.province.asOf), ("restated.on", figure.restated?.on ?? figure.day)] {
      guard CivilDate(rawValue: value) != nil else { throw unreadable("\(place).\(name)") }
    }
    try digest(figure, place)
  }

  /// Far above everything that is counted, and written without an exponent.
  static func takes(_ number: Double?) -> Bool { number.map { $0.isFinite && abs($0) < 1e12 } ?? true }

  private static func numbers(_ figure: SharedFigure, _ place: String) throws(SharingTrouble) {
    let all = [
      figure.numerator, figure.denominator, figure.planned?.value, figure.planned?.low, figure.planned?.high,
      figure.restated?.numerator, figure.restated?.denominator,
    ]
    guard all.allSatisfy(takes), figure.denominator ?? 0 >= 0 else {
      throw unreadable("\(place).numerator, denominator")
    }
    guard figure.planned.map({ (1900...2200).contains($0.year) }) ?? true else {
      throw unreadable("\(place).planned.year")
    }
  }

  /// What is frozen has a digest; that is how a figure that was changed afterwards is known.
  private static func digest(_ figure: SharedFigure, _ place: String) throws(SharingTrouble) {
    if figure.status == .frozen || figure.digest != nil {
      guard isDigest(figure.digest ?? "") else { throw unreadable("\(place).digest") }
    }
    if let formula = figure.formula, !isDigest(formula) { throw unreadable("\(place).formula") }
  }

  private static func isDigest(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-f]{64}/) != nil }

  private static func text(_ value: String, _ field: String, _ limit: Int) throws(SharingTrouble) {
    if let problem = SharedText.problem(value, field, limit) { throw SharingTrouble(words: problem) }
  }

  private static func unreadable(_ field: String) -> SharingTrouble {
    SharingTrouble(words: "Trường \(field) có giá trị không đọc được.")
  }
}
