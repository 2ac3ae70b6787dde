import Vietnamese

/// Text for addresses: `Bão số 3 đổ bộ` → `bao-so-3-do-bo`.
enum Slug {
  static func make(_ text: String, limit: Int = 80) -> String { VietnameseText.slug(text, limit: limit) }
}
