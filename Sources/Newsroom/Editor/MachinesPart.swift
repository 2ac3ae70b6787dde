import Contracts
import Foundation
import Kernel
import Web

/// What machines had in the item: declared, verified, told to readers (NĐ 237/2026 Art 24).
struct MachinesPart {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }
  private var item: Item { view.item }

  var html: HTML {
    "<div class=\"workflow\" id=\"ai\">\(lines)\(declare)</div>"
  }

  private var lines: HTML {
    guard !view.parts.machines.isEmpty else { return "<p class=\"quiet\">\(t("Chưa khai báo phần nào dùng AI."))</p>" }
    let lines = view.parts.machines.map { use -> HTML in
      let label: HTML =
        use.label.map { "<br><span class=\"quiet\">\(t("Bạn đọc thấy: \(t($0.phrase))"))</span>" } ?? .empty
      let checked: HTML =
        use.verifiedBy.map { "<br><span class=\"quiet\">\(t("\($0) đã kiểm chứng"))</span>" }
        ?? (use.origin == .none ? .empty : verify(use))
      let what = [t(use.origin.phrase), use.tool, use.purpose].filter { !$0.isEmpty }.joined(separator: " · ")
      return "<li><b>\(name(of: use.target))</b>: \(what)\(label)\(checked)</li>"
    }
    return "<ul class=\"timeline\">\(lines)</ul>"
  }

  private func verify(_ use: AIUse) -> HTML {
    guard view.may(Newsroom.approve) else {
      return "<br><span class=\"quiet\">\(t("Chờ người duyệt kiểm chứng"))</span>"
    }
    return """
      <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, "kiem-chung-ai"))" data-after-save>\
      \(context.csrfField)<input type="hidden" name="target" value="\(use.target)">\
      \(Button.submit(t("Tôi đã kiểm chứng"), style: .plain, icon: "check"))</form>
      """
  }

  private var declare: HTML {
    guard Newsroom.mayHandle(item, view.principal), item.state != .withdrawn else { return .empty }
    let origins = [AIUse.Origin.assisted, .generated, .none].map { ($0.rawValue, t($0.phrase)) }
    return """
      <details class="workflow__more"><summary class="button">\(t("Khai báo dùng AI"))</summary>\
      <form class="workflow__act" method="post" action="\(url: DeskPath.item(item.id, "dung-ai"))" data-after-save>\
      \(context.csrfField)\(Field.select("target", label: t("Phần"), options: targets))\
      \(Field.select("origin", label: t("Mức dùng"), options: origins))\
      \(Field.text("tool", label: t("Công cụ"), hint: t("Tên và phiên bản"), maxLength: 200))\
      \(Field.text("purpose", label: t("Dùng để làm gì"), maxLength: 1_000))\
      \(Field.check("misleads", label: t("Bạn đọc có thể hiểu nhầm: phải dán nhãn"), hint: t("Phần AI tạo ra luôn được dán nhãn")))\
      \(Button.submit(t("Khai báo"), style: .plain))</form></details>
      """
  }

  private var targets: [(value: String, label: String)] {
    let lead = view.text.metadata.lead.map { [AIUse.media($0.rawValue)] } ?? []
    let figures = view.text.body.pictures.map { AIUse.media($0.rawValue) }
    let clips = view.text.body.clips.map { AIUse.media($0.rawValue) }
    var seen: Set<String> = []
    let all = (lead + figures + clips).filter { seen.insert($0).inserted }
    return [(AIUse.text, t("Chữ của bài"))] + all.map { ($0, name(of: $0)) }
  }

  private func name(of target: String) -> String {
    guard target != AIUse.text else { return t("Chữ của bài") }
    let id = String(target.dropFirst("media:".count))
    if view.text.metadata.lead?.rawValue == id { return t("Ảnh đại diện") }
    if let place = view.text.body.pictures.firstIndex(where: { $0.rawValue == id }) { return t("Ảnh \(place + 1)") }
    if let clip = view.assets.clips[ClipID(id)] { return clip.title }
    return t("Ảnh, âm thanh hoặc video đã bỏ khỏi bài")
  }
}
