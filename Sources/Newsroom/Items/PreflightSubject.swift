package import Contracts
package import Foundation
package import Kernel

/// Everything one must know of a text to say whether it may go out.
package struct PreflightSubject: Sendable {
  /// The words and what belongs to them.
  package var text: ItemText
  /// The agency's rules for this kind of item.
  package var profile: ContentProfile = .plain
  /// What its pictures and clips are and allow.
  package var assets = PublicationAssets()
  /// Embargo and "not for publication".
  package var gate = PublicationGate(embargo: nil, isNotForPublication: false)
  /// What machines had in it, as declared last.
  package var machines: [AIUse] = []
  /// Addresses that lead nowhere.
  package var deadLinks: Set<String> = []
  /// Titles of the agency's own stories that say nearly the same.
  package var doubles: [ItemDouble] = []
  /// What somebody with the right let pass.
  package var overrides: [ItemOverride] = []
  /// At which moment it would go out.
  package var time: Date

  /// A text by itself, by plain rules; the rest is added by whoever looks it up.
  package init(text: ItemText, time: Date) {
    self.text = text
    self.time = time
  }
}

/// The pictures, sound and video of a text that exist and are the agency's, with what may be done with them. Looked up
/// before a transaction: the library may be anywhere.
package struct PublicationAssets: Sendable {
  /// Those that exist and are the agency's.
  package var pictures: [PictureID: PictureProfile] = [:]
  /// Those that exist and are the agency's.
  package var clips: [ClipID: ClipProfile] = [:]
  /// By the raw text of the asset's ID.
  package var rights: [String: AssetRights] = [:]

  /// None of anything.
  package init() {}
}

/// A story of the agency's own that is much like another.
package struct ItemDouble: Sendable, Equatable {
  /// The other story, of the same agency.
  package let item: ItemID
  /// Its headline.
  package let title: String
  /// 0 to 1.
  package let likeness: Double
}

/// Somebody with the right let one finding pass.
package struct ItemOverride: Sendable, Equatable {
  /// The raw name of the rule.
  package let rule: String
  /// Where it was found, as in ``Preflight/Finding/place``.
  package let place: String
  /// The finding in Vietnamese: where it changes, it must be looked at anew.
  package let finding: String
  /// Never empty.
  package let reason: String
  /// Who let it pass, by the name of then.
  package let accountName: String
  /// When it was let pass.
  package let madeAt: Date
}

/// What machines had in one part of an item, as declared last.
package struct AIUse: Sendable, Equatable {
  /// How much of it is a machine's.
  package enum Origin: String, Codable, Sendable, CaseIterable {
    /// Không dùng.
    case none
    /// Hỗ trợ: suggested, translated, shortened, retouched; a person wrote it.
    case assisted
    /// Tạo ra: made by the machine.
    case generated

    /// As the form and the history say it.
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
  /// How much of it is a machine's.
  package let origin: Origin
  /// Which program; empty only where none is declared to have been used.
  package let tool: String
  /// What for; empty only where none is declared to have been used.
  package let purpose: String
  /// Likely to mislead: readers are told (NĐ 237/2026 Art 24).
  package let misleads: Bool
  /// Who declared it, by the name of then.
  package let declaredBy: String
  /// When it was declared.
  package let declaredAt: Date
  /// Who answers for it; nil: nobody has looked at it yet.
  package var verifiedBy: String?
  /// Nil while nobody has looked at it.
  package var verifiedAt: Date?

  /// The target that is the item's words.
  package static let text = "text"
  /// The target that is one picture or clip.
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
