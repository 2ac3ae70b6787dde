import Contracts
import Foundation
import Kernel
import Web

/// Right of the text: what to do next, what is missing, what belongs to it, what was before.
struct EditorPanel {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }

  var html: HTML {
    """
    \(ActsPart(view: view, acts: view.acts, context: context).first)\
    <section class="panel__part"><h2>\(t("Việc tiếp theo"))</h2>\(WorkflowPart(view: view, context: context).html)</section>
    <section class="panel__part"><h2>\(t("Kiểm tra"))</h2>\(ChecksPart(view: view, context: context).html)</section>
    <section class="panel__part" id="comments"><h2>\(t("Ý kiến"))</h2>\(CommentsPart(view: view, context: context).html)</section>
    <section class="panel__part"><h2>\(t("Thông tin"))</h2>\(metadata)</section>
    \(folded(t("Việc khác"), isOpen: !view.acts.links.isEmpty, ActsPart(view: view, acts: view.acts, context: context).html))
    \(folded(t("Điều kiện đăng"), isOpen: !item.gate.isOpen(at: view.now), GatePart(view: view, context: context).html))
    \(folded(t("Dùng AI"), isOpen: isAIWaiting, MachinesPart(view: view, context: context).html))
    \(folded(t("Nguồn tin"), isOpen: false, SourcesPart(view: view, context: context).html))
    \(folded(t("Bản dịch"), isOpen: false, TranslationsPart(view: view, context: context).html))
    <section class="panel__part"><h2>\(t("Lịch sử"))</h2>\(history)</section>
    """
  }

  private var metadata: HTML {
    view.mayWrite
      ? MetadataFields(view: view, context: context).html : MetadataFacts(view: view, context: context).html
  }

  private var isAIWaiting: Bool { view.parts.machines.contains { $0.origin != .none && $0.verifiedBy == nil } }

  /// A part that is seldom needed; open where it wants to be seen.
  private func folded(_ title: String, isOpen: Bool, _ content: HTML) -> HTML {
    """
    <details class="panel__part panel__part--folded"\(flag: "open", isOpen)><summary><h2>\(title)</h2></summary>\
    \(content)</details>
    """
  }

  private var history: HTML {
    let lines = view.events.prefix(6).map { event -> HTML in
      """
      <li>\(TimeText.html(event.madeAt, now: view.now, t)) \(event.accountName) \(t(event.kind.phrase))\
      \(event.reason.map { "<br><span class=\"quiet\">\($0)</span>" as HTML })</li>
      """
    }
    return """
      <ol class="timeline">\(lines)</ol>\
      \(Button.link(t("Xem mọi bản"), to: DeskPath.item(item.id, "lich-su"), style: .quiet, icon: "history"))
      """
  }
}
