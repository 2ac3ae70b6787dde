import Contracts
import Kernel

/// Printers with modern technology, electronic publications: marked ones of all that stand in a province's register, by
/// whoever keeps it.
struct ThingIndicator: Indicator {
  let kind: RegisteredThing.Kind
  let registers: any RegisteredPlaces
  /// The province on a day; nil where the plan has none.
  let province: @Sendable (CivilDate) async throws -> UnitID?
  let counting = IndicatorCounting.things

  var id: String { kind == .printers ? "print.modern" : "print.e-publications" }
  var name: Phrase { Self.name(kind) }

  static func name(_ kind: RegisteredThing.Kind) -> Phrase {
    switch kind {
    case .printers: "Cơ sở in dùng công nghệ, thiết bị in hiện đại"
    case .publications: "Xuất bản phẩm điện tử trên số xuất bản phẩm của năm"
    }
  }

  static func nothing(_ kind: RegisteredThing.Kind) -> Phrase {
    switch kind {
    case .printers: "chưa có cơ sở in nào trong sổ"
    case .publications: "chưa có xuất bản phẩm nào của năm trong sổ"
    }
  }

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    guard let province = try await province(question.to) else {
      return Dictionary(
        question.organisations.map { ($0, .missing("kế hoạch chưa ghi tỉnh")) }, uniquingKeysWith: { first, _ in first }
      )
    }
    let things = Dictionary(
      grouping: try await registers.things(kind, in: province, on: question.to), by: \.keeper)
    return Dictionary(
      question.organisations.map { ($0, part(things[$0] ?? [], province, question.to)) },
      uniquingKeysWith: { first, _ in first })
  }

  private static let shown = 100

  private func part(_ things: [RegisteredThing], _ province: UnitID, _ day: CivilDate) -> IndicatorPart {
    guard !things.isEmpty else { return .missing(Self.nothing(kind)) }
    let marked = things.filter(\.isMarked)
    let list = ProvinceRegister(slug: kind == .printers ? "co-so-in" : "xuat-ban-pham", province: province, day: day)
    var evidence = [list.line(counted(marked.count, of: things.count))]
    evidence += marked.prefix(Self.shown).map { .init(named: $0.name) }
    if marked.count > Self.shown { evidence.append(.init("và \(marked.count - Self.shown) nữa trong sổ")) }
    return IndicatorPart(numerator: marked.count, denominator: things.count, evidence: evidence)
  }

  /// By titles, not by copies: an electronic publication has none.
  private func counted(_ marked: Int, of all: Int) -> Phrase {
    switch kind {
    case .printers: "\(marked) trên \(all) cơ sở in dùng công nghệ, thiết bị in hiện đại"
    case .publications:
      "\(marked) trên \(all) xuất bản phẩm trong sổ của năm là xuất bản phẩm điện tử (tính theo đầu xuất bản phẩm)"
    }
  }
}
