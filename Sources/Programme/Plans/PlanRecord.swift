import Contracts
import Foundation
package import Kernel
import Persistence

/// Marks the IDs of plans, their targets and their tasks.
package enum PlanMark {}
/// Names a plan; people and files call it by its code.
package typealias PlanID = ID<PlanMark>
/// Marks the IDs of targets.
package enum TargetMark {}
/// Names a target of one plan; figures are kept under it.
package typealias TargetID = ID<TargetMark>
/// Marks the IDs of a plan's own tasks.
package enum PlanTaskMark {}
/// Names a task as the plan's paper has it; work on it is a ``WorkID``.
package typealias PlanTaskID = ID<PlanTaskMark>

/// Whose plan it is.
enum PlanKind: String, Codable, Sendable, CaseIterable, SQLCodable {
  case national
  case provincial
  case agency

  var phrase: Phrase {
    switch self {
    case .national: "Quốc gia"
    case .provincial: "Cấp tỉnh"
    case .agency: "Của cơ quan báo chí"
    }
  }
}

/// Dự thảo → đang thực hiện → đã kết thúc.
enum PlanState: String, Codable, Sendable, CaseIterable, SQLCodable {
  /// Only whoever writes it sees it.
  case draft
  case active
  case ended

  var phrase: Phrase {
    switch self {
    case .draft: "Dự thảo"
    case .active: "Đang thực hiện"
    case .ended: "Đã kết thúc"
    }
  }
}

/// A plan (đề án, kế hoạch) as its paper is headed.
struct PlanRecord: Sendable, RowDecodable {
  static let columns: SQL = """
    id, code, kind, state, owner, province, province_name, title, short_title, document, number, issued, issuer, from_year,
    to_year, vision_year, base_year, source_file, source_mark, source_note, version, updated_at
    """

  var id: PlanID
  /// `thai-nguyen-2024`: stable, for addresses and files.
  var code: String
  var kind: PlanKind
  var state: PlanState
  /// The organisation that keeps it; nil: a plan that came with the program and belongs to nobody here.
  var owner: OrganisationID?
  var province: UnitID?
  var provinceName: String
  var title: String
  var shortTitle: String
  /// `Quyết định`, `Kế hoạch`.
  var document: String
  /// `614/QĐ-UBND`; empty where the paper has none.
  var number: String
  /// As exactly as the paper says: `2024-03-19`, `2021-04`, `2023`.
  var issued: String
  var issuer: String
  var fromYear: Int
  var toYear: Int
  var visionYear: Int?
  var baseYear: Int?
  var sourceFile: String
  /// How sure its words are (regulation.md): `A`, `A-ocr`, `B`; `own` for plans written here.
  var sourceMark: String
  var sourceNote: String
  var version: Int
  var updatedAt: Date

  init(
    id: PlanID = .new(), code: String, kind: PlanKind, state: PlanState = .draft, owner: OrganisationID?,
    province: UnitID? = nil, provinceName: String = "", title: String, shortTitle: String, document: String = "",
    number: String = "", issued: String = "", issuer: String = "", fromYear: Int, toYear: Int, visionYear: Int? = nil,
    baseYear: Int? = nil, sourceFile: String = "", sourceMark: String = "own", sourceNote: String = "",
    version: Int = 1, updatedAt: Date
  ) {
    self.id = id
    self.code = code
    self.kind = kind
    self.state = state
    self.owner = owner
    self.province = province
    self.provinceName = provinceName
    self.title = title
    self.shortTitle = shortTitle
    self.document = document
    self.number = number
    self.issued = issued
    self.issuer = issuer
    self.fromYear = fromYear
    self.toYear = toYear
    self.visionYear = visionYear
    self.baseYear = baseYear
    self.sourceFile = sourceFile
    self.sourceMark = sourceMark
    self.sourceNote = sourceNote
    self.version = version
    self.updatedAt = updatedAt
  }

  /// Whether its years are over while it still runs.
  func isOver(on today: CivilDate) -> Bool { state == .active && toYear < today.year }

  init(row: Row) throws {
    self.init(
      id: try row["id"], code: try row["code"], kind: try row["kind"], state: try row["state"], owner: try row["owner"],
      province: try row["province"], provinceName: try row["province_name"], title: try row["title"],
      shortTitle: try row["short_title"], document: try row["document"], number: try row["number"],
      issued: try row["issued"], issuer: try row["issuer"], fromYear: try row["from_year"],
      toYear: try row["to_year"], visionYear: try row["vision_year"], baseYear: try row["base_year"],
      sourceFile: try row["source_file"], sourceMark: try row["source_mark"], sourceNote: try row["source_note"],
      version: try row["version"], updatedAt: try row["updated_at"])
  }
}
