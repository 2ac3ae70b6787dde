import Kernel
import Persistence
import Vietnamese

/// The groups within which agencies are ranked (regulation.md 1.5, 7). Which one an agency is in is said for each year; it
/// does not follow from its name: a newspaper-and-station was ranked among newspapers in one place, among stations in another.
enum Bloc: String, Codable, Sendable, CaseIterable, SQLCodable {
  case centralNewspaper = "central-newspaper"
  case localNewspaper = "local-newspaper"
  case magazine
  case scientificJournal = "scientific-journal"
  case radioTelevision = "radio-tv"

  var phrase: Phrase {
    switch self {
    case .centralNewspaper: "Báo trung ương"
    case .localNewspaper: "Báo địa phương"
    case .magazine: "Tạp chí trung ương và địa phương"
    case .scientificJournal: "Tạp chí khoa học"
    case .radioTelevision: "Phát thanh, truyền hình"
    }
  }

  /// By its code or its Vietnamese name, with or without diacritics.
  init?(text: String) {
    let folded = VietnameseText.fold(text)
    guard
      let found = Self.allCases.first(where: {
        $0.rawValue == folded || VietnameseText.fold($0.phrase.vietnamese) == folded
      })
    else { return nil }
    self = found
  }
}
