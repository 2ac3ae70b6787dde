import Contracts
import Kernel
import Persistence

/// The registers by name, as the API calls them.
package enum RegisterID: String, Sendable, CaseIterable {
  case licences
  case channels
  case people
  case flags
  case security
  case printers
  case publications
  case points
  case coverage
  /// Has rights and pages of its own.
  case revenue
}

/// One register: form, check, table, import and export are all made from this.
struct Register: Sendable {
  /// When a row holds.
  enum Time: Sendable, Equatable {
    /// From a first day on; a later row of the same key ends it.
    case validity
    /// On the day in this column.
    case day(String)
    /// For the year in this column.
    case year(String)
  }

  let id: RegisterID
  /// In addresses of the desk: `giay-phep`.
  let slug: String
  let table: String
  let title: Phrase
  /// What one row is: `giấy phép`.
  let thing: Phrase
  let lead: Phrase
  /// Whose rows these are: `Cơ quan`, or who keeps them: `Cơ quan giữ sổ`.
  let keeper: Phrase
  let time: Time
  /// Whoever may read organisations may read it; else only the organisation itself and who answers for it.
  let isPublic: Bool
  /// With the organisation (but for coverage, of which there is one for each unit), these name a thing.
  let key: [String]
  /// In which order tables stand: expressions on the row `r`, ` DESC` after those that run down, the ID last.
  let order: [String]
  /// All of its columns but the organisation, in order of the form.
  let columns: [RegisterColumn]
  /// What must hold between columns, by name of the column.
  var check: @Sendable (RegisterValues) -> [String: Phrase] = { _ in [:] }

  func column(_ name: String) -> RegisterColumn? { columns.first { $0.name == name } }

  /// The day on which the organisation must live for this row to be its own.
  func day(of values: RegisterValues) -> CivilDate? {
    switch time {
    case .validity: values["valid_from"].flatMap { CivilDate(rawValue: $0) }
    case .day(let column): values[column].flatMap { CivilDate(rawValue: $0) }
    case .year(let column): values[column].flatMap { Int($0) }.flatMap { CivilDate($0, 12, 31) }
    }
  }

  /// Of things that stand somewhere: who keeps the book about them matters less than they do.
  var isOfThings: Bool { [.printers, .publications, .points, .coverage].contains(id) }

  var isOnePerUnit: Bool { id == .coverage }

  /// What names the thing of a row.
  func keyText(_ values: RegisterValues, of organisation: OrganisationID) -> String {
    let own = isOnePerUnit ? "" : organisation.rawValue
    return ([own] + key.map { values[$0] ?? "" }).joined(separator: "\u{1F}")
  }

  static func of(_ id: RegisterID) -> Register {
    switch id {
    case .licences: .licences
    case .channels: .channels
    case .people: .people
    case .flags: .flags
    case .security: .security
    case .printers: .printers
    case .publications: .publications
    case .points: .points
    case .coverage: .coverage
    case .revenue: .revenue
    }
  }

  /// All that are kept the same way; revenue is not.
  static let all = RegisterID.allCases.filter { $0 != .revenue }.map(of)

  static func named(_ slug: String) -> Register? { all.first { $0.slug == slug } }

  /// First and last day, and where it was read: at the end of every form.
  static let validity: [RegisterColumn] = [
    RegisterColumn("valid_from", "Từ ngày", .day, required: true),
    RegisterColumn("valid_to", "Đến hết ngày", .day, hint: "Để trống nếu chưa biết ngày kết thúc."),
  ]
  static let source = RegisterColumn(
    "source", "Nguồn", .text(limit: 300), hint: "Số văn bản, báo cáo hoặc nơi đã xem.", quiet: true)

  static func checkValidity(_ values: RegisterValues) -> [String: Phrase] {
    guard let from = values["valid_from"], let to = values["valid_to"], !to.isEmpty, to < from else { return [:] }
    return ["valid_to": "Ngày cuối phải sau ngày đầu"]
  }
}

extension PressType {
  /// Its name for people.
  var phrase: Phrase {
    switch self {
    case .print: "Báo in"
    case .radio: "Báo nói"
    case .television: "Báo hình"
    case .online: "Báo điện tử"
    }
  }
}

extension OrganisationFlag {
  /// What is declared, for people.
  var phrase: Phrase {
    switch self {
    case .transforming: "Thực hiện chuyển đổi số báo chí"
    case .selfFinancing: "Tự bảo đảm chi thường xuyên (nhóm 2)"
    case .dataAnalysis: "Dùng nền tảng phân tích dữ liệu, trí tuệ nhân tạo"
    case .convergedNewsroom: "Vận hành tòa soạn hội tụ"
    case .communeRadio: "Có đài truyền thanh ứng dụng CNTT-VT"
    case .publicBoard: "Có bảng tin điện tử công cộng"
    }
  }
}
