import Contracts
import Kernel

/// An indicator that reads the registers commune by commune: loudspeakers, boards, people reached, distribution points.
/// A commune of which nothing was entered is missing, never nought.
struct CommuneIndicator: Indicator {
  let id: String
  let name: Phrase
  let counting: IndicatorCounting
  let registers: any RegisteredPlaces
  let part: @Sendable (CommuneFacts) -> IndicatorPart

  /// - Parameter question: communes, by the IDs of their units.
  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    let facts = try await registers.communes(question.organisations.map { UnitID($0.rawValue) }, on: question.to)
    return Dictionary(
      question.organisations.map { id in
        (
          id,
          facts[UnitID(id.rawValue)].map(part)
            ?? .missing("không có trong danh mục đơn vị hành chính ngày \(question.to.vietnamese)")
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  typealias Rule = @Sendable (any RegisteredPlaces) -> any Indicator

  /// By the name a target gives them.
  static let rules: [String: Rule] = [
    "commune.radio": { places in
      CommuneIndicator(
        id: "commune.radio", name: "Xã, phường có đài truyền thanh ứng dụng công nghệ thông tin - viễn thông",
        counting: .organisations, registers: places, part: radio)
    },
    "commune.board": { places in
      CommuneIndicator(
        id: "commune.board", name: "Xã, phường có bảng tin điện tử công cộng", counting: .organisations,
        registers: places, part: board)
    },
    "commune.covered": { places in
      CommuneIndicator(
        id: "commune.covered", name: "Xã, phường có truyền thanh hoặc bảng tin điện tử công cộng",
        counting: .organisations, registers: places, part: covered)
    },
    "commune.informed": { places in
      CommuneIndicator(
        id: "commune.informed", name: "Người dân được truyền thanh, bảng tin của xã, phường phục vụ", counting: .things,
        registers: places, part: informed)
    },
    "print.distribution": { places in
      CommuneIndicator(
        id: "print.distribution", name: "Xã, phường có điểm phát hành xuất bản phẩm", counting: .organisations,
        registers: places, part: distribution)
    },
  ]

  @Sendable private static func radio(_ facts: CommuneFacts) -> IndicatorPart {
    guard let radio = facts.radio else { return .missing(unwritten) }
    return part(radio == .ip ? 1 : 0, of: 1, words(radio), facts)
  }

  @Sendable private static func board(_ facts: CommuneFacts) -> IndicatorPart {
    guard let boards = facts.boards else { return .missing(unwritten) }
    return part(boards > 0 ? 1 : 0, of: 1, "\(boards) bảng tin điện tử công cộng", facts)
  }

  @Sendable private static func covered(_ facts: CommuneFacts) -> IndicatorPart {
    guard let radio = facts.radio, let boards = facts.boards else { return .missing(unwritten) }
    return part(
      radio != .none || boards > 0 ? 1 : 0, of: 1, "\(words(radio)); \(boards) bảng tin điện tử công cộng", facts)
  }

  @Sendable private static func informed(_ facts: CommuneFacts) -> IndicatorPart {
    guard let residents = facts.residents, let informed = facts.informed else {
      return .missing("chưa ghi số dân và số dân được phục vụ trong sổ truyền thanh, bảng tin")
    }
    return part(informed, of: residents, "\(informed) trên \(residents) người dân", facts)
  }

  @Sendable private static func distribution(_ facts: CommuneFacts) -> IndicatorPart {
    guard facts.arePointsKept else { return .missing("chưa có điểm phát hành nào của tỉnh trong sổ") }
    let path = path("diem-phat-hanh", facts)
    guard !facts.points.isEmpty else {
      return IndicatorPart(
        numerator: 0, denominator: 1, evidence: [.init("Sổ không có điểm phát hành nào ở đây", path: path)])
    }
    return IndicatorPart(
      numerator: 1, denominator: 1, evidence: facts.points.prefix(20).map { .init(named: $0, path: path) })
  }

  private static let unwritten: Phrase = "chưa ghi truyền thanh, bảng tin trong sổ"

  private static func words(_ radio: CommuneFacts.Radio) -> String {
    switch radio {
    case .ip: "Đài truyền thanh ứng dụng công nghệ thông tin - viễn thông"
    case .fm: "Đài truyền thanh FM, có dây"
    case .none: "Không có đài truyền thanh"
    }
  }

  private static func part(_ numerator: Int, of denominator: Int, _ words: String, _ facts: CommuneFacts)
    -> IndicatorPart
  {
    let since = facts.since.map { ", từ \($0.vietnamese)" } ?? ""
    let source = facts.source.isEmpty ? "" : " (\(facts.source))"
    return IndicatorPart(
      numerator: numerator, denominator: denominator,
      evidence: [.init(named: "\(words)\(since)\(source)", path: path("do-phu", facts))])
  }

  private static func path(_ register: String, _ facts: CommuneFacts) -> String {
    "/lam-viec/so-bo/\(register)" + (facts.province.map { "?tinh=\($0)" } ?? "")
  }
}
