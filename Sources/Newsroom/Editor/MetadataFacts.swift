import Contracts
import Kernel
import Web

/// What belongs to the text, for those who may only read it.
struct MetadataFacts {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    let kept = view.text.metadata
    let section = view.sections.first { $0.id == kept.section }?.name ?? ""
    let facts: [(name: String, value: String)] = [
      (t("Chuyên mục"), section),
      (t("Tác giả"), kept.bylines.map(\.name).joined(separator: ", ")),
      (t("Tỷ lệ đóng góp"), kept.sharesText),
      (t("Từ khóa"), kept.tags.joined(separator: ", ")),
      (t("Nơi xảy ra"), ([kept.placeName].compactMap(\.self) + kept.otherPlaces.map(\.name)).joined(separator: "; ")),
      (t("Thể loại"), kept.genre.map(view.defaults.genreName) ?? ""),
      (t("Chủ đề"), kept.topics.map(view.defaults.topicName).joined(separator: ", ")),
      (t("Tên gọi nội bộ"), kept.slugline),
      (t("Độ khẩn"), kept.urgency.map(String.init) ?? ""),
      (t("Ghi chú bản quyền"), kept.rightsNote),
    ]
    let lines = facts.filter { !$0.value.isEmpty }.map { fact -> HTML in
      "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd></div>"
    }
    return "<dl class=\"facts\">\(lines)</dl>"
  }
}
