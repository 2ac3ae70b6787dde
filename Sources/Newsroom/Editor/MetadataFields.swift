import Contracts
import Kernel
import Web

/// What belongs to the text, as a form: the fields that the agency's profile of this kind shows.
struct MetadataFields {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var kept: ItemMetadata { view.text.metadata }
  private var errors: [String: String] { view.problems.mapValues { t($0) } }

  var html: HTML {
    """
    <form class="form" id="editor-metadata" method="post" action="\(url: DeskPath.item(view.item.id, "thong-tin"))">\
    \(context.csrfField)<input type="hidden" name="base" value="\(view.revision.number)">
    \(Field.select(
      "section", label: t("Chuyên mục"), options: [("", t("Chọn chuyên mục"))] + openSections,
      selected: kept.section?.rawValue ?? "", error: errors["section"]))
    \(ProfileField.allCases.filter { !Self.rare.contains($0) }.map(field))
    <details class="editor-more"><summary>\(t("Thông tin thêm"))</summary>\
    \(Self.rare.map(field))</details>
    <div class="form__acts" id="editor-metadata-acts">\(Button.submit(t("Lưu thông tin"), style: .plain))</div></form>
    """
  }

  /// Those that are seldom touched stand folded away.
  private static let rare: [ProfileField] = [.topics, .places, .shares, .slugline, .urgency, .rights]

  private func field(_ field: ProfileField) -> HTML {
    guard view.shows(field) else { return .empty }
    let label = t(field.phrase)
    let isNeeded = view.profile.use(of: field) == .required
    switch field {
    case .bylines:
      return Field.text(
        "bylines", label: label, value: kept.bylines.map(\.name).joined(separator: ", "),
        hint: t("Nhiều tên thì ghi dấu phẩy ở giữa"), error: errors["bylines"], isRequired: isNeeded)
    case .tags:
      return Field.text(
        "tags", label: label, value: kept.tags.joined(separator: ", "),
        hint: t("Nhiều từ khóa thì ghi dấu phẩy ở giữa"), error: errors["tags"], isRequired: isNeeded)
    case .place:
      return Field.text(
        "place", label: label, value: kept.placeName ?? "", error: errors["place"], isRequired: isNeeded,
        autocomplete: "off")
    case .places: return places(label)
    case .lead:
      return """
        <div class="field" id="lead"><span class="field__label">\(label)</span>\
        <div class="editor-lead" id="editor-lead">\(lead)</div></div>
        """
    case .genre: return select("genre", label, view.defaults.genres.map { ($0.id, $0.name) }, kept.genre ?? "")
    case .topics: return topics(label)
    case .urgency: return select("urgency", label, urgencies, kept.urgency.map(String.init) ?? "")
    case .slugline:
      return Field.text(
        "slugline", label: label, value: kept.slugline,
        hint: t("Chỉ trong tòa soạn; mọi bài về một việc dùng chung một tên"), maxLength: 80)
    case .shares:
      return Field.text(
        "shares", label: label, value: kept.sharesText, hint: t("Thí dụ: Nguyễn Lan 60, Trần Minh 40; cộng lại đủ 100"),
        error: errors["shares"])
    case .rights:
      return Field.text("rights", label: label, value: kept.rightsNote, hint: t("Thí dụ: không đăng lại trên báo khác"))
    }
  }

  private func select(
    _ name: String, _ label: String, _ options: [(value: String, label: String)], _ selected: String
  ) -> HTML {
    var options = [("", t("Chưa chọn"))] + options
    if !options.contains(where: { $0.0 == selected }) { options.append((selected, selected)) }
    return Field.select(name, label: label, options: options, selected: selected, error: errors[name])
  }

  /// IPTC's scale, in words.
  private var urgencies: [(value: String, label: String)] {
    [("1", t("1 · Rất khẩn")), ("3", t("3 · Khẩn")), ("5", t("5 · Thường")), ("8", t("8 · Không gấp"))]
  }

  private func places(_ label: String) -> HTML {
    Field.area(
      "places", label: label, value: kept.otherPlaces.map(\.name).joined(separator: "\n"), rows: 2,
      hint: t("Mỗi nơi một dòng"), error: errors["places"])
  }

  /// The first level in sight, the second folded under it.
  private func topics(_ label: String) -> HTML {
    guard !view.defaults.topics.isEmpty else { return .empty }
    let chosen = Set(kept.topics)
    func tick(_ topic: NewsroomDefaults.Topic) -> HTML {
      Field.check(
        "topics", label: topic.name, isOn: chosen.contains(topic.id), value: topic.id,
        id: "topic-\(topic.id.split(separator: ":").last ?? "")")
    }
    let groups = view.defaults.topics.filter { $0.parent == nil }.map { top -> HTML in
      let below = view.defaults.topics.filter { $0.parent == top.id }
      guard !below.isEmpty else { return tick(top) }
      let isOpen = below.contains { chosen.contains($0.id) }
      return """
        \(tick(top))<details class="editor-more editor-more--inner"\(flag: "open", isOpen)>\
        <summary>\(t("Chi tiết: \(top.name)"))</summary>\(below.map(tick))</details>
        """
    }
    return """
      <details class="editor-more" id="topics"\(flag: "open", !chosen.isEmpty)><summary>\(label)\
      \(if: !chosen.isEmpty, " (\(chosen.count))")</summary>\
      <input type="hidden" name="has-topics" value="1">\(groups)</details>
      """
  }

  /// Those of today, and the one the item is in although it was closed.
  private var openSections: [(value: String, label: String)] {
    let today = CivilDate(view.now)
    return view.sections.filter { $0.validity.contains(today) || $0.id == kept.section }
      .map { ($0.id.rawValue, $0.name) }
  }

  private var lead: HTML {
    guard let id = kept.lead else { return "<p class=\"quiet\">\(t("Chưa có ảnh đại diện"))</p>" }
    guard let picture = view.pictures[id], let rendition = picture.renditions.first else {
      return "<p class=\"quiet\">\(t("Ảnh không còn trong kho ảnh của cơ quan"))</p>"
    }
    return """
      <img src="\(url: rendition.path)" width="\(rendition.width)" height="\(rendition.height)" alt="\(picture.alt)">\
      \(Field.check("no-lead", label: t("Bỏ ảnh đại diện")))
      """
  }
}
