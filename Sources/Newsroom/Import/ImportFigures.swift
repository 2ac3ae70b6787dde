import Foundation
import Kernel
import Web

/// How far an import is, in the words of its page: written into it, and sent to it while it is open.
struct ImportFigures {
  /// What the bar is called among the live figures.
  static let bar = "read"

  private let run: ImportRun
  private let t: Translator

  init(_ run: ImportRun, _ t: Translator) {
    self.run = run
    self.t = t
  }

  /// Kilobytes, a begun one counted: a file of a few bytes is one that can be read to its end. What is done is read to the
  /// end, whatever the last bytes were; nothing else is.
  static func kilobytes(_ position: Int, of bytes: Int, isDone: Bool) -> (read: Int, size: Int) {
    let size = max(1, (bytes + 1023) / 1024)
    return (isDone ? size : min((position + 1023) / 1024, size - 1), size)
  }

  var size: Int { Self.kilobytes(run.position, of: run.bytes, isDone: run.state == .done).size }
  var read: Int { Self.kilobytes(run.position, of: run.bytes, isDone: run.state == .done).read }
  var percent: Int { read * 100 / size }

  var rest: String? {
    guard run.state == .running else { return nil }
    return run.progress.remaining.map { seconds in
      seconds < 90 ? t("còn \(Int(seconds.rounded(.up))) giây") : t("còn \(Int((seconds / 60).rounded(.up))) phút")
    }
  }

  /// By the name each has on the page.
  var texts: [String: String] {
    [
      "done": Figure.text(run.done), "known": Figure.text(run.known), "failed": Figure.text(run.failed),
      "rate": t("\(Figure.text(Int(run.progress.rate.rounded()))) bài mỗi giây"),
      "\(Self.bar)-text": ["\(Figure.text(read)) / \(Figure.text(size)) · \(percent)%", rest].compactMap(\.self)
        .joined(separator: " · "),
      Self.bar: String(percent),
    ]
  }

  /// The same for the page's script.
  var event: ServerEvent {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return ServerEvent(data: String(decoding: try encoder.encode(texts), as: UTF8.self))
    }
  }
}

extension ImportRun.State {
  /// Whether it moves while one looks.
  var goesOn: Bool { self == .waiting || self == .running }
}
