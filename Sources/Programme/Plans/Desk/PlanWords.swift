import Kernel
import Vietnamese
import Web

/// How facts of plans are said on pages.
enum PlanWords {
  /// `mục II.1 · dòng 36-41 của bản nguồn`: the place in the paper, as a person would cite it.
  static func place(_ section: String, _ lines: String, _ t: Translator) -> HTML {
    let parts = [section, lines.isEmpty ? "" : t("dòng \(lines) của bản nguồn")].filter { !$0.isEmpty }
    guard !parts.isEmpty else { return .empty }
    return "<span class=\"plan-place\">\(parts.joined(separator: " · "))</span>"
  }

  /// `19/3/2024`, `11/2023`, `2023`: as exactly as the paper has it.
  static func day(_ text: String, _ t: Translator) -> String {
    if let day = CivilDate(rawValue: text) { return day.vietnamese }
    let parts = text.split(separator: "-")
    return parts.count == 2 ? t("tháng \(Int(parts[1]) ?? 0) năm \(String(parts[0]))") : text
  }

  static func unit(_ unit: TargetUnit) -> Phrase {
    switch unit {
    case .percent: "Tỷ lệ phần trăm"
    case .count: "Số lượng"
    case .yesNo: "Có hoặc không"
    case .hoursPerDay: "Giờ mỗi ngày"
    case .timesPerYear: "Lần mỗi năm"
    case .ratio: "Tỷ số"
    case .statement: "Bằng lời, không có con số"
    }
  }

  static func direction(_ direction: TargetDirection) -> Phrase {
    switch direction {
    case .up: "Ít nhất bằng"
    case .down: "Nhiều nhất bằng"
    case .range: "Trong khoảng"
    case .equal: "Đúng bằng"
    }
  }

  static func kind(_ kind: PlanTaskRecord.Kind) -> Phrase {
    switch kind {
    case .task: "Nhiệm vụ"
    case .solution: "Giải pháp"
    case .duty: "Trách nhiệm"
    }
  }

  /// A plan whose years are over and that nobody ended is not simply going on.
  static func state(_ plan: PlanRecord, on today: CivilDate, _ t: Translator) -> HTML {
    if plan.isOver(on: today) { return StateWord.html(t("Hết thời kỳ, chưa kết thúc"), .waiting) }
    let kind: StateWord.Kind =
      switch plan.state {
      case .draft: .draft
      case .active: .ready
      case .ended: .off
      }
    return StateWord.html(t(plan.state.phrase), kind)
  }

  static func every(_ every: String) -> Phrase {
    switch every {
    case "year": "Hằng năm"
    case "half-year": "Sáu tháng một lần"
    case "quarter": "Hằng quý"
    case "month": "Hằng tháng"
    case "issue": "Mỗi số, mỗi lần phát hành"
    default: "Một lần"
    }
  }

  /// `trước 10/12`: when it is due within the year.
  static func due(_ deadline: PlanDeadline, _ t: Translator) -> String {
    guard let month = deadline.month else { return "" }
    let day = deadline.day.map { "\($0)/\(month)" } ?? t("tháng \(month)")
    return deadline.isBefore ? t("trước \(day)") : t("đến hết \(day)")
  }

  /// `+5`, `-10`; with decimals as Vietnamese writes them.
  static func signed(_ number: Double) -> String {
    (number > 0 ? "+" : "") + VietnameseNumber.decimal(number, places: 2)
  }
}

/// Text with its lines kept: bullets stay one below the other.
enum PlanProse {
  static func html(_ text: String) -> HTML {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    guard lines.count > 1 else { return "\(text)" }
    return "<span class=\"plan-lines\">\(lines.map { "<span>\($0)</span>" as HTML })</span>"
  }
}
