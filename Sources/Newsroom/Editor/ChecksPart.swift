import Contracts
import Kernel
import Web

/// What stands between the text and its readers; each line leads to its place. Below, what somebody may let pass.
struct ChecksPart {
  let view: EditorView
  let context: StaffContext

  private var t: Translator { context.translator }

  var html: HTML {
    """
    <div id="editor-checks" aria-live="polite">\(list)</div><p class="quiet figures" id="editor-words">\
    \(t("\(Figure.text(view.text.body.wordCount)) chữ"))</p>\(overrides)
    """
  }

  private var list: HTML {
    let findings = view.preflight.findings.filter { $0.override == nil }
    guard !findings.isEmpty else {
      return """
        <ul class="checks"><li class="checks__item checks__item--ok"><span>\(Icon.html("circle-check"))\
        \(t("Đủ điều kiện xuất bản"))</span></li></ul>
        """
    }
    let lines = findings.map { finding -> HTML in
      """
      <li class="checks__item checks__item--\(finding.blocks ? "bad" : "warn")"><a href="#\(finding.place.asAnchor)">\
      \(Icon.html(finding.blocks ? "circle-alert" : "info"))\(t(finding.phrase))</a></li>
      """
    }
    return "<ul class=\"checks\">\(lines)</ul>"
  }

  /// What was let pass, by whom and why; and the act itself for those who may.
  private var overrides: HTML {
    let passed = view.preflight.findings.compactMap { finding -> HTML? in
      finding.override.map { override in
        """
        <li>\(t(finding.phrase))<br><span class="quiet">\(t("\(override.accountName) cho qua: \(override.reason)"))\
        </span></li>
        """
      }
    }
    let done: HTML = passed.isEmpty ? .empty : "<ul class=\"timeline\">\(passed)</ul>"
    let open = view.preflight.findings.filter { $0.blocks && $0.mayBeOverridden }
    guard view.may(view.profile.overrideBy), view.item.state != .withdrawn, !open.isEmpty else { return done }
    let options = open.map { finding -> (value: String, label: String) in
      ("\(finding.rule.rawValue)|\(finding.place)", t(finding.phrase))
    }
    return """
      \(done)<details class="workflow__more"><summary class="button">\(t("Cho qua một lỗi bị chặn"))</summary>\
      <form class="workflow__act" method="post" action="\(url: DeskPath.item(view.item.id, "cho-qua"))" data-after-save>\
      \(context.csrfField)\(Field.select("finding", label: t("Lỗi"), options: options, isRequired: true))\
      \(Field.area(
        "override-reason", label: t("Lý do"), rows: 2, hint: t("Ghi vào lịch sử và nhật ký"), isRequired: true,
        maxLength: 1_000))\
      \(Button.submit(t("Cho qua"), style: .plain, icon: "check"))</form></details>
      """
  }
}
