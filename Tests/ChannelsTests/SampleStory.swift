import Contracts
import Foundation
import Kernel
import Vietnamese

/// A story made for a test.
struct SampleStory {
  var id = ItemID.new()
  var organisation = Province.paper
  var title = "Cầu Hòa Bình thông xe sớm ba tháng"
  var sapo = "Sáng 21/11, cầu nối hai bờ sông Lam đón những chuyến xe đầu tiên."
  var section = Shelf.society
  var author = "Nguyễn Thị Lan"
  var tags = ["giao thông", "cầu Hòa Bình"]
  var place: String? = "Xã Bảo Lâm, tỉnh Lam Giang"
  var lead: PictureID?
  var body = StoryBody(blocks: [.init(.paragraph([.text("Người dân hai bờ không còn phải chờ đò.", .none)]))])
  var related: [StorySummary] = []
  var minutes = 0
  var updatedMinutes: Int?
  var code = 7
  var slug: String?
  var kind = ItemKind.article

  var made: Story {
    let published = Province.start.addingTimeInterval(Double(minutes) * 60)
    let summary = StorySummary(
      id: id, organisation: organisation, path: "/bai/\(slug ?? VietnameseText.slug(title))-\(code)", title: title,
      summary: sapo, section: section,
      bylines: author.isEmpty ? [] : [BylineProfile(name: author, slug: VietnameseText.slug(author))], lead: lead,
      firstPublishedAt: published, updatedAt: Province.start.addingTimeInterval(Double(updatedMinutes ?? minutes) * 60),
      kind: kind)
    return Story(summary: summary, body: body, tags: tags, place: place, related: related)
  }
}
