package import Contracts
import Foundation
package import Kernel

/// What stands between a text and its readers: each finding names its place, so that a click leads there.
package struct Preflight: Sendable {
  /// One thing that stands in the way, or one piece of advice.
  package struct Finding: Sendable, Equatable {
    /// Which rule found it.
    package let rule: PreflightRule
    /// The form field, or `block:<id>` in the text.
    package let place: String
    /// What is wrong, for the writer.
    package let phrase: Phrase
    /// By the agency's rules for this kind of item.
    package let severity: Severity
    /// Who let it pass and why; nil where nobody has.
    package var override: ItemOverride?

    /// Must be put right before publishing; otherwise advice.
    package var blocks: Bool { severity == .block && override == nil }
    /// Whether somebody with the right may let it pass, with a reason.
    package var mayBeOverridden: Bool { severity == .block && rule.mayBeOverridden }
  }

  /// What blocks first; within that, in the order of the checks.
  package private(set) var findings: [Finding] = []

  /// Whether nothing blocks.
  package var mayPublish: Bool { !findings.contains { $0.blocks } }

  /// What is wrong, as the fields of a form.
  package var failure: Failure {
    var errors: [String: Phrase] = [:]
    for finding in findings where finding.blocks { errors[finding.place] = errors[finding.place] ?? finding.phrase }
    return .invalid(errors)
  }

  /// Throws unless nothing blocks.
  package func pass() throws(Failure) {
    guard mayPublish else { throw failure }
  }

  private let profile: ContentProfile
  private let overrides: [ItemOverride]

  /// Looks a text over.
  package init(_ subject: PreflightSubject) {
    profile = subject.profile
    overrides = subject.overrides
    checkGate(subject)
    checkWords(subject.text)
    checkPictures(subject)
    checkClips(subject)
    checkFields(subject.text.metadata)
    checkLengths(subject.text)
    checkMachines(subject)
    checkPeople(subject.text)
    checkOthers(subject)
    findings.sort { $0.blocks && !$1.blocks }
  }

  /// The same with nothing known but the pictures.
  package init(_ text: ItemText, library: [PictureID: PictureProfile]) {
    var subject = PreflightSubject(text: text, time: .distantPast)
    subject.assets.pictures = library
    self.init(subject)
  }

  /// Adds a finding unless all is well, as strict as the profile has it.
  mutating func find(_ rule: PreflightRule, _ place: String, _ phrase: Phrase, unless isFine: Bool) {
    let severity = profile.severity(of: rule)
    guard !isFine, severity != .off else { return }
    guard !findings.contains(where: { $0.place == place && $0.phrase == phrase }) else { return }
    let override =
      rule.mayBeOverridden
      ? overrides.first { $0.rule == rule.rawValue && $0.place == place && $0.finding == phrase.vietnamese } : nil
    findings.append(Finding(rule: rule, place: place, phrase: phrase, severity: severity, override: override))
  }

  private mutating func checkGate(_ subject: PreflightSubject) {
    guard let reason = subject.gate.reason(at: subject.time) else { return }
    let rule: PreflightRule = subject.gate.isNotForPublication ? .notForPublication : .embargo
    find(rule, reason.place, reason.phrase, unless: false)
  }

  private mutating func checkWords(_ text: ItemText) {
    find(.title, "title", "Cần có tiêu đề", unless: !text.title.isEmpty)
    find(.summary, "summary", "Cần có sapo", unless: !text.summary.isEmpty)
    find(.section, "section", "Cần chọn chuyên mục", unless: text.metadata.section != nil)
    find(.body, "body", "Bài chưa có nội dung", unless: !text.body.isEmpty)
    find(
      .alternatives, text.body.firstAlternatives.map { "block:\($0)" } ?? "body",
      "Có chỗ hai người viết khác nhau, chưa chọn", unless: !text.body.hasAlternatives)
    let open = text.body.openSuggestions.count
    find(.suggestions, "body", "Còn \(open) đề nghị sửa chưa trả lời", unless: open == 0)
  }

  private mutating func checkFields(_ metadata: ItemMetadata) {
    if let problem = metadata.sharesProblem { find(.shares, "shares", problem, unless: false) }
    for field in ProfileField.allCases {
      let isNeeded = profile.use(of: field) == .required
      switch field {
      case .bylines where !isNeeded:
        find(.bylines, "bylines", "Nên ghi tên tác giả", unless: !field.isEmpty(in: metadata))
      case .lead where !isNeeded:
        find(.lead, "lead", "Nên có ảnh đại diện", unless: !field.isEmpty(in: metadata))
      default:
        find(
          .requiredField, field.rawValue, field.missing, unless: !isNeeded || !field.isEmpty(in: metadata))
      }
    }
  }

  private mutating func checkLengths(_ text: ItemText) {
    find(
      .titleLength, "title", "Tiêu đề dài quá \(profile.titleLength) ký tự",
      unless: text.title.count <= profile.titleLength)
    find(
      .summaryLength, "summary", "Sapo dài quá \(profile.summaryLength) ký tự",
      unless: text.summary.count <= profile.summaryLength)
    guard profile.leastWords > 0 || profile.mostWords > 0, !text.body.isEmpty else { return }
    let words = text.body.wordCount
    find(
      .bodyLength, "body", "Bài mới có \(words) chữ, cần ít nhất \(profile.leastWords)",
      unless: words >= profile.leastWords)
    find(
      .bodyLength, "body", "Bài có \(words) chữ, nhiều nhất nên là \(profile.mostWords)",
      unless: profile.mostWords == 0 || words <= profile.mostWords)
  }

  private mutating func checkOthers(_ subject: PreflightSubject) {
    for (block, address) in subject.text.body.links where subject.deadLinks.contains(address) {
      find(.deadLink, "block:\(block)", "Liên kết không mở được: \(address)", unless: false)
    }
    for double in subject.doubles {
      find(.duplicate, "body", "Gần giống bài đã có: “\(double.title)”", unless: false)
    }
  }
}

extension StoryBody {
  fileprivate var firstAlternatives: String? {
    blocks.first { if case .alternatives = $0.kind { true } else { false } }?.id
  }
}

extension ProfileField {
  /// What is said where it is needed and empty.
  var missing: Phrase {
    switch self {
    case .bylines: "Cần ghi tên tác giả"
    case .shares: "Cần ghi tỷ lệ đóng góp của từng tác giả"
    case .tags: "Cần có từ khóa"
    case .place: "Cần ghi nơi xảy ra"
    case .places: "Cần ghi nơi khác có liên quan"
    case .lead: "Cần có ảnh đại diện"
    case .genre: "Cần chọn thể loại"
    case .topics: "Cần chọn chủ đề"
    case .slugline: "Cần ghi tên gọi nội bộ"
    case .urgency: "Cần chọn độ khẩn"
    case .rights: "Cần ghi chú bản quyền"
    }
  }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
