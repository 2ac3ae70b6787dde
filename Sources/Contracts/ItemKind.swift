package import Kernel
import Persistence

/// What sort of item it is (loại tin, bài): decides its fields, its rules and how it is shown.
package enum ItemKind: String, Codable, Sendable, CaseIterable, SQLCodable {
  /// Tin: short news.
  case brief
  /// Bài.
  case article
  /// Chùm ảnh: pictures tell it.
  case photoStory = "photo-story"
  case video
  case audio
  /// Tường thuật trực tiếp: entries, newest first.
  case liveBlog = "live-blog"
  /// Chùm bài: other items gathered under one headline.
  case package

  /// Its name, as people read it.
  package var phrase: Phrase {
    switch self {
    case .brief: "Tin"
    case .article: "Bài"
    case .photoStory: "Chùm ảnh"
    case .video: "Video"
    case .audio: "Âm thanh"
    case .liveBlog: "Tường thuật trực tiếp"
    case .package: "Chùm bài"
    }
  }
}
