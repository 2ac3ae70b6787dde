import Contracts
import Foundation
package import Kernel

/// What the texts of one kind must be like at one agency: which fields are shown and needed, how long they may be, and how
/// strict each rule is. Dated data: an agency changes it from a day on, and what was in force before stays readable.
package struct ContentProfile: Codable, Equatable, Sendable {
  /// Whether a field stands in the form, and must be filled in.
  package enum FieldUse: String, Codable, Sendable, CaseIterable {
    case hidden, shown, required
  }

  /// By the raw value of ``ProfileField``; what is not named is shown.
  package var fields: [String: FieldUse]
  /// In characters; more than that is a finding.
  package var titleLength: Int
  /// In characters; more than that is a finding.
  package var summaryLength: Int
  /// In syllables (chữ); 0: no limit.
  package var leastWords: Int
  /// In syllables; 0: no limit.
  package var mostWords: Int
  /// By the raw value of ``PreflightRule``; what is not named is as strict as the rule is by itself.
  package var rules: [String: Severity]
  /// Who may let a text pass although a rule stops it, with a reason.
  package var overrideBy: Permission

  /// As loose as ``plain`` where nothing is said; the figures are checked when an agency decides on them.
  package init(
    fields: [String: FieldUse] = [:], titleLength: Int = 100, summaryLength: Int = 300, leastWords: Int = 0,
    mostWords: Int = 0, rules: [String: Severity] = [:], overrideBy: Permission = Newsroom.override
  ) {
    self.fields = fields
    self.titleLength = titleLength
    self.summaryLength = summaryLength
    self.leastWords = leastWords
    self.mostWords = mostWords
    self.rules = rules
    self.overrideBy = overrideBy
  }

  /// Before anybody has decided anything.
  package static let plain = ContentProfile()

  /// Shown where nothing else was decided.
  package func use(of field: ProfileField) -> FieldUse { fields[field.rawValue] ?? .shown }

  /// The agency's, but for rules that no agency may loosen.
  package func severity(of rule: PreflightRule) -> Severity {
    rule.isFixed ? rule.standard : rules[rule.rawValue] ?? rule.standard
  }
}

/// How strict a rule is.
package enum Severity: String, Codable, Sendable, CaseIterable {
  /// Not looked at.
  case off
  /// Said while one writes.
  case warn
  /// Must be put right before publishing.
  case block

  /// As the form says it.
  package var phrase: Phrase {
    switch self {
    case .off: "Không kiểm tra"
    case .warn: "Nhắc"
    case .block: "Chặn"
    }
  }
}

extension ContentProfile.FieldUse {
  /// As the form says it.
  package var phrase: Phrase {
    switch self {
    case .hidden: "Ẩn"
    case .shown: "Có"
    case .required: "Bắt buộc"
    }
  }
}

/// The fields beside the words that a profile decides on; its raw value is the field of the form.
package enum ProfileField: String, Codable, Sendable, CaseIterable {
  case bylines, shares, tags, place, places, lead, genre, topics, slugline, urgency, rights

  /// The label of the field.
  package var phrase: Phrase {
    switch self {
    case .bylines: "Tác giả"
    case .shares: "Tỷ lệ đóng góp"
    case .tags: "Từ khóa"
    case .place: "Nơi xảy ra"
    case .places: "Nơi khác có liên quan"
    case .lead: "Ảnh đại diện"
    case .genre: "Thể loại"
    case .topics: "Chủ đề"
    case .slugline: "Tên gọi nội bộ"
    case .urgency: "Độ khẩn"
    case .rights: "Ghi chú bản quyền"
    }
  }

  /// Whether a text has nothing there.
  func isEmpty(in metadata: ItemMetadata) -> Bool {
    switch self {
    case .bylines: metadata.bylines.isEmpty
    case .shares: metadata.bylines.count > 1 && metadata.shares.isEmpty
    case .tags: metadata.tags.isEmpty
    case .place: metadata.place == nil
    case .places: metadata.otherPlaces.isEmpty
    case .lead: metadata.lead == nil
    case .genre: metadata.genre == nil
    case .topics: metadata.topics.isEmpty
    case .slugline: metadata.slugline.isEmpty
    case .urgency: metadata.urgency == nil
    case .rights: metadata.rightsNote.isEmpty
    }
  }
}
