import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

extension Newsroom {
  /// What readers see of an item, as it goes to other houses: never a draft, never what is held back, never what only the
  /// newsroom may know (sources, notes, who edited it).
  func document(of id: ItemID, for principal: Principal) async throws -> NewsDocument {
    let item = try await item(id, for: principal)
    try item.gate.pass(at: clock.now)
    guard item.state == .published, let number = item.publishedRevision,
      let story = try await stories.stories([id]).first
    else { throw Failure.conflict("Chỉ bài đã xuất bản mới được gửi ra ngoài.") }
    let text = try await revision(number, of: id, for: principal).text
    let agency = try await organisations.organisation(item.organisation, on: clock.today)
    let domain = agency?.imprint.domain ?? ""
    let name = agency.map { $0.imprint.productName.isEmpty ? $0.name : $0.imprint.productName } ?? ""
    let site = domain.isEmpty ? "" : "https://\(domain)"
    var news = NewsStory()
    news.guid = NewsDocument.name(domain: domain, day: CivilDate(item.createdAt).rawValue, code: item.code)
    news.version = "\(number)"
    news.title = story.summary.title
    news.summary = story.summary.summary
    news.slugline = text.metadata.slugline
    news.urgency = text.metadata.urgency
    news.link = site.isEmpty ? "" : site + story.summary.path
    news.author = story.summary.bylines.map(\.name).joined(separator: ", ")
    news.creditLine = name
    news.categories = [story.summary.section.name] + story.tags
    news.subjects = text.metadata.topics.map { code in
      let name = defaults.topicName(code)
      return NewsStory.Subject(code: code, name: name == code ? "" : name)
    }
    news.published = story.summary.firstPublishedAt
    news.updated = story.summary.updatedAt
    news.language = item.language.rawValue
    news.located = story.place ?? ""
    news.copyrightHolder = name
    news.usageTerms = text.metadata.rightsNote
    // What the agency's readers are told of machines, other houses are told too (IPTC digital source type).
    news.digitalSource = story.aiLabels.isEmpty ? "" : "compositeWithTrainedAlgorithmicMedia"
    var document = NewsDocument(news, body: story.body, provider: name, site: site)
    document.pictures = site.isEmpty ? [] : try await outgoing(text, site: site, of: item.organisation)
    return document
  }

  /// The largest rendition of each picture that is the agency's.
  private func outgoing(
    _ text: ItemText, site: String, of organisation: OrganisationID
  ) async throws -> [NewsDocument.Picture] {
    let known = try await assets(of: text, for: organisation).pictures
    var seen: Set<PictureID> = []
    return ([text.metadata.lead].compactMap(\.self) + text.body.pictures).filter { seen.insert($0).inserted }
      .compactMap { id in
        guard let picture = known[id], let largest = picture.renditions.last else { return nil }
        let words = text.body.figures.first { $0.1.picture == id }?.1
        return NewsDocument.Picture(
          address: site + largest.path, type: "image/webp", width: largest.width, height: largest.height,
          caption: words.map { $0.caption.isEmpty ? $0.alt : $0.caption } ?? picture.alt,
          credit: words?.credit ?? picture.credit)
      }
  }
}
