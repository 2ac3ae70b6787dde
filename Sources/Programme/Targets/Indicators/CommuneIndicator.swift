import Contracts
import Kernel

/// An indicator that reads the registers commune by commune: loudspeakers, boards, people reached, distribution points.
/// A commune of which nothing was entered is missing, never nought.
struct CommuneIndicator: Indicator {
  let id: String
  let name: Phrase
  let counting: IndicatorCounting
  let registers: any RegisteredPlaces
  /// Of what the register holds on a day.
  let part: @Sendable (CommuneFacts, CivilDate) -> IndicatorPart

  /// - Parameter question: communes, by the IDs of their units.
  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    let facts = try await registers.communes(question.organisations.map { UnitID($0.rawValue) }, on: question.to)
    return Dictionary(
      question.organisations.map { id in
        (
          id,
          facts[UnitID(id.rawValue)].map { part($0, question.to) }
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

  @Sendable private static func radio(_ facts: CommuneFacts, _ day: CivilDate) -> IndicatorPart {
    guard let radio = facts.radio else { return .missing(unwritten) }
    return part(radio == .ip ? 1 : 0, of: 1, [words(radio, facts.since)], facts, day)
  }

  @Sendable private static func board(_ facts: CommuneFacts, _ day: CivilDate) -> IndicatorPart {
    guard let boards = facts.boards else { return .missing(unwritten) }
    return part(boards > 0 ? 1 : 0, of: 1, [words(boards, facts.since)], facts, day)
  }

  @Sendable private static func covered(_ facts: CommuneFacts, _ day: CivilDate) -> IndicatorPart {
    guard let radio = facts.radio, let boards = facts.boards else { return .missing(unwritten) }
    return part(
      radio != .none || boards > 0 ? 1 : 0, of: 1, [words(radio, facts.since), words(boards, facts.since)], facts, day)
  }

  @Sendable private static func informed(_ facts: CommuneFacts, _ day: CivilDate) -> IndicatorPart {
    guard let residents = facts.residents, let informed = facts.informed else {
      return .missing("chưa ghi số dân và số dân được phục vụ trong sổ truyền thanh, bảng tin")
    }
    let sentence: Phrase =
      facts.since.map { "\(informed) trên \(residents) người dân, từ \($0.vietnamese)" }
      ?? "\(informed) trên \(residents) người dân"
    return part(informed, of: residents, [sentence], facts, day)
  }

  @Sendable private static func distribution(_ facts: CommuneFacts, _ day: CivilDate) -> IndicatorPart {
    guard facts.arePointsKept else { return .missing("chưa có điểm phát hành nào của tỉnh trong sổ") }
    let list = ProvinceRegister(slug: "diem-phat-hanh", province: facts.province, day: day)
    guard !facts.points.isEmpty else {
      return IndicatorPart(
        numerator: 0, denominator: 1, evidence: [list.line("Sổ không có điểm phát hành nào ở đây")])
    }
    return IndicatorPart(
      numerator: 1, denominator: 1,
      evidence: facts.points.prefix(20).map { .init(named: $0, path: list.path, opens: list.opens) })
  }

  private static let unwritten: Phrase = "chưa ghi truyền thanh, bảng tin trong sổ"

  private static func words(_ radio: CommuneFacts.Radio, _ since: CivilDate?) -> Phrase {
    guard let since = since?.vietnamese else {
      return switch radio {
      case .ip: "Đài truyền thanh ứng dụng công nghệ thông tin - viễn thông"
      case .fm: "Đài truyền thanh FM, có dây"
      case .none: "Không có đài truyền thanh"
      }
    }
    return switch radio {
    case .ip: "Đài truyền thanh ứng dụng công nghệ thông tin - viễn thông, từ \(since)"
    case .fm: "Đài truyền thanh FM, có dây, từ \(since)"
    case .none: "Không có đài truyền thanh, từ \(since)"
    }
  }

  private static func words(_ boards: Int, _ since: CivilDate?) -> Phrase {
    since.map { "\(boards) bảng tin điện tử công cộng, từ \($0.vietnamese)" } ?? "\(boards) bảng tin điện tử công cộng"
  }

  private static func part(
    _ numerator: Int, of denominator: Int, _ words: [Phrase], _ facts: CommuneFacts, _ day: CivilDate
  ) -> IndicatorPart {
    let list = ProvinceRegister(slug: "do-phu", province: facts.province, day: day)
    let source: [IndicatorPart.Evidence] = facts.source.isEmpty ? [] : [.init("Nguồn ghi trong sổ: \(facts.source)")]
    return IndicatorPart(
      numerator: numerator, denominator: denominator, evidence: words.map { list.line($0) } + source)
  }
}

/// A register of a province as it was on a day: open to whoever may see organisations.
struct ProvinceRegister: Sendable {
  let slug: String
  let province: UnitID?
  let day: CivilDate

  var path: String {
    "/lam-viec/so-bo/\(slug)?" + (province.map { "tinh=\($0)&" } ?? "") + "ngay=\(day.rawValue)"
  }

  var opens: IndicatorPart.Opening { .init(Programme.readOrganisations, keeper: Programme.readOrganisations) }

  /// A line of evidence that leads there.
  func line(_ sentence: Phrase) -> IndicatorPart.Evidence { .init(sentence, path: path, opens: opens) }
}
