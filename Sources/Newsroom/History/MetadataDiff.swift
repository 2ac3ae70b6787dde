import Contracts
import Kernel

/// What belongs to two texts beside their words, field by field, as people read it.
struct MetadataDiff {
  struct Field {
    let name: String
    let pieces: [WordDiff.Piece]
  }

  /// Those that have something in one of the two.
  let fields: [Field]

  init(
    from old: ItemMetadata, to new: ItemMetadata, sections: [Section], pictures: [PictureID: PictureProfile],
    t: Translator
  ) {
    func section(_ id: SectionID?) -> String {
      id.map { id in sections.first { $0.id == id }?.name ?? id.rawValue } ?? ""
    }
    func picture(_ id: PictureID?) -> String {
      guard let id else { return "" }
      guard let picture = pictures[id] else { return t("Ảnh không còn trong kho ảnh của cơ quan") }
      return [picture.alt, picture.caption].first { !$0.isEmpty } ?? id.rawValue
    }
    func names(_ metadata: ItemMetadata) -> String { metadata.bylines.map(\.name).joined(separator: ", ") }
    func tags(_ metadata: ItemMetadata) -> String { metadata.tags.joined(separator: ", ") }
    let all = [
      Field(
        name: t("Chuyên mục"),
        pieces: Self.whole(section(old.section), section(new.section), isSame: old.section == new.section)),
      Field(name: t("Tác giả"), pieces: WordDiff.words(from: names(old), to: names(new))),
      Field(name: t("Từ khóa"), pieces: WordDiff.words(from: tags(old), to: tags(new))),
      Field(
        name: t("Nơi xảy ra"),
        pieces: Self.whole(old.placeName ?? "", new.placeName ?? "", isSame: old.placeName == new.placeName)),
      Field(
        name: t("Ảnh đại diện"), pieces: Self.whole(picture(old.lead), picture(new.lead), isSame: old.lead == new.lead)),
    ]
    fields = all.filter { !$0.pieces.isEmpty && $0.pieces != [.same("")] }
  }

  /// One thing for another: two pictures may be described in the same words, and are still two.
  private static func whole(_ old: String, _ new: String, isSame: Bool) -> [WordDiff.Piece] {
    if isSame { return [.same(new)] }
    var pieces: [WordDiff.Piece] = []
    if !old.isEmpty { pieces.append(.removed(old)) }
    if !old.isEmpty, !new.isEmpty { pieces.append(.same(" ")) }
    if !new.isEmpty { pieces.append(.added(new)) }
    return pieces
  }
}
