import Kernel
import Spelling
import Web

/// How a house writes what may be written in two ways, and which words its speller knows.
struct WritingPage {
  let organisation: OrganisationID
  let style: HouseStyle
  let words: [HouseWord]
  let hasSpeller: Bool
  let isDone: Bool
  let typed: String
  let errors: [String: Phrase]
  let context: StaffContext

  private var t: Translator { context.translator }
  private var mayChange: Bool { context.principal.may(Newsroom.manageProfiles, in: organisation) }
  private var mayAdd: Bool { context.principal.may(Newsroom.approve, in: organisation) }

  var page: DeskPage {
    DeskPage(
      title: t("Chính tả"), room: "spelling",
      body: """
        <div class="stack">\(if: isDone, Notice.ok(t("Đã lưu.")))\(Notice.problems(errors, t))
        \(if: !hasSpeller, Notice.info(
          t("Máy chủ chưa có từ điển hunspell-vi nên chưa soát chính tả được."),
          detail: t("Cách đặt dấu và danh sách từ vẫn dùng được khi từ điển được cài.")))
        \(styleForm)\(list(t("Từ của tòa soạn"), words.filter { $0.account == nil }, mayRemove: mayChange))
        \(list(t("Từ của riêng tôi"), words.filter { $0.account != nil }, mayRemove: true))\(addForm)</div>
        """,
      lead: "\(t("Trình soạn bài nhắc theo những điều ghi ở đây."))")
  }

  private var hidden: HTML {
    "\(context.csrfField)<input type=\"hidden\" name=\"co-quan\" value=\"\(organisation.rawValue)\">"
  }

  private var styleForm: HTML {
    guard mayChange else {
      return """
        <section class="section"><h2>\(t("Cách viết của tòa soạn"))</h2>
        <dl class="facts"><div><dt>\(t("Đặt dấu thanh"))</dt><dd>\(t(style.tone.phrase))</dd></div>
        <div><dt>\(t("i hay y"))</dt><dd>\(t(style.ending.phrase))</dd></div></dl></section>
        """
    }
    let tones = HouseStyle.Tone.allCases.map { choice in
      Field.radio("tone", label: t(choice.phrase), value: choice.rawValue, isOn: style.tone == choice)
    }
    let endings = HouseStyle.Ending.allCases.map { choice in
      Field.radio("ending", label: t(choice.phrase), value: choice.rawValue, isOn: style.ending == choice)
    }
    return """
      <section class="section"><h2>\(t("Cách viết của tòa soạn"))</h2>
      <form class="form" method="post" action="\(url: SpellingController.path)">\(hidden)
      \(Field.group(t("Đặt dấu thanh ở oa, oe, uy"), "\(tones)"))
      \(Field.group(t("i hay y"), hint: t("Tên riêng giữ như người ta viết."), "\(endings)"))
      <p class="form__acts">\(Button.submit(t("Lưu cách viết"), icon: "save"))</p></form></section>
      """
  }

  private func list(_ title: String, _ words: [HouseWord], mayRemove: Bool) -> HTML {
    let lines = words.map { word -> HTML in
      let act: HTML? =
        mayRemove
        ? """
        <form class="act" method="post" action="\(url: "\(SpellingController.path)/tu/\(word.id)/bo")">\(context.csrfField)\
        \(Button.icon("x", t("Bỏ từ \(word.word)")))</form>
        """ : nil
      return """
        <li class="list__item"><span class="list__main"><b>\(word.word)</b>\
        <span class="list__meta">\(word.addedName)</span></span>\(act)</li>
        """
    }
    let list: HTML =
      lines.isEmpty ? "<p class=\"quiet\">\(t("Chưa có từ nào."))</p>" : "<ul class=\"list\">\(lines)</ul>"
    return """
      <section class="section"><h2>\(title) <span class="count">\(words.count)</span></h2>\(list)</section>
      """
  }

  private var addForm: HTML {
    """
    <section class="section"><h2>\(t("Thêm từ"))</h2>
    <form class="form" method="post" action="\(url: SpellingController.path + "/tu")">\(hidden)
    \(Field.area(
      "word", label: t("Các từ"), value: typed, rows: 3,
      hint: t("Mỗi từ một tiếng, cách nhau bằng dấu cách hoặc xuống dòng: tên người, tên đất, tiếng dân tộc."),
      error: errors["word"].map { t($0) }, isRequired: true))
    \(if: mayAdd, Field.select(
      "scope", label: t("Cho ai"),
      options: [(value: "own", label: t("Riêng tôi")), (value: "house", label: t("Cả tòa soạn"))]))
    <p class="form__acts">\(Button.submit(t("Thêm từ"), style: .plain, icon: "plus"))</p></form></section>
    """
  }
}

extension HouseStyle.Tone {
  var phrase: Phrase {
    switch self {
    case .free: "Mỗi người một cách; chỉ nhắc chỗ sai ở cả hai cách"
    case .first: "Kiểu hòa, khỏe, thúy"
    case .sounding: "Kiểu hoà, khoẻ, thuý"
    }
  }
}

extension HouseStyle.Ending {
  var phrase: Phrase {
    switch self {
    case .free: "Mỗi người một cách"
    case .y: "Viết y: kỹ, lý, mỹ, quý"
    case .i: "Viết i: kĩ, lí, mĩ, quí"
    }
  }
}
