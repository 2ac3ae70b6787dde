package import Foundation
package import Kernel

/// The same story in another language.
package struct StoryTranslation: Sendable, Equatable {
  /// BCP 47: `vi`, `en`, `zh`.
  package let language: String
  /// On the agency's site.
  package let path: String

  /// Another public story of the same agency.
  package init(language: String, path: String) {
    self.language = language
    self.path = path
  }
}

/// One change of a published story that readers are told of.
package struct StoryUpdate: Sendable, Equatable {
  /// When the change became public.
  package let time: Date
  /// What changed, plain; empty where only the time is told.
  package let text: String

  /// `text` is shown to readers as it is.
  package init(time: Date, text: String) {
    self.time = time
    self.text = text
  }
}

/// What a reader is told of the part that machines had in a story (NĐ 237/2026 Art 24, NĐ 142/2026 Art 17–18).
package enum AILabel: String, Sendable, Codable, CaseIterable {
  case generatedText = "generated-text"
  case assistedText = "assisted-text"
  case generatedMedia = "generated-media"
  case assistedMedia = "assisted-media"

  /// As readers see it.
  package var phrase: Phrase {
    switch self {
    case .generatedText: "Nội dung do AI tạo, tòa soạn đã kiểm chứng"
    case .assistedText: "Có dùng AI hỗ trợ, tòa soạn đã kiểm chứng"
    case .generatedMedia: "Có hình ảnh, âm thanh do AI tạo"
    case .assistedMedia: "Có hình ảnh, âm thanh được AI chỉnh sửa"
    }
  }
}
