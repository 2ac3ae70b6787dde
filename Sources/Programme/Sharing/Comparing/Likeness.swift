import Kernel
import Web

/// Why a figure cannot stand beside another that looks like it.
enum Unlikeness: Sendable, Equatable {
  case unit(theirs: TargetUnit, mine: TargetUnit)
  case population(theirs: SharedFigure.Population, mine: SharedFigure.Population)
  case words(Phrase)

  func text(_ t: Translator) -> String {
    switch self {
    case .words(let phrase): t(phrase)
    case .unit(let theirs, let mine): t("Đơn vị khác: \(t(Self.name(theirs))), không phải \(t(Self.name(mine)))")
    case .population(let theirs, let mine):
      t("Đối tượng khác: \(Self.name(theirs, t)), không phải \(Self.name(mine, t))")
    }
  }

  private static func name(_ unit: TargetUnit) -> Phrase {
    switch unit {
    case .percent: "phần trăm"
    case .count: "số lượng"
    case .yesNo: "có hoặc không"
    case .hoursPerDay: "giờ mỗi ngày"
    case .timesPerYear: "lần mỗi năm"
    case .ratio: "tỷ số"
    case .statement: "lời văn"
    }
  }

  /// `cơ quan báo chí (có từ hai loại hình)`; the plan's own words where it has some.
  static func name(_ population: SharedFigure.Population, _ t: Translator) -> String {
    let whom = population.text.isEmpty ? t(PlanWords.population(population.kind)) : population.text
    let which: Phrase? =
      switch PopulationFilter(population.filter) {
      case .all: nil
      case .twoPressTypes: "có từ hai loại hình báo chí"
      case .electronic: "báo điện tử"
      case .print: "báo in"
      case .broadcast: "báo nói, báo hình"
      case .transforming: "tham gia chuyển đổi số"
      case .named: "chỉ nơi kế hoạch nêu tên"
      case nil: "điều kiện \(population.filter)"
      }
    return which.map { "\(whom) (\(t($0)))" } ?? whom
  }
}

enum Likeness {
  /// Whether both speak of one thing: a goal, a national target or an indicator. Whether they measure it alike is another
  /// question.
  static func areOfOneThing(_ one: SharedFigure, _ other: SharedFigure) -> Bool {
    (one.goal != nil && one.goal == other.goal) || (one.national != nil && one.national == other.national)
      || (one.indicator != nil && one.indicator == other.indicator)
  }

  /// Where two figures that are compared say their formula otherwise; nothing where they say it alike.
  static func formulaDifferences(_ figure: SharedFigure, from reference: SharedFigure) -> [Unlikeness] {
    guard figure.formulaDigest != reference.formulaDigest else { return [] }
    var all: [Unlikeness] = []
    if figure.direction != reference.direction { all.append(.words("Chiều mong muốn khác")) }
    let parts: [(theirs: String, mine: String, differ: (String, String) -> Phrase, oneIsSilent: Phrase)] = [
      (
        figure.numeratorOf, reference.numeratorOf, { "Tử số là “\($0)”, không phải “\($1)”" },
        "Chỉ một trong hai kế hoạch ghi cách tính tử số"
      ),
      (
        figure.denominatorOf, reference.denominatorOf, { "Mẫu số là “\($0)”, không phải “\($1)”" },
        "Chỉ một trong hai kế hoạch ghi cách tính mẫu số"
      ),
    ]
    for part in parts where FormulaDigest.plain(part.theirs) != FormulaDigest.plain(part.mine) {
      let isSilent = part.theirs.isEmpty || part.mine.isEmpty
      all.append(.words(isSilent ? part.oneIsSilent : part.differ(part.theirs, part.mine)))
    }
    return all.isEmpty ? [.words("Nơi công bố ghi mã công thức khác")] : all
  }

  /// Nothing where they are alike.
  static func differences(_ figure: SharedFigure, from reference: SharedFigure) -> [Unlikeness] {
    let (mine, theirs) = (FigureDefinition(reference), FigureDefinition(figure))
    guard mine != theirs else { return [] }
    var all: [Unlikeness] = []
    if mine.unit != theirs.unit { all.append(.unit(theirs: figure.measuredIn, mine: reference.measuredIn)) }
    if mine.population != theirs.population {
      all.append(.population(theirs: figure.population, mine: reference.population))
    }
    switch (reference.indicator, figure.indicator) {
    case (let mine?, let theirs?) where mine != theirs:
      all.append(.words("Chỉ số khác: \(theirs), không phải \(mine)"))
    case (_?, nil): all.append(.words("Số do người nhập theo kế hoạch, không phải phần mềm tính"))
    case (nil, _?): all.append(.words("Số do phần mềm tính, không phải người nhập theo kế hoạch"))
    default:
      if mine.what != theirs.what { all.append(.words("Không nhận cùng một chỉ tiêu quốc gia")) }
      if mine.formula != theirs.formula { all.append(.words("Cách tính ghi trong hai kế hoạch khác nhau")) }
    }
    return all
  }
}
