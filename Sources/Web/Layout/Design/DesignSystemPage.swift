package import Hummingbird
import Kernel

/// The living page of the design system: every component in every state, light and dark, and the public site's pages
/// with sample text. Made from the same functions as the real pages, so it cannot be out of date.
package enum DesignSystemPage {
  /// `/lam-viec/thiet-ke` and under it `trang-dau`, `bai`, `danh-sach`, `trong`, `loi`; for whoever is signed in.
  package static func addRoutes(to routes: RouterGroup<AppContext>) {
    let staff = routes.group("lam-viec/thiet-ke", context: StaffContext.self)
    staff.get { _, context in page(context).answer(context) }
    staff.get("trang-dau") { _, context in DesignSite.home.answer(context.parent) }
    staff.get("bai") { _, context in DesignSite.article(context.translator).answer(context.parent) }
    staff.get("danh-sach") { _, context in DesignSite.listing(context.translator).answer(context.parent) }
    staff.get("dang-nhap") { _, context in DesignDesk.signIn(context.translator).answer(context.parent) }
    staff.get("bang-ngay") { _, context in DesignDesk.board(context).answer(context) }
  }

  static func page(_ context: StaffContext) -> DeskPage {
    let t = context.translator
    let parts: [(id: String, title: String, body: HTML)] = [
      ("mau", t("Màu"), swatches),
      ("chu", t("Chữ"), scale),
      ("nut", t("Nút"), DesignParts.buttons(context)),
      ("o-nhap", t("Ô nhập"), DesignParts.fields),
      ("thong-bao", t("Thông báo"), DesignParts.notices(t)),
      ("trang-thai", t("Trạng thái và thời gian"), DesignParts.states(t)),
      ("danh-sach", t("Bảng và danh sách"), DesignParts.lists(t)),
      ("tien-trinh", t("Tiến trình và chỗ chờ"), DesignParts.progress),
      ("hop", t("Hộp và tấm"), DesignParts.dialogs),
      ("bieu-tuong", t("Biểu tượng"), DesignParts.icons),
    ]
    let body = parts.map { part -> HTML in
      """
      <section class="section" id="\(part.id)"><h2>\(part.title)</h2><div class="samples">\
      <div class="sample" data-theme="light">\(part.body)</div>\
      <div class="sample" data-theme="dark">\(distinct(part.body))</div></div></section>
      """
    }
    let index = parts.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }
    let panel: HTML = """
      <section class="panel__part"><h2>\(t("Trên trang này"))</h2><ul>\(index)</ul></section>\
      <section class="panel__part"><h2>\(t("Trang mẫu"))</h2><ul>\
      <li><a href="/lam-viec/thiet-ke/trang-dau">\(t("Trang chủ"))</a></li>\
      <li><a href="/lam-viec/thiet-ke/bai">\(t("Bài"))</a></li>\
      <li><a href="/lam-viec/thiet-ke/danh-sach">\(t("Chuyên mục"))</a></li>\
      <li><a href="/lam-viec/thiet-ke/bang-ngay">\(t("Bảng ngày"))</a></li>\
      <li><a href="/lam-viec/thiet-ke/dang-nhap">\(t("Đăng nhập"))</a></li></ul></section>
      """
    return DeskPage(
      title: t("Hệ thiết kế"), room: "design", body: "\(body)\(DesignParts.boxes(t))", panel: panel,
      lead: "\(t("Mọi thành phần, mọi trạng thái, nền sáng và nền tối."))", isWide: true, styles: ["design.css"])
  }

  /// The second showing must not repeat the ids of the first.
  private static func distinct(_ body: HTML) -> HTML {
    var text = body.text
    for attribute in ["id", "for", "aria-describedby", "data-filter-for", "aria-controls"] {
      text = text.replacing(" \(attribute)=\"", with: " \(attribute)=\"dark-")
    }
    text = text.replacing("\" aria-label=\"Lọc bài", with: "\" aria-label=\"Lọc bài, nền tối")
      .replacing("\" aria-label=\"Trang", with: "\" aria-label=\"Trang, nền tối")
    return HTML(raw: text.replacing("-hint dark-", with: "-hint ").replacing(" name=\"", with: " name=\"dark-"))
  }

  private static let swatches: HTML = """
    <div class="swatches">\(
      [
        "paper", "paper-2", "paper-3", "rule", "rule-strong", "ink-3", "ink-2", "ink", "accent", "ok", "warn", "bad",
        "info", "mark",
      ].map { "<span class=\"swatch swatch--\($0)\">\($0)</span>" as HTML })</div>
    """

  private static let scale: HTML = """
    <div class="scale">\([
      (5, "Nước lũ rút, người Lam Giang dọn nhà đón Tết"),
      (4, "Ưỡn ngực, ngẩng đầu: chuyện những cựu binh giữ rừng"),
      (3, "Quỹ đất ở Nguyễn Huệ được rà soát lại"),
      (2, "Đường lên bản Khuổi Ổi thông xe trước mùa mưa"),
    ].map { "<p class=\"scale__serif scale__\($0.0)\">\($0.1)</p>" as HTML })\
    <p class="scale__1">Chữ giao diện lớn: Ữ Ỗ Ậ Ễ Ằ Ặ Ộ Ợ</p><p class="scale__0">Chữ giao diện: gửi duyệt trước 15:30, còn 25 phút</p>\
    <p class="scale__-1 quiet">Chữ nhỏ: 1.234.567 lượt đọc · 21/11/2026</p></div>
    """
}
