import Contracts
import Foundation
import Kernel
import NewsFormats
import Persistence

extension Intake {
  /// What the program does in the inbox: only what the rules of an agency's people told it to do.
  private static let program = Principal.system([
    Newsroom.write, Newsroom.edit, Newsroom.approve, Newsroom.publish, Newsroom.withdraw,
  ])

  /// Makes drafts and publications that rules ask for, and takes over what sources changed. Each piece by itself: one that
  /// cannot be published says why in the inbox and holds up no other.
  func publishDueItems() async throws {
    let now = newsroom.clock.now
    let due = try await newsroom.database.read { try InboxStore.publishDue(at: now, limit: 100, on: $0) }
    var trouble: (any Error)?
    for id in due {
      do {
        try await publishDueItem(id)
      } catch let failure as Failure {
        try await refuse(id, failure)
      } catch {
        trouble = trouble ?? error
      }
    }
    if let trouble { throw trouble }
  }

  private func refuse(_ id: InboxItemID, _ failure: Failure) async throws {
    let why: String
    switch failure {
    case .invalid(let errors): why = errors.sorted { $0.key < $1.key }.map(\.value.vietnamese).joined(separator: "; ")
    case .conflict(let phrase), .unavailable(let phrase): why = phrase.vietnamese
    default: why = Phrase("Chương trình không có quyền làm việc này.").vietnamese
    }
    try await newsroom.database.write { try InboxStore.refusePublishing(id, why, on: $0) }
  }

  private enum Step: Sendable {
    case none
    case publish(ItemID)
    /// Takes the source's newest text over, and publishes it.
    case renew(ItemID, ItemText, isPublic: Bool)
    case withdraw(ItemID)
  }

  private func publishDueItem(_ id: InboxItemID) async throws {
    let (step, version) = try await newsroom.database.write { try prepare(id, on: $0) }
    switch step {
    case .none: break
    case .publish(let item): try await newsroom.publish(item, by: Self.program)
    case .withdraw(let item):
      let reason: Phrase = "Nguồn đã rút tin này"
      try await newsroom.withdraw(item, reason: reason.vietnamese, by: Self.program)
    case .renew(let item, let text, let isPublic):
      let opened = try await newsroom.open(item, for: Self.program)
      _ = try await newsroom.save(
        .init(
          base: opened.revision.number, title: text.title, summary: text.summary, body: text.body,
          metadata: text.metadata, isAutosave: false),
        to: item, by: Self.program)
      if isPublic {
        try await newsroom.updatePublished(item, by: Self.program)
      } else {
        try await newsroom.publish(item, by: Self.program)
      }
    }
    try await newsroom.database.write { connection in
      // Where the source changed it again meanwhile, its turn comes once more.
      guard let incoming = try InboxStore.lock(id, on: connection), incoming.version == version else { return }
      if case .renew(let item, _, _) = step {
        try InboxFollow.setVersion(item, version, on: connection)
        try InboxStore.settle(
          incoming, .taken, article: item, by: Self.program.id, at: newsroom.clock.now, on: connection)
      }
      try InboxStore.donePublishing(id, on: connection)
    }
  }

  /// Decides what is to be done with a piece whose turn has come, and makes its item where there is none yet.
  private func prepare(_ id: InboxItemID, on connection: any Connection) throws -> (Step, version: Int) {
    guard let incoming = try InboxStore.lock(id, on: connection) else { return (.none, 0) }
    return (try step(for: incoming, on: connection), incoming.version)
  }

  private func step(for incoming: InboxItem, on connection: any Connection) throws -> Step {
    if let follow = try InboxFollow.find(following: incoming.id, on: connection) {
      guard follow.convertedAt == nil, let item = try ItemStore.lock(follow.item, on: connection) else { return .none }
      if incoming.status != .usable { return item.state == .published ? .withdraw(item.id) : .none }
      let isPublic = item.state == .published
      if item.state == .withdrawn { return .none }
      if follow.version == incoming.version { return isPublic ? .none : .publish(item.id) }
      return .renew(item.id, text(of: incoming, section: item.metadata.section), isPublic: isPublic)
    }
    guard incoming.state == .new, incoming.status == .usable, let rule = try self.rule(of: incoming.id, on: connection)
    else {
      return .none
    }
    switch rule.act {
    case .draft:
      let item = try make(of: incoming, holder: rule.assignee, on: connection)
      try InboxStore.settle(
        incoming, .taken, article: item.id, by: Self.program.id, at: newsroom.clock.now, on: connection)
      return .none
    case .publish:
      guard incoming.isUsable(at: newsroom.clock.now) else { return .none }
      let item = try make(of: incoming, holder: nil, on: connection)
      try InboxStore.settle(
        incoming, .taken, article: item.id, by: Self.program.id, at: newsroom.clock.now, on: connection)
      try InboxFollow.insert(item.id, following: incoming, at: newsroom.clock.now, on: connection)
      return .publish(item.id)
    case .route, .drop: return .none
    }
  }

  private func rule(of id: InboxItemID, on connection: any Connection) throws -> InboxRule? {
    try connection.first(
      """
      SELECT \(InboxRule.columns) FROM inbox_rule WHERE is_active = \(true)
        AND id = (SELECT i.rule_id FROM inbox_item i WHERE i.id = \(id))
      """)
  }

  private func make(
    of incoming: InboxItem, holder: AccountID?, on connection: any Connection
  ) throws -> Item {
    var new = Newsroom.NewItem(
      organisation: incoming.organisation, text: text(of: incoming, section: incoming.section))
    new.kind = .brief
    new.holder = holder
    let item = try newsroom.create(new, by: Self.program, on: connection)
    return try hold(item, as: incoming, on: connection)
  }

  /// Carries over what holds a piece back: an embargo that is not over, and "not for publication".
  func hold(_ item: Item, as incoming: InboxItem, on connection: any Connection) throws -> Item {
    var item = item
    if let embargo = incoming.embargo, embargo > newsroom.clock.now { item.embargo = embargo }
    if incoming.status != .usable { item.isNotForPublication = true }
    guard item.embargo != nil || item.isNotForPublication else { return item }
    try ItemStore.update(item, on: connection)
    return item
  }

  /// A piece as the text of an item: its first paragraph or its summary as the sapo, its source named and linked at the end.
  func text(of incoming: InboxItem, section: SectionID?) -> ItemText {
    var blocks = incoming.body.blocks
    var summary = String(incoming.summary.prefix(ItemWords.summaryLimit))
    if case .paragraph? = blocks.first?.kind, blocks.count > 1 {
      let first = ItemWords.tidy(StoryBody(blocks: [blocks[0]]).plainText, limit: ItemWords.summaryLimit)
      if !first.isEmpty, summary.isEmpty || first.hasPrefix(summary.prefix(60)) || summary.hasPrefix(first.prefix(60)) {
        summary = first
        blocks.removeFirst()
      }
    }
    let link = StoryBody.Marks.isAllowed(link: incoming.link) ? incoming.link : nil
    let by = Phrase("Theo").vietnamese
    blocks.append(
      .init(
        .paragraph([
          .text("\(by) ", .init(italic: true)), .text(incoming.credited, .init(italic: true, link: link)),
        ])))
    var metadata = ItemMetadata(section: section, bylines: [BylineProfile(name: incoming.credited)])
    metadata.slugline = ItemWords.tidy(incoming.details.slugline ?? "", limit: 60)
    metadata.urgency = incoming.details.urgency.flatMap { (1...8).contains($0) ? $0 : nil }
    let codes = Set((incoming.details.subjects ?? []).map(\.code))
    metadata.topics = newsroom.defaults.topics.map(\.id).filter(codes.contains)
    metadata.rightsNote = ItemWords.tidy(incoming.details.usageTerms ?? "", limit: 300)
    return ItemText(
      title: String(incoming.title.prefix(ItemWords.titleLimit)), summary: summary, body: StoryBody(blocks: blocks),
      metadata: metadata)
  }
}
