import Foundation
import Kernel
import Testing

@testable import Web

struct ComponentTests {
  static let now = Timestamp.date("2026-11-21T03:42:00.000Z")!  // 10:42 in Vietnam
  let t = Translator(.vietnamese)

  @Test(
    "a time is told relative when near and absolute when far",
    arguments: [
      (-59.0, "vừa xong"), (0, "vừa xong"), (1, "trong một phút nữa"), (59, "trong một phút nữa"),
      (-60, "1 phút trước"), (-3599, "59 phút trước"), (60, "còn 1 phút"), (1500, "còn 25 phút"),
      (-3600, "1 giờ trước"), (-21_599, "5 giờ trước"), (-21_600, "hôm nay 04:42"), (3600, "hôm nay 11:42"),
      (-46_800, "hôm qua 21:42"), (50_400, "ngày mai 00:42"), (-200_000, "03:08 19/11/2026"),
      (200_000, "18:15 23/11/2026"),
    ])
  func relative(offset: Double, words: String) {
    #expect(TimeText.relative(Self.now.addingTimeInterval(offset), now: Self.now, t) == words)
  }

  @Test("both forms of a time are on hover, and a machine reads the exact one")
  func hover() {
    let text = TimeText.html(Self.now.addingTimeInterval(-720), now: Self.now, t).text
    #expect(text.contains("datetime=\"2026-11-21T03:30:00.000Z\""))
    #expect(text.contains("title=\"12 phút trước · 10:30 21/11/2026\""))
  }

  @Test("the masthead's date is that of Vietnamese newspapers")
  func weekday() {
    #expect(TimeText.weekdayAndDay(CivilDate(2026, 11, 21)!, t) == "Thứ bảy, 21/11/2026")
    #expect(TimeText.weekdayAndDay(CivilDate(2026, 11, 22)!, t) == "Chủ nhật, 22/11/2026")
    #expect(TimeText.weekdayAndDay(CivilDate(2026, 11, 23)!, t) == "Thứ hai, 23/11/2026")
  }

  @Test(
    "figures are grouped as Vietnamese writes them",
    arguments: [(0, "0"), (999, "999"), (1234, "1.234"), (-1_234_567, "−1.234.567")])
  func figures(number: Int, text: String) {
    #expect(Figure.text(number) == text)
  }

  @Test(
    "initials are of the family name and the given name, which stands last",
    arguments: [("Nguyễn Thị Lan", "NL"), ("đặng ưng", "ĐƯ"), ("Lan", "L"), ("  ", "")])
  func initials(name: String, letters: String) {
    #expect(Avatar.initials(name) == letters)
  }

  @Test("a field names its hint and its error for those who hear the page")
  func field() {
    let text = Field.text("title", label: "Tiêu đề", value: "\"<b>", hint: "Ngắn", error: "Trống", isRequired: true)
      .text
    #expect(text.contains("<label class=\"field__label\" for=\"title\">"))
    #expect(text.contains("aria-describedby=\"title-hint title-error\""))
    #expect(text.contains("aria-invalid=\"true\"") && text.contains(" required"))
    #expect(text.contains("id=\"title-hint\"") && text.contains("id=\"title-error\""))
    #expect(text.contains("value=\"&quot;&lt;b&gt;\""))
    #expect(!Field.text("title", label: "Tiêu đề").text.contains("aria-"))
  }

  @Test("text in an area keeps its first empty line")
  func area() {
    #expect(Field.area("body", label: "Thân bài", value: "\nmột").text.contains(">\n\nmột</textarea>"))
  }

  @Test("problems lead to their fields, and nothing is said where there are none")
  func problems() {
    #expect(Notice.problems([:], t).isEmpty)
    let text = Notice.problems(["title": "Cần có tiêu đề", "": "Chưa lưu được"], t).text
    #expect(text.contains("<a href=\"#title\">Cần có tiêu đề</a>"))
    #expect(text.contains("<p class=\"notice__text\">Chưa lưu được</p>"))
  }

  @Test("what a person typed cannot become markup or an address that runs")
  func escaping() {
    let text =
      Button.link("<b>", to: "javascript:alert(1)").text + StateWord.html("<i>", .draft).text
      + Tabs.html([.init("<u>", "data:x")], label: "\"").text + Breadcrumb.html([("<s>", "//x")], t).text
    for bad in ["<b>", "<i>", "<u>", "<s>", "javascript:", "data:x"] { #expect(!text.contains(bad), "\(bad)") }
  }

  @Test("structured data cannot end its own element")
  func structuredData() {
    let agency = SiteAgency(product: "Lam Giang điện tử", agency: "Báo Lam Giang")
    let page = SitePage(
      title: "Bài", body: .empty, agency: agency, sections: [], day: CivilDate(2026, 11, 21)!,
      structuredData: ["{\"headline\":\"</script><script>alert(1)</script>\"}"])
    let text = page.html(t, WebHouse()).text
    #expect(!text.contains("<script>alert"))
    #expect(text.contains("\\u003c/script>\\u003cscript>alert(1)"))
  }

  @Test("a public page says of its publisher all that the law wants (NĐ 237/2026 Art 23)")
  func imprint() {
    let agency = DesignSite.agency
    let text = DesignSite.home.html(t, WebHouse()).text
    for value in [
      agency.product, agency.agency, agency.governingBody, agency.domain, agency.licence, agency.address, agency.phone,
      agency.email, agency.headTitle, agency.headName,
    ] {
      #expect(text.contains(HTML.escape(value)), "\(value)")
    }
    let head = text.split(separator: "</header>")[0]
    #expect(
      head.contains(agency.agency) && head.contains(agency.governingBody), "the governing body stands at the head")
  }

  @Test("every icon that a source names is in the sprite")
  func icons() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
      .standardizedFileURL
    let known = Set(
      try String(contentsOf: root.appendingPathComponent("scripts/icons.txt"), encoding: .utf8)
        .split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap {
          $0.split(separator: " ").first.map(String.init)
        })
    let sources = root.appendingPathComponent("Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    var missing: [String] = []
    for file in files {
      let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
      let named = text.matches(of: /(?:icon: |Icon\.(?:html|site)\(|Button\.icon\()"([a-z0-9-]+)"/).map { String($0.1) }
      missing += named.filter { !known.contains($0) }.map { "\(file): \($0)" }
    }
    #expect(missing.isEmpty, "add to scripts/icons.txt: \(missing)")
  }
}
