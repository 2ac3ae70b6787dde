import Contracts
import Kernel

/// An indicator as somebody chooses it for a target.
struct IndicatorChoice: Sendable {
  /// Where its figures are from.
  enum Source: Sendable, CaseIterable {
    /// The registers of organisations, communes, printers.
    case registers
    /// What newsrooms make here.
    case newsrooms

    var phrase: Phrase {
      switch self {
      case .registers: "Tính từ các sổ"
      case .newsrooms: "Tính từ tin, bài làm trên phần mềm"
      }
    }
  }

  let id: String
  let name: Phrase
  let counts: Phrase
  let source: Source
}

extension Programme {
  /// Every indicator that a target may take its figures from, by name, with what its numerator and denominator count.
  var indicatorChoices: [IndicatorChoice] {
    knownIndicators.map { id, name in
      let counts: Phrase =
        if counting(id) == .things {
          "cộng số đếm trong sổ hoặc của các cơ quan"
        } else if CommuneIndicator.rules[id] != nil {
          "số xã, phường đạt trên số xã, phường"
        } else {
          "số cơ quan đạt trên số cơ quan"
        }
      return IndicatorChoice(
        id: id, name: name, counts: counts, source: indicators[id] == nil ? .registers : .newsrooms)
    }.sorted { $0.id < $1.id }
  }

  var knownIndicatorIDs: Set<String> { Set(knownIndicators.keys) }
}
