import Kernel
import Web

/// Who holds and held which post.
struct PostParts: Sendable {
  let posts: [Post]
  let path: String
  let asOf: AsOf
  let mayManage: Bool

  func html(_ context: StaffContext) -> HTML {
    let t = context.translator
    let act: HTML =
      mayManage
      ? "<p class=\"form__acts\">\(Button.link(t("Ghi chức danh"), to: "\(path)/chuc-danh", icon: "user-plus"))</p>"
      : .empty
    guard !posts.isEmpty else {
      return """
        <section class="section"><h2>\(t("Chức danh"))</h2>\
        \(EmptyState.html(t("Chưa ghi ai giữ chức danh nào."), act: act))</section>
        """
    }
    let rows = ordered.map { post -> [HTML] in
      let isHeld = post.validity.contains(asOf.day)
      return [
        "\(post.title)\(if: post.isHead, " <span class=\"quiet\">· \(t("người đứng đầu"))</span>")", "\(post.person)",
        StateWord.html(
          isHeld ? t("Đang giữ") : t("Không giữ"), isHeld ? .done : .off, more: "\(post.validity.text(t))"),
        mayManage && isHeld && post.validity.to == nil ? end(post, context) : .empty,
      ]
    }
    let columns = [Table.Column(t("Chức danh")), .init(t("Họ tên")), .init(t("Tình trạng"))]
    let acts = mayManage ? [Table.Column(t("Việc"), .fit)] : []
    return """
      <section class="section"><h2>\(t("Chức danh"))</h2>\
      \(Table.html(caption: t("Ai giữ chức danh nào"), columns: columns + acts, rows: rows))\(act)</section>
      """
  }

  /// Those held on the day first, the head before the others, as they were written down; then the others, latest first.
  private var ordered: [Post] {
    let held = posts.filter { $0.validity.contains(asOf.day) }
    return held.filter(\.isHead) + held.filter { !$0.isHead }.sorted { $0.id < $1.id }
      + posts.filter { !$0.validity.contains(asOf.day) }
  }

  private func end(_ post: Post, _ context: StaffContext) -> HTML {
    Button.post(
      context.translator("Kết thúc hôm nay"), to: "\(path)/chuc-danh/ket-thuc", context, style: .quiet,
      fields: ["post": post.id])
  }
}
