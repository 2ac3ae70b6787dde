package import Contracts
package import Foundation
package import Kernel

/// Everything one must know of a text to say whether it may go out.
package struct PreflightSubject: Sendable {
  package var text: ItemText
  package var profile: ContentProfile = .plain
  package var assets = PublicationAssets()
  package var gate = PublicationGate(embargo: nil, isNotForPublication: false)
  package var machines: [AIUse] = []
  /// Addresses that lead nowhere.
  package var deadLinks: Set<String> = []
  /// Titles of the agency's own stories that say nearly the same.
  package var doubles: [ItemDouble] = []
  package var overrides: [ItemOverride] = []
  /// At which moment it would go out.
  package var time: Date

  package init(text: ItemText, time: Date) {
    self.text = text
    self.time = time
  }
}

/// The pictures, sound and video of a text that exist and are the agency's, with what may be done with them. Looked up
/// before a transaction: the library may be anywhere.
package struct PublicationAssets: Sendable {
  package var pictures: [PictureID: PictureProfile] = [:]
  package var clips: [ClipID: ClipProfile] = [:]
  /// By the raw text of the asset's ID.
  package var rights: [String: AssetRights] = [:]

  package init() {}
}

/// A story of the agency's own that is much like another.
package struct ItemDouble: Sendable, Equatable {
  package let item: ItemID
  package let title: String
  /// 0 to 1.
  package let likeness: Double
}

/// Somebody with the right let one finding pass.
package struct ItemOverride: Sendable, Equatable {
  package let rule: String
  package let place: String
  /// The finding in Vietnamese: where it changes, it must be looked at anew.
  package let finding: String
  package let reason: String
  package let accountName: String
  package let madeAt: Date
}

/// What machines had in one part of an item, as declared last.
package struct AIUse: Sendable, Equatable {
  package enum Origin: String, Codable, Sendable, CaseIterable {
    /// Không dùng.
    case none
    /// Hỗ trợ: suggested, translated, shortened, retouched; a person wrote it.
    case assisted
    /// Tạo ra: made by the machine.
    case generated

    package var phrase: Phrase {
      switch self {
      case .none: "Không dùng AI"
      case .assisted: "AI hỗ trợ"
      case .generated: "AI tạo ra"
      }
    }
  }

  /// `text`, or `media:<id>` of a picture or clip.
  package let target: String
  package let origin: Origin
  package let tool: String
  package let purpose: String
  /// Likely to mislead: readers are told (NĐ 237/2026 Art 24).
  package let misleads: Bool
  package let declaredBy: String
  package let declaredAt: Date
  /// Who answers for it; nil: nobody has looked at it yet.
  package var verifiedBy: String?
  package var verifiedAt: Date?

  package static let text = "text"
  package static func media(_ id: String) -> String { "media:\(id)" }

  /// What readers are told of it; nil where nothing needs saying.
  package var label: AILabel? {
    guard origin == .generated || (origin == .assisted && misleads) else { return nil }
    return switch (target == Self.text, origin == .generated) {
    case (true, true): .generatedText
    case (true, false): .assistedText
    case (false, true): .generatedMedia
    case (false, false): .assistedMedia
    }
  }
}

extension [AIUse] {
  /// Each label once, in the order of their kinds.
  package var labels: [AILabel] {
    let found = Set(compactMap(\.label))
    return AILabel.allCases.filter(found.contains)
  }
}
