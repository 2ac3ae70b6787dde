import Kernel

/// Whole desk pages with sample text: how the parts look together.
enum DesignDesk {
  static func board(_ context: StaffContext) -> DeskPage {
    let columns: [(String, [(String, String, StateWord.Kind, String, Bool)])] = [
      (
        "Đang viết",
        [
          ("Người giữ rừng nghiến ở Khuổi Ổi", "Đang viết", .draft, "Hương · ảnh của Dũng", false),
          ("Chợ phiên Nà Lữ đổi ngày họp", "Đang viết", .draft, "Tuấn", false),
        ]
      ),
      (
        "Chờ duyệt",
        [
          ("Nước sông Lam rút, bốn xã dọn bùn", "Quá hạn", .bad, "Lan · hạn 10:15", true),
          ("Đường lên bản Khuổi Ổi thông xe", "Chờ duyệt", .waiting, "Lan · còn 25 phút", false),
          ("Giá chè búp tươi tăng trở lại", "Chờ duyệt", .waiting, "chưa ai nhận", false),
        ]
      ),
      ("Sẵn sàng", [("Bản tin sáng 22/11", "Hẹn giờ", .ready, "Minh · ngày mai 05:30", false)]),
      (
        "Đã đăng",
        [
          ("Trực tiếp: họp về khắc phục mưa lũ", "Đang trực tiếp", .live, "312 người đọc", false),
          ("Trường vùng cao có thư viện mới", "Đã đăng", .done, "08:40 · 2.914 lượt đọc", false),
        ]
      ),
    ]
    let body = columns.map { title, items -> HTML in
      let list = items.map { item -> HTML in
        """
        <li class="board__item\(item.4 ? " board__item--late" : "")"><a href="#">\(item.0)</a>\
        <p>\(StateWord.html(item.1, item.2)) · \(item.3)</p></li>
        """
      }
      return """
        <section class="board__column"><h2>\(title) <span class="count">\(items.count)</span></h2>\
        <ul class="board__items" data-keys>\(list)</ul></section>
        """
    }
    return DeskPage(
      title: "Thứ bảy, 21/11/2026", room: "newsroom", body: "<div class=\"board\">\(body)</div>",
      panel: panel, actions: Button.link("Viết bài", to: "#", style: .primary, icon: "square-pen"),
      lead: "8 bài trong ngày, 1 bài quá hạn, 1.284 người đang đọc", panelTitle: "Đang được đọc", isWide: true)
  }

  private static let panel: HTML = """
    <section class="panel__part"><p class="number"><b>1.284</b><span>người đang đọc</span></p></section>\
    <section class="panel__part"><h2>Đọc nhiều lúc này</h2><ol class="timeline">\
    <li>Trực tiếp: họp về khắc phục mưa lũ<br><time>312 người</time></li>\
    <li>Nước lũ rút, người Lam Giang dọn nhà<br><time>208 người</time></li></ol></section>\
    <section class="panel__part"><h2>Ca trực</h2><dl class="facts"><div><dt>Thư ký</dt><dd>Nguyễn Thị Lan</dd></div>\
    <div><dt>Ảnh</dt><dd>Hoàng Văn Dũng</dd></div></dl></section>
    """

  static func signIn(_ t: Translator) -> PlainPage {
    PlainPage(
      title: "Đăng nhập",
      body: """
        \(Notice.bad("Tên hoặc mật khẩu chưa đúng.", detail: "Còn 3 lần thử trước khi tạm khóa 15 phút."))\
        <form class="form">\(Field.text("d-name", label: "Tên đăng nhập", autocomplete: "username"))\
        \(Field.text("d-password", label: "Mật khẩu", type: "password", autocomplete: "current-password"))\
        <div class="form__acts">\(Button.submit("Đăng nhập"))</div></form>
        """)
  }
}
