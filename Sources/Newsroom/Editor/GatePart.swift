import Contracts
import Foundation
import Kernel
import Web

/// The embargo and the mark "not for publication": what holds, and the acts that change it.
struct GatePart {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }
  private var isOpen: Bool {
    Newsroom.mayHandle(item, view.principal) && ItemState.working.contains(item.state)
  }

  var html: HTML {
    let parts = [marks, isOpen ? embargo : .empty, isOpen ? inside : .empty]
    return "<div class=\"workflow\" id=\"embargo\">\(parts)</div>"
  }

  private var marks: HTML {
    var lines: [HTML] = []
    if item.isNotForPublication {
      lines.append("<p class=\"gate\" id=\"not-for-publication\">\(Icon.html("ban"))\(t("Không đăng"))</p>")
    }
    if let time = item.embargo {
      let phrase = time > view.now ? t("Giữ tới \(VietnamTime.dateAndClock(time))") : t("Đã hết giữ tin")
      lines.append("<p class=\"gate\">\(Icon.html("lock"))\(phrase)</p>")
    }
    if lines.isEmpty, !isOpen { return "<p class=\"quiet\">\(t("Không có điều kiện nào."))</p>" }
    return "\(lines)"
  }

  private func reason(_ name: String) -> HTML {
    Field.text(name, label: t("Lý do"), isRequired: true, maxLength: 1_000)
  }

  private var embargo: HTML {
    if item.embargo != nil {
      guard view.may(Newsroom.publish) else { return .empty }
      return unfold(
        t("Bỏ giữ tin"), "giu-tin",
        "<input type=\"hidden\" name=\"until\" value=\"\">\(reason("hold-reason"))\(Button.submit(t("Bỏ giữ tin"), style: .plain, icon: "lock-open"))"
      )
    }
    let next = LocalTime.text(view.now.addingTimeInterval(86_400))
    return unfold(
      t("Giữ tin tới giờ"), "giu-tin",
      """
      \(Field.text("until", label: t("Không đăng trước"), value: next, type: "datetime-local", isRequired: true))\
      \(reason("hold-reason"))\
      \(Button.submit(t("Giữ tin"), style: .plain, icon: "lock"))
      """)
  }

  private var inside: HTML {
    if item.isNotForPublication {
      guard view.may(Newsroom.publish) else { return .empty }
      return unfold(
        t("Cho phép đăng"), "khong-dang",
        "\(reason("inside-reason"))\(Button.submit(t("Bỏ đánh dấu không đăng"), style: .plain, icon: "check"))")
    }
    return unfold(
      t("Đánh dấu không đăng"), "khong-dang",
      """
      <input type="hidden" name="on" value="1"><p>\(t("Bài không ra khỏi tòa soạn bằng bất cứ đường nào, kể cả xuất tệp."))</p>\
      \(reason("inside-reason"))\(Button.submit(t("Không đăng bài này"), style: .plain, icon: "ban"))
      """)
  }

  private func unfold(_ label: String, _ act: String, _ content: HTML) -> HTML {
    """
    <details class="workflow__more"><summary class="button">\(label)</summary>\
    <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, act))" data-after-save>\
    \(context.csrfField)\(content)</form></details>
    """
  }
}
