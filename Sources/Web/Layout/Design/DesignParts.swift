import Foundation
import Kernel

/// The components of the desk, each in its states, with sample text.
enum DesignParts {
  /// A fixed time, so that the page looks the same whenever it is looked at.
  static let now = Date(timeIntervalSince1970: 1_795_232_520)

  static func buttons(_ context: StaffContext) -> HTML {
    """
    <div class="acts">\(Button.submit("Xuất bản", icon: "send"))\(Button.submit("Lưu nháp", style: .plain))\
    \(Button.link("Xem trước", to: "#nut", style: .quiet, icon: "eye"))\
    \(Button.submit("Gỡ bài khỏi 4 kênh", style: .danger, icon: "archive"))</div>\
    <div class="acts">\(Button.icon("pencil", "Sửa"))\(Button.icon("ellipsis", "Thêm việc"))\
    <button type="button" class="button" disabled>Đang bị khóa</button>\
    <button type="button" class="button button--primary" aria-busy="true"><span>Đang gửi</span></button></div>\
    <p class="quiet">Mỗi trang một nút đỏ. <kbd>Ctrl</kbd> <kbd>K</kbd> làm được mọi việc của trang.</p>
    """
  }

  static let fields: HTML = """
    <div class="form">\(Field.text(
      "m-title", label: "Tiêu đề", value: "Lũ rút, người Lam Giang dọn nhà", hint: "Đủ ý trong 12 đến 16 chữ.",
      isRequired: true, maxLength: 120, isCounted: true))\
    \(Field.area(
      "m-sapo", label: "Sapo", value: "Sáng 21/11, nước sông Lam xuống dưới báo động một; các xã ven sông bắt đầu dọn bùn.",
      rows: 3, error: "Sapo cần nêu rõ nơi xảy ra."))\
    <div class="form__row">\(Field.select(
      "m-section", label: "Chuyên mục", options: [("", "Chưa chọn"), ("xa-hoi", "Xã hội"), ("kinh-te", "Kinh tế")],
      selected: "xa-hoi"))\(Field.date("m-day", label: "Ngày đăng", value: CivilDate(2026, 11, 21)))</div>\
    \(Field.group(
      "Gửi lên", hint: "Chỉ những kênh đã nối.",
      "\(Field.check("m-site", label: "Trang Lam Giang điện tử", isOn: true))\(Field.check("m-radio", label: "Bản tin phát thanh", hint: "Cần bản đọc dưới 90 giây."))"))\
    \(Field.file("m-file", label: "Ảnh", accept: "image/*", hint: "JPEG, PNG, WebP; tối đa 30 MB."))\
    <div class="form__acts">\(Button.submit("Lưu"))\(Button.link("Bỏ", to: "#o-nhap", style: .quiet))</div></div>
    """

  static func notices(_ t: Translator) -> HTML {
    """
    \(Notice.ok("Đã xuất bản lúc 10:42.", detail: "Bài đã lên trang chủ, chuyên mục Xã hội và ba luồng tin."))\
    \(Notice.info("Bài đang hẹn giờ 15:00.", acts: Button.link("Đổi giờ", to: "#thong-bao", style: .quiet)))\
    \(Notice.warn("Ảnh chưa có nguồn.", detail: "Luật yêu cầu ghi nguồn ảnh; vẫn có thể lưu nháp."))\
    \(Notice.bad("Chưa lưu được: mất kết nối.", detail: "Bản viết lúc 10:41 còn trên máy này. Khi có mạng, bài tự lưu tiếp."))\
    \(Notice.problems(["m-title": "Cần có tiêu đề", "m-section": "Cần chọn chuyên mục"], t))
    """
  }

  static func states(_ t: Translator) -> HTML {
    let kinds: [(String, StateWord.Kind, HTML?)] = [
      ("Đang viết", .draft, "Hương"), ("Chờ duyệt", .waiting, "Lan · còn 25 phút"), ("Sẵn sàng", .ready, nil),
      ("Đã đăng", .done, TimeText.html(now.addingTimeInterval(-720), now: now, t)), ("Trả lại", .bad, "thiếu nguồn"),
      ("Đang trực tiếp", .live, nil), ("Đã gỡ", .off, nil),
    ]
    let offsets: [Double] = [-20, -720, -7200, -100_000, -900_000, 1500, 40_000]
    return """
      <ul>\(kinds.map { "<li>\(StateWord.html($0.0, $0.1, more: $0.2))</li>" as HTML })</ul>\
      <p class="quiet">\(offsets.map { "\(TimeText.html(now.addingTimeInterval($0), now: now, t)) &nbsp; " as HTML })</p>\
      <p>\(Avatar.withName("Nguyễn Thị Lan", detail: "Biên tập viên"))</p>
      """
  }

  static func lists(_ t: Translator) -> HTML {
    let rows: [[HTML]] = [
      ["<a href=\"#\">Nước lũ rút, người Lam Giang dọn nhà đón Tết</a>", StateWord.html("Đã đăng", .done), "12.480"],
      ["<a href=\"#\">Đường lên bản Khuổi Ổi thông xe</a>", StateWord.html("Chờ duyệt", .waiting), "0"],
      ["<a href=\"#\">Giá chè búp tươi tăng trở lại</a>", StateWord.html("Đã đăng", .done), "1.034.212"],
    ]
    let items: [HTML] = [
      ("Lễ hội Lồng Tồng mở lại sau ba năm", "Xã Bảo Lâm · Văn hóa"), ("Trường vùng cao có thư viện mới", "Giáo dục"),
    ]
    .map { title, meta in
      """
      <li class="list__item"><a class="list__main" href="#">\(title)</a><p class="list__meta">\(meta) \
      \(StateWord.html("Đang viết", .draft))</p><div class="list__acts">\(Button.link("Mở", to: "#", style: .quiet))</div></li>
      """
    }
    return """
      \(Tabs.html(
        [.init("Tất cả", "#", count: 128, isCurrent: true), .init("Chờ duyệt", "#", count: 3), .init("Của tôi", "#")],
        label: "Lọc bài"))\
      \(FilterBar.html(target: "m-table", label: "Lọc bài", count: 3, t))\
      \(Table.html(
        caption: "Bài hôm nay", columns: [.init("Bài"), .init("Trạng thái", .fit), .init("Lượt đọc", .figure)],
        rows: rows, id: "m-table"))\
      <ul class="list" data-keys>\(items)</ul>\
      \(Pagination.html(next: "#", first: "#", t))\
      \(EmptyState.html(
        "Chưa có bài nào trong ngày.", act: Button.link("Viết bài đầu tiên", to: "#", icon: "square-pen"), icon: "newspaper"))
      """
  }

  static let progress: HTML = """
    \(Progress.html("Nhập 33.759 bài", done: 12_480, of: 33_759, rest: "còn 18 giây"))\
    \(Progress.html("Đọc nguồn tin", done: 214, of: nil))\
    \(Skeleton.lines(3))\(Skeleton.rows(2))\
    <p class="number"><b>1.284</b><span>người đang đọc</span></p>
    """

  static let dialogs: HTML = """
    <div class="acts">\(Button.opens("m-dialog", "Gỡ bài…", style: .danger))\(Button.opens("m-sheet", "Các bản trước"))</div>\
    <ul class="checks"><li class="checks__item checks__item--bad"><a href="#m-title">\(Icon.html("circle-x"))<span>Thiếu ảnh chính</span></a></li>\
    <li class="checks__item checks__item--warn"><a href="#m-sapo">\(Icon.html("triangle-alert"))<span>Sapo dài 212 ký tự, nên dưới 160</span></a></li>\
    <li class="checks__item checks__item--ok"><span>\(Icon.html("circle-check"))<span>Mọi ảnh đều có nguồn</span></span></li></ul>\
    <ol class="timeline"><li><time>10:42</time> Lan trả lại: thiếu nguồn ở đoạn ba</li><li><time>10:05</time> Hương gửi duyệt</li></ol>
    """

  static func boxes(_ t: Translator) -> HTML {
    """
    \(Dialog.html(
      id: "m-dialog", title: "Gỡ bài khỏi 4 kênh?",
      body: "<p>Người đọc sẽ thấy “Nội dung đã được gỡ” ở trang, hai luồng tin và bản tin sáng. Bài vẫn còn trong tòa soạn.</p>",
      acts: "\(Button.submit("Gỡ bài", style: .danger))<button type=\"button\" class=\"button button--quiet\" commandfor=\"m-dialog\" command=\"close\">Giữ lại</button>", t))\
    \(Dialog.sheet(
      id: "m-sheet", title: "Các bản trước",
      body: "<ol class=\"timeline\"><li><time>10:42</time> Bản 14, Lan</li><li><time>10:05</time> Bản 13, Hương</li></ol>", t))
    """
  }

  static let icons: HTML = """
    <div class="swatches">\(
      [
        "newspaper", "square-pen", "inbox", "image", "calendar-clock", "users", "shield-check", "settings", "search",
        "send", "undo-2", "archive", "rss", "building-2", "house", "gauge",
      ].map { "<span>\(Icon.html($0)) \($0)</span>" as HTML })</div>
    """
}
