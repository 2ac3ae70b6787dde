import Foundation

/// Text for addresses: `Bão số 3 đổ bộ` → `bao-so-3-do-bo`.
enum Slug {
  /// Lower-case ASCII letters and digits with single hyphens, cut at a word within `limit`; `bai` where nothing is left.
  static func make(_ text: String, limit: Int = 100) -> String {
    var slug = ""
    var isAfterGap = false
    for scalar in text.lowercased().replacing("đ", with: "d").decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar.properties.canonicalCombiningClass != .notReordered { continue }
      if scalar.isASCII, scalar.properties.isAlphabetic || (scalar >= "0" && scalar <= "9") {
        if isAfterGap, !slug.isEmpty { slug.append("-") }
        slug.unicodeScalars.append(scalar)
        isAfterGap = false
      } else {
        isAfterGap = true
      }
    }
    if slug.utf8.count > limit {
      let cut = slug.prefix(limit)
      slug = String(cut.lastIndex(of: "-").map { cut[..<$0] } ?? cut)
    }
    return slug.isEmpty ? "bai" : slug
  }
}
