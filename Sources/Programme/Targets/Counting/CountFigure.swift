import Foundation
import Kernel
import Web

/// How far counts are, in the words of their page: written into it, and sent to it while it is open.
struct CountFigure {
  let runs: [CountRun]
  let t: Translator

  static func key(_ run: CountRun) -> String { "count-\(run.id)" }

  /// Before it knows how many targets there are a count is nought of one: a bar that stands at its beginning.
  static func total(_ run: CountRun) -> Int { max(1, run.total) }

  /// By the name each has on the page.
  var texts: [String: String] {
    var texts: [String: String] = [:]
    for run in runs where run.state.goesOn {
      let total = Self.total(run)
      texts[Self.key(run)] = String(min(100, run.done * 100 / total))
      texts["\(Self.key(run))-text"] =
        "\(Figure.text(run.done)) / \(Figure.text(total)) · \(min(100, run.done * 100 / total))%"
    }
    return texts
  }

  /// The same for the page's script.
  var event: ServerEvent {
    get throws { ServerEvent(data: try CanonicalJSON.text(texts)) }
  }

  /// Which counts run: once these change the page shows something else.
  static func open(_ runs: [CountRun]) -> String {
    runs.filter(\.state.goesOn).map(\.id.rawValue).sorted().joined(separator: ".")
  }
}
