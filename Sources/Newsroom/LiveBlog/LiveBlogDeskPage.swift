import Contracts
import Foundation
import Kernel
import Web

/// One box above, everything written below it.
struct LiveBlogDeskPage {
  let view: LiveBlogView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }
  private var mayPublish: Bool { context.principal.may(Newsroom.publishLive, in: item.organisation) }
  private var isClosed: Bool { view.state.closedAt != nil }

  var page: DeskPage {
    DeskPage(
      title: item.name(t), room: "items", body: body, actions: actions, scripts: ["live-blog.js"],
      breadcrumb: [(t("Tin, bài"), DeskPath.items), (t("Bài"), DeskPath.item(item.id))], lead: lead,
      styles: ["editor.css", "newsroom.css", "live-desk.css"])
  }

  private var lead: HTML {
    if let closed = view.state.closedAt {
      return "\(StateWord.html(t("Đã kết thúc"), .off)) \(TimeText.html(closed, now: view.now, t))"
    }
    return item.state == .published
      ? StateWord.html(t("Đang tường thuật"), .live)
      : StateWord.html(t("Bài chưa xuất bản"), .waiting, more: "\(t("diễn biến hiện ra cùng lúc xuất bản bài"))")
  }

  private var actions: HTML {
    let site: HTML =
      item.state == .published
      ? Button.link(t("Xem trên trang"), to: item.path, style: .quiet, icon: "external-link") : .empty
    guard mayPublish else { return site }
    let close = Button.post(
      isClosed ? t("Mở lại") : t("Kết thúc tường thuật"), to: DeskPath.live(item.id) + "/ket-thuc", context,
      icon: isClosed ? "play" : "circle-stop", fields: ["act": isClosed ? "mo-lai" : "ket-thuc"])
    return "\(site)\(close)"
  }

  private var body: HTML {
    """
    <div class="stack live" id="live" data-source="\(url: DeskPath.live(item.id) + "/su-kien")" data-mark="\(view.mark)" \
    data-organisation="\(item.organisation.rawValue)">\
    \(Notice.problems(view.problems, t))\(if: !isClosed && item.state != .withdrawn, compose)\
    <p class="notice notice--info" id="live-still" hidden>\(t("Không nối được với máy chủ. Chữ đang gõ vẫn giữ trên máy này."))</p>\
    <ol class="live__entries" id="live-entries" data-keys>\(view.entries.map { LiveEntryLine(entry: $0, view: view, mayPublish: mayPublish, context: context).html })</ol>\
    \(if: view.entries.isEmpty, EmptyState.html(t("Chưa có diễn biến nào. Viết diễn biến đầu tiên."), icon: "radio"))</div>
    """
  }

  private var compose: HTML {
    """
    <form class="live__compose" id="live-form" method="post" action="\(url: DeskPath.live(item.id))">\(context.csrfField)\
    <label class="visually-hidden" for="live-body">\(t("Diễn biến mới"))</label>\
    <textarea class="field__control live__box" id="live-body" name="body" rows="4" autofocus \
    placeholder="\(t("Viết diễn biến, Ctrl Enter để đăng"))">\n\(view.typed?.body ?? "")</textarea>\
    <div class="live__row">\(mayPublish ? Button.submit(t("Đăng"), icon: "send", name: "act", value: "dang") : .empty)\
    \(Button.submit(mayPublish ? t("Để chờ") : t("Gửi biên tập"), style: mayPublish ? .plain : .primary, icon: "clock", name: "act", value: "cho"))\
    <label class="live__tick"><input type="checkbox" name="key" value="1">\(t("Diễn biến chính"))</label>\
    <label class="live__tick"><input type="checkbox" name="pin" value="1">\(t("Ghim"))</label></div>\
    <p class="quiet" id="live-status" role="status"></p>\
    <details class="live__more"><summary>\(t("Tiêu đề, ảnh, hẹn giờ"))</summary><div class="live__fields">\
    \(Field.text("title", label: t("Tiêu đề"), value: view.typed?.title ?? "", maxLength: 200))\(picture)\
    \(if: mayPublish, """
      <div class="live__row">\(Field.text("at", label: t("Đăng lúc"), value: LocalTime.text(view.now.addingTimeInterval(900)), type: "datetime-local"))\
      \(Button.submit(t("Hẹn giờ"), style: .plain, icon: "calendar-clock", name: "act", value: "hen"))</div>
      """)</div></details></form>
    """
  }

  /// Sent up by the script, which then fills in the picture's number; without scripts it is not there.
  private var picture: HTML {
    """
    <div class="live__picture" id="live-picture" hidden><div class="field"><label class="field__label" for="live-file">\
    \(t("Ảnh"))</label><input class="field__control field__control--file" id="live-file" type="file" accept="image/*"></div>\
    <input type="hidden" name="picture" id="live-picture-id">\
    <div id="live-picture-words" hidden>\
    \(Field.text("alt", label: t("Ảnh có gì (cho người không nhìn thấy)"), maxLength: 500))\
    \(Field.text("caption", label: t("Chú thích"), maxLength: 500))\
    \(Field.text("credit", label: t("Nguồn ảnh"), maxLength: 200))</div></div>
    """
  }
}

/// One entry on the desk, with what can be done with it.
struct LiveEntryLine {
  let entry: LiveEntry
  let view: LiveBlogView
  let mayPublish: Bool
  let context: StaffContext

  private var t: Translator { context.translator }
  private var isOwn: Bool { entry.author == context.principal.id && entry.state != .published }
  private var mayEdit: Bool { mayPublish || isOwn }
  private var path: String { DeskPath.live(view.item.id) + "/dien-bien/\(entry.id)" }

  var html: HTML {
    """
    <li class="live__entry live__entry--\(entry.state.rawValue)" id="e-\(entry.id.rawValue)" tabindex="-1">\
    <p class="live__meta">\(TimeText.html(entry.publishedAt ?? entry.scheduledFor ?? entry.madeAt, now: view.now, t)) · \
    \(entry.authorName) · \(StateWord.html(t(entry.state.phrase), kind))\(if: entry.isPinned, " · \(Icon.html("pin"))\(t("Ghim"))")\
    \(if: entry.isKey, " · \(Icon.html("star"))\(t("Diễn biến chính"))")\
    \(entry.editedAt.map { " · \(t("sửa")) \(TimeText.html($0, now: view.now, t))" as HTML })</p>\
    \(if: !entry.title.isEmpty, "<h2 class=\"live__title\">\(entry.title)</h2>")\
    <div class="live__text">\(StoryPreview.html(entry.body))</div>\(if: mayEdit, acts)</li>
    """
  }

  private var kind: StateWord.Kind {
    switch entry.state {
    case .draft: .waiting
    case .scheduled: .ready
    case .published: .done
    case .removed: .off
    }
  }

  private var acts: HTML {
    """
    <div class="live__acts"><form class="live__row" method="post" action="\(url: path)">\(context.csrfField)\
    \(if: mayPublish && (entry.state == .draft || entry.state == .scheduled), button("dang", t("Đăng"), "send"))\
    \(if: entry.state == .removed, button("lay-lai", t("Lấy lại"), "undo-2"))\
    \(if: entry.state != .removed, """
      \(entry.isPinned ? button("bo-ghim", t("Bỏ ghim"), "pin") : button("ghim", t("Ghim"), "pin"))\
      \(entry.isKey ? button("bo-chinh", t("Không là diễn biến chính"), "star") : button("chinh", t("Diễn biến chính"), "star"))\
      \(button("bo", t("Bỏ"), "trash-2"))
      """)</form>\(if: entry.state != .removed, edit)</div>
    """
  }

  private func button(_ act: String, _ label: String, _ icon: String) -> HTML {
    Button.submit(label, style: .quiet, icon: icon, name: "act", value: act)
  }

  private var edit: HTML {
    let id = entry.id.rawValue
    return """
      <details class="live__edit"><summary>\(Icon.html("pencil"))\(t("Sửa"))</summary>\
      <form class="form" method="post" action="\(url: path)">\(context.csrfField)\
      <input type="hidden" name="version" value="\(entry.version)"><input type="hidden" name="act" value="sua">\
      \(if: entry.isKey, "<input type=\"hidden\" name=\"key\" value=\"1\">")\
      \(if: entry.isPinned, "<input type=\"hidden\" name=\"pin\" value=\"1\">")\
      <div class="field"><label class="field__label" for="title-\(id)">\(t("Tiêu đề"))</label>\
      <input class="field__control" id="title-\(id)" name="title" maxlength="200" value="\(entry.title)"></div>\
      <div class="field"><label class="field__label" for="body-\(id)">\(t("Diễn biến"))</label>\
      <textarea class="field__control" id="body-\(id)" name="body" rows="5">\n\(entry.body.plainForm)</textarea></div>\
      \(Button.submit(t("Lưu"), style: .plain, icon: "save"))</form></details>
      """
  }
}
