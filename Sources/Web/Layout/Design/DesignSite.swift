import Foundation
import Kernel

/// Whole pages of the public site with sample text of our own, from the fictional province of Lam Giang.
enum DesignSite {
  static let agency = SiteAgency(
    product: "Lam Giang điện tử", agency: "Báo và phát thanh, truyền hình Lam Giang",
    governingBody: "Tỉnh ủy Lam Giang",
    domain: "baolamgiang.example",
    licence: "Giấy phép số 12/GP-BVHTTDL do Bộ Văn hóa, Thể thao và Du lịch cấp ngày 05/08/2026",
    address: "Số 5 đường Sông Lam, phường Trung Tâm, tỉnh Lam Giang", phone: "0200 3 800 900",
    email: "toasoan@baolamgiang.example", headTitle: "Giám đốc", headName: "Trần Quốc Ưởng")

  private static let sections: [SitePage.Link] = [
    .init("Chính trị", "/chinh-tri"), .init("Xã hội", "/xa-hoi"), .init("Kinh tế", "/kinh-te"),
    .init("Văn hóa", "/van-hoa"), .init("Giáo dục", "/giao-duc"), .init("Y tế", "/y-te"),
    .init("Thể thao", "/the-thao"), .init("Vùng cao", "/vung-cao"), .init("Bạn đọc", "/ban-doc"),
  ]

  private static func page(_ title: String, _ body: HTML, current: String? = nil, isHome: Bool = false) -> SitePage {
    SitePage(
      title: title, body: body, agency: agency, sections: sections, day: CivilDate(DesignParts.now), current: current,
      feeds: [
        .init("RSS", "/rss.xml", type: "application/rss+xml"), .init("Atom", "/atom.xml", type: "application/atom+xml"),
      ],
      robots: "noindex", isHome: isHome)
  }

  private static func teaser(_ index: Int, withPicture: Bool = true, marks: [String] = []) -> StoryTeaser {
    let sample = samples[index % samples.count]
    let section = sections.first { $0.title == sample.2 } ?? sections[1]
    return StoryTeaser(
      path: "/lam-viec/thiet-ke/bai", title: sample.0, sapo: sample.1, section: section,
      time: DesignParts.now.addingTimeInterval(Double(-index) * 2400),
      picture: withPicture ? .init(path: "/assets/sample.svg", width: 1200, height: 800, alt: "") : nil, marks: marks)
  }

  static var home: SitePage {
    let today = CivilDate(DesignParts.now)
    let rail = (0..<10).map { teaser($0 + 3).rail(today: today) }
    let rows = [1, 3, 7].enumerated().map { offset, section -> HTML in
      let items = (0..<5).map { teaser(offset * 3 + $0 + 4).row(level: 3) }
      return """
        <section class="home__section"><h2 class="section-title">\
        <a href="\(url: sections[section].path)">\(sections[section].title)</a></h2><div class="home__row">\(items)</div></section>
        """
    }
    return page(
      agency.product,
      """
      <div class="home"><div class="home__front">\(teaser(0).lead())\(teaser(1).second())\
      \(teaser(2, marks: ["Trực tiếp"]).second())\(teaser(3).second())</div>\
      <aside class="home__rail" aria-labelledby="latest"><h2 id="latest">Mới nhất</h2><ol class="rail">\(rail)</ol></aside>\(rows)</div>
      """, isHome: true)
  }

  static func listing(_ t: Translator) -> SitePage {
    let items = (0..<6).map { index -> HTML in
      "<li>\(teaser(index, withPicture: index != 2, marks: index == 1 ? ["Cập nhật"] : []).row(level: 2))</li>"
    }
    return page(
      "Xã hội",
      """
      <div class="listing"><h1 class="listing__title">Xã hội</h1><ol class="listing__items">\(items)</ol>\
      \(Pagination.html(next: "?truoc=1", t))</div>
      """, current: "/xa-hoi")
  }

  static func article(_ t: Translator) -> SitePage {
    let picture = StoryTeaser.Picture(
      path: "/assets/sample.svg", width: 1200, height: 800, alt: "Ruộng bậc thang bên sông")
    let related = (4..<7).map { "<li>\(teaser($0).row())</li>" as HTML }
    return page(
      samples[0].0,
      """
      <article class="story">\(StoryParts.head(
        section: sections[1], title: samples[0].0, sapo: samples[0].1,
        bylines: [.init("Hoàng Thị Hương", "/tac-gia/hoang-thi-huong"), .init("Lý Văn Dũng", "/tac-gia/ly-van-dung")],
        place: "Xã Bảo Lâm, tỉnh Lam Giang", published: DesignParts.now.addingTimeInterval(-5400),
        updated: DesignParts.now, t))\
      \(StoryParts.figure(
        picture, caption: "Cánh đồng Nà Lữ sáng 21/11, nước đã rút khỏi phần lớn ruộng.", credit: "Lý Văn Dũng", isLead: true, t))\
      <div class="story__body">\(StoryParts.correction(
        "<p>Bản đăng lúc 09:12 viết nhầm tên bản Khuổi Ổi. Tòa soạn xin lỗi bà con và bạn đọc.</p>",
        date: DesignParts.now, t))\(text)</div>\
      <footer class="story__foot">\(StoryParts.tags([.init("mưa lũ", "/tu-khoa/mua-lu"), .init("Bảo Lâm", "/tu-khoa/bao-lam")], t))</footer></article>\
      <aside class="story__related" aria-labelledby="related"><h2 id="related">Tin liên quan</h2><ul>\(related)</ul></aside>
      """, current: "/xa-hoi")
  }

  private static let text: HTML = """
    <p>Ở bản Khuổi Ổi, tiếng cuốc xẻng vang lên từ lúc sương chưa tan. Nước rút để lại lớp bùn dày gần nửa mét trong sân trường, \
    trên nền bếp, dưới gầm những căn nhà sàn. Chị Lường Thị Ửng gỡ từng tấm phên, rửa bằng nước giếng vừa thau lại hôm qua.</p>\
    <p>“Mất hai tạ thóc, nhưng cả nhà còn đủ. Thế là mừng rồi”, chị nói, tay vẫn không ngừng gạt bùn.</p>\
    <h2>Bốn xã, một nghìn hai trăm hộ</h2>\
    <p>Theo Ủy ban nhân dân xã Bảo Lâm, mưa từ đêm 18/11 làm 1.214 hộ ở bốn xã ven sông bị ngập. Đến trưa 21/11 còn 86 hộ chưa thể \
    về nhà. Lực lượng tại chỗ đã nối lại đường vào ba bản, riêng đoạn qua đèo Ngỗng vẫn phải đi bộ.</p>\
    <blockquote><p>Việc trước hết là nước sạch và lớp học. Thóc giống tính sau, miễn là kịp vụ.</p></blockquote>\
    <table><thead><tr><th>Xã</th><th>Hộ bị ngập</th><th>Đã về nhà</th></tr></thead><tbody>\
    <tr><td>Bảo Lâm</td><td>512</td><td>488</td></tr><tr><td>Nà Lữ</td><td>402</td><td>371</td></tr></tbody></table>\
    <p>Trung tâm Y tế cử ba tổ khử khuẩn giếng, phát viên lọc nước cho từng hộ. Các trường mở cửa lại từ thứ hai, 23/11; \
    học sinh bản xa ở bán trú thêm một tuần.</p>
    """

  private static let samples: [(String, String, String)] = [
    (
      "Nước lũ rút, người Lam Giang dọn nhà đón vụ mới",
      "Sáng 21/11, nước sông Lam xuống dưới báo động một. Bốn xã ven sông bắt đầu dọn bùn, nối lại đường và chuẩn bị cho học sinh trở lại lớp.",
      "Xã hội"
    ),
    (
      "Đường lên bản Khuổi Ổi thông xe trước mùa mưa",
      "Sau mười tám tháng, mười hai cây số cuối cùng được trải nhựa; quãng đường đến trạm xá rút từ hai giờ còn bốn mươi phút.",
      "Vùng cao"
    ),
    (
      "Hội đồng nhân dân tỉnh họp bàn khắc phục mưa lũ",
      "Kỳ họp xem xét gói hỗ trợ giống, nước sạch và sửa chữa trường học.", "Chính trị"
    ),
    (
      "Giá chè búp tươi tăng trở lại sau ba vụ thấp",
      "Các hợp tác xã ở Nà Lữ ký được hợp đồng bao tiêu đến hết năm sau.", "Kinh tế"
    ),
    (
      "Lễ hội Lồng Tồng mở lại, đông nhất trong mười năm",
      "Hơn hai vạn lượt khách về Bảo Lâm trong hai ngày chính hội.", "Văn hóa"
    ),
    (
      "Trường vùng cao có thư viện mới từ sách góp", "Bảy nghìn cuốn sách, phần lớn do bạn đọc của báo gửi tặng.",
      "Giáo dục"
    ),
    (
      "Trạm y tế lưu động đến từng bản mỗi tháng hai lần",
      "Người già được đo huyết áp, nhận thuốc ngay tại nhà văn hóa.", "Y tế"
    ),
    (
      "Đội bóng đá nữ Lam Giang lần đầu vào bán kết", "Bàn thắng ở phút cuối đưa đội qua loạt trận khó nhất mùa giải.",
      "Thể thao"
    ),
    ("Chợ phiên Nà Lữ đổi ngày họp để kịp chuyến xe mới", "Từ tháng sau, chợ họp thứ bảy thay vì chủ nhật.", "Xã hội"),
    (
      "Loa xã kể chuyện rừng bằng ba thứ tiếng", "Bản tin sáng phát bằng tiếng Việt, tiếng Tày và tiếng Dao.", "Văn hóa"
    ),
    ("Người giữ rừng nghiến ở Khuổi Ổi", "Bốn mươi năm, ông Triệu Văn Ngỗi đếm từng gốc cây bằng vết dao.", "Vùng cao"),
  ]
}
