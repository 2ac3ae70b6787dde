import Kernel
import Vietnamese

/// A criterion as a row of a sent table says it.
struct CriterionDraft: Codable, Sendable, Equatable {
  /// The row in the table, for messages.
  var row: Int
  var code: String
  var text: String
  var pillar: String
  var component: String
  var points: Points
  var evidence: String
  var rule: String
  var blocs: [Bloc]
}

/// The columns of a table of criteria, by the names people give them; the head is found by them.
enum CriterionColumn: String, CaseIterable, Sendable {
  case component
  case criterion
  case code
  case points
  case evidence
  case rule
  case bloc
  case pillar

  /// Folded: without case and diacritics.
  var names: Set<String> {
    switch self {
    case .component: ["component", "chi so thanh phan", "chi so"]
    case .criterion: ["criterion", "tieu chi", "noi dung tieu chi"]
    case .code: ["code", "ma", "ma tieu chi", "tt", "stt"]
    case .points: ["points", "max points", "diem", "diem toi da"]
    case .evidence: ["evidence", "evidence required", "minh chung", "minh chung can co"]
    case .rule: ["rule", "scoring rule", "cach cham", "cach cham diem", "quy tac cham"]
    case .bloc: ["bloc", "applies to bloc", "khoi", "khoi ap dung"]
    case .pillar: ["pillar", "tru cot"]
    }
  }

  var isNeeded: Bool { self == .component || self == .criterion || self == .points || self == .pillar }

  var phrase: Phrase {
    switch self {
    case .component: "Chỉ số thành phần"
    case .criterion: "Tiêu chí"
    case .code: "Mã tiêu chí"
    case .points: "Điểm tối đa"
    case .evidence: "Minh chứng"
    case .rule: "Cách chấm"
    case .bloc: "Khối"
    case .pillar: "Trụ cột"
    }
  }

  static func named(_ text: String) -> CriterionColumn? {
    let folded = VietnameseText.fold(text).replacing("_", with: " ")
    return allCases.first { $0.names.contains(folded) }
  }
}
