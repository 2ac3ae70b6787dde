import Contracts
import Corrections
import Foundation
import Kernel
import Media
import Newsroom
import Organisations
import Planning
import Programme
import Security

/// The demo province Lam Giang: two agencies, their people, three days of news. All of it is made up.
struct DemoProvince {
  let house: House
  /// What moves so that stories were published hours ago.
  let hand: ClockHand
  let start: Date
  private let newsroom: Newsroom
  private let media: Media

  init(house: House) {
    self.house = house
    start = house.clock.now
    hand = ClockHand(start)
    let clock = WallClock.set(by: hand)
    media = house.media
    var newsroom = Newsroom(
      database: house.database, clock: clock, audit: house.security.audit, organisations: house.organisations.register,
      people: house.security.people, pictures: house.media, clips: house.media, rights: house.media,
      notifier: NoNotifier())
    newsroom.defaults = house.newsroom.defaults
    self.newsroom = newsroom
  }

  var folder: URL { house.configuration.root.appendingPathComponent("data/demo", isDirectory: true) }

  func load(_ limit: Int, progress: (String) -> Void) async throws {
    let agencies = try await foundAgencies()
    let people = try await openAccounts(agencies)
    try await fillPosts(agencies)
    progress("cơ quan và tài khoản")
    let sections = try await openSections(agencies.newspaper, people)
    var pictures: [String: PictureID] = [:]
    let stories = try DemoStory.all(folder.appendingPathComponent("stories.json")).sorted {
      ($0.hours ?? 0) > ($1.hours ?? 0)
    }
    var published: [ItemID] = []
    for story in stories.suffix(limit) {
      hand.move(to: start.addingTimeInterval(-3600 * Double(story.hours ?? 1) - 900))
      published.append(try await publish(story, sections, &pictures, agencies.newspaper, people))
      progress(story.title)
    }
    hand.move(to: start)
    // The newest leads; below it as many as a secretary places by hand, the other places fill themselves.
    try await newsroom.arrangeHome(
      published.reversed().prefix(Self.placed).map(\.self), of: agencies.newspaper, by: people.secretary)
    try await receiveNews(agencies.newspaper, people.secretary)
    for story in try DemoStory.all(folder.appendingPathComponent("desk.json")) {
      try await layOnDesk(story, sections, pictures, agencies.newspaper, people)
    }
    try await house.corrections.fillDemo(
      from: folder.appendingPathComponent("corrections.json"), items: published, of: agencies.newspaper,
      secretary: people.secretary, chief: people.chief)
    try await house.planning.fillDemo(
      from: folder.appendingPathComponent("planning.json"), of: agencies.newspaper,
      people: [.reporter: people.reporter, .editor: people.editor, .secretary: people.secretary])
    try await foundMagazineSite(agencies.magazine)
    try await steer(agencies, people)
  }

  private static let placed = 4

  /// The registers, and the plan that the department keeps.
  private func steer(_ agencies: Agencies, _ people: DemoPeople) async throws {
    try await house.organisations.fillDemoRegisters(
      from: folder.appendingPathComponent("registers.json"),
      agencies: [
        "newspaper": agencies.newspaper, "magazine": agencies.magazine, "department": agencies.department,
      ],
      by: .system([Organisations.manageRegisters]))
    let editor = Principal(
      id: people.chief.id, name: people.chief.name, organisation: agencies.newspaper,
      scoped: [agencies.newspaper, agencies.magazine].reduce(into: [:]) { $0[$1] = [Programme.read, Programme.work] })
    try await house.programme.fillDemo(
      from: folder.appendingPathComponent("programme.json"),
      cast: .init(
        department: agencies.department, newspaper: agencies.newspaper, magazine: agencies.magazine,
        keeper: people.keeper, head: people.head, editor: editor))
  }

  /// What other places sent in, by the way everything takes that comes from outside.
  private func receiveNews(_ agency: OrganisationID, _ secretary: Principal) async throws {
    for (name, file) in [
      ("Cổng thông tin điện tử tỉnh Lam Giang", "cong-thong-tin.xml"),
      ("Đài truyền thanh xã Bản Chang", "ban-chang.xml"),
    ] {
      try await house.intake.receive(
        folder.appendingPathComponent("feeds/\(file)"), from: name, to: agency, by: secretary)
    }
  }

  private func publish(
    _ story: DemoStory, _ sections: [String: SectionID], _ pictures: inout [String: PictureID],
    _ agency: OrganisationID, _ people: DemoPeople
  ) async throws -> ItemID {
    let lead = try await picture(of: story, &pictures, agency, people.reporter)
    let item = try await newsroom.create(
      .init(organisation: agency, text: text(story, sections, lead)), by: people.reporter)
    _ = try await newsroom.submit(item.id, by: people.reporter)
    hand.advance(by: 600)
    _ = try await newsroom.approve(item.id, revision: item.currentRevision, by: people.editor)
    hand.advance(by: 300)
    _ = try await newsroom.publish(item.id, by: people.secretary)
    return item.id
  }

  private func layOnDesk(
    _ story: DemoStory, _ sections: [String: SectionID], _ pictures: [String: PictureID], _ agency: OrganisationID,
    _ people: DemoPeople
  ) async throws {
    let author = story.author == "editor" ? people.editor : people.reporter
    var text = text(story, sections, story.picture.flatMap { pictures[$0] })
    text.metadata.bylines = [BylineProfile(name: author.name)]
    let deadline = start.addingTimeInterval(60 * Double(story.minutes ?? 60))
    let item = try await newsroom.create(.init(organisation: agency, text: text, deadline: deadline), by: author)
    switch story.state {
    case "approval": _ = try await newsroom.submit(item.id, by: author)
    case "editing":
      _ = try await newsroom.submit(item.id, by: author)
      _ = try await newsroom.sendBack(item.id, reason: "Thêm ý kiến của một hộ trồng khoai.", by: people.editor)
    case "ready", "scheduled":
      _ = try await newsroom.approve(item.id, revision: item.currentRevision, by: people.secretary)
      if story.state == "scheduled" {
        _ = try await newsroom.schedule(item.id, for: deadline, by: people.secretary)
      }
    default: break
    }
  }

  private func text(_ story: DemoStory, _ sections: [String: SectionID], _ lead: PictureID?) -> ItemText {
    ItemText(
      title: story.title, summary: story.summary, body: story.storyBody,
      metadata: ItemMetadata(
        section: sections[story.section], tags: story.tags ?? [], bylines: [BylineProfile(name: story.author)],
        lead: lead))
  }

  private func picture(
    of story: DemoStory, _ pictures: inout [String: PictureID], _ agency: OrganisationID, _ reporter: Principal
  ) async throws -> PictureID? {
    guard let name = story.picture else { return nil }
    if let known = pictures[name] { return known }
    let source = folder.appendingPathComponent("pictures/\(name).jpg")
    // The library takes the file it is given; the province keeps its own.
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).jpg")
    try FileManager.default.copyItem(at: source, to: copy)
    let id = try await media.addPicture(
      copy, named: "\(name).jpg",
      words: PictureWords(caption: story.caption ?? "", credit: "Hội Tụ (minh họa)", alt: story.alt ?? ""), to: agency,
      by: reporter)
    pictures[name] = id
    return id
  }
}
