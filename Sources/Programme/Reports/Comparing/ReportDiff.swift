import Foundation
import Kernel

/// A report beside that of the year before: figures side by side, what people wrote line by line.
struct ReportDiff: Sendable {
  struct Figure: Sendable, Equatable {
    let measure: String
    let before: String
    let now: String
    /// Percent points, or the difference of counts; nil where one is missing.
    let change: Double?
    let isShare: Bool
  }
  struct Line: Sendable, Equatable {
    enum Kind: Sendable {
      case same
      case gone
      case new
    }
    let kind: Kind
    let text: String
  }
  struct Words: Sendable {
    let title: String
    let lines: [Line]
  }

  let before: ReportRecord
  let now: ReportRecord

  var figures: [Figure] {
    let old = Dictionary(before.facts.targets.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    let newCodes = Set(now.facts.targets.map(\.code))
    let kept = now.facts.targets.map { figure(old[$0.code], $0) }
    let gone = before.facts.targets.filter { !newCodes.contains($0.code) }.map { figure($0, nil) }
    return (kept + gone).filter { !$0.before.isEmpty || !$0.now.isEmpty }
  }

  private func figure(_ old: ReportTarget?, _ new: ReportTarget?) -> Figure {
    let isShare = (new ?? old)?.unit == .percent
    let values = isShare ? (old?.value, new?.value) : (old?.numerator, new?.numerator)
    let change: Double? =
      // Values of different units are not taken from one another.
      if let was = values.0, let now = values.1, old?.unit == new?.unit { now - was } else { nil }
    return Figure(
      measure: (new ?? old)?.measure ?? "", before: Self.words(old), now: Self.words(new), change: change,
      isShare: isShare)
  }

  private static func words(_ target: ReportTarget?) -> String {
    guard let target, !target.share.isEmpty else { return "" }
    return target.percent.isEmpty ? target.share : "\(target.percent) (\(target.share))"
  }

  var words: [Words] {
    now.sections.filter { $0.kind != .opening && $0.kind != .closing }.compactMap { section in
      let old = before.sections.first { $0.id == section.id }?.paragraphs ?? []
      let lines = Self.lines(old, section.paragraphs)
      return lines.isEmpty ? nil : Words(title: section.title, lines: lines)
    }
  }

  /// The longest common run of lines stays; at most so many lines are compared.
  static func lines(_ old: [String], _ new: [String]) -> [Line] {
    let difference = Array(new.prefix(2000)).difference(from: Array(old.prefix(2000)))
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var result: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        result.append(Line(kind: .gone, text: old[i]))
        i += 1
      } else if j < new.count, added.contains(j) {
        result.append(Line(kind: .new, text: new[j]))
        j += 1
      } else if j < new.count {
        result.append(Line(kind: .same, text: new[j]))
        i += 1
        j += 1
      } else {
        break
      }
    }
    return result
  }
}
