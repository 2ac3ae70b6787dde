package import Kernel
import Persistence

/// Where an item stands on its way to the reader.
package enum ItemState: String, Codable, Sendable, CaseIterable, SQLCodable {
  /// Nháp: its author writes.
  case draft
  /// Đang biên tập: somebody works on it, or it was sent back.
  case editing
  /// Chờ duyệt.
  case approval
  /// Đã duyệt: may be published.
  case ready
  case published
  /// Đã gỡ: was public, and is no more.
  case withdrawn

  /// Its name, as people read it.
  package var phrase: Phrase {
    switch self {
    case .draft: "Nháp"
    case .editing: "Đang biên tập"
    case .approval: "Chờ duyệt"
    case .ready: "Đã duyệt"
    case .published: "Đã xuất bản"
    case .withdrawn: "Đã gỡ"
    }
  }

  /// Still on its way.
  package static let working: [ItemState] = [.draft, .editing, .approval, .ready]
}
