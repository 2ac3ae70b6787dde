import Contracts
import Foundation
import Kernel
import Persistence

/// Items that first reached readers within some days, by organisation, kind and language.
struct ProducedCount: Sendable, RowDecodable {
  let organisation: OrganisationID
  let kind: ItemKind
  let language: String
  let items: Int
  /// Of them, those made with AI as their log says now.
  let withAI: Int

  init(row: Row) throws {
    organisation = try row["organisation_id"]
    kind = try row["kind"]
    language = try row["language"]
    items = try row["items"]
    withAI = try row["with_ai"]
  }

  /// One range of the index for each organisation. An item counts as made with AI where the last declaration for one of
  /// its parts says so (NĐ 237/2026 Art 24 asks for the log).
  static func query(_ organisation: OrganisationID, from: Date, to: Date) -> SQL {
    """
    SELECT i.organisation_id, i.kind, i.language, COUNT(*) AS items,
      SUM(CASE WHEN EXISTS (
        SELECT 1 FROM item_ai_log l WHERE l.item_id = i.id AND l.act = 'declared' AND l.origin <> 'none'
          AND NOT EXISTS (
            SELECT 1 FROM item_ai_log n
            WHERE n.item_id = l.item_id AND n.target = l.target AND n.act = 'declared' AND n.id > l.id)
      ) THEN 1 ELSE 0 END) AS with_ai
    FROM item i
    WHERE i.organisation_id = \(organisation) AND i.first_published_at >= \(from) AND i.first_published_at < \(to)
      AND i.deleted_at IS NULL
    GROUP BY i.organisation_id, i.kind, i.language
    """
  }

  static func all(_ question: IndicatorQuestion, in database: Database) async throws -> [OrganisationID:
    [ProducedCount]]
  {
    let (from, to) = (question.from.start, question.to.adding(days: 1).start)
    return try await database.read { connection in
      var counts: [OrganisationID: [ProducedCount]] = [:]
      for organisation in question.organisations {
        counts[organisation] = try connection.all(query(organisation, from: from, to: to))
      }
      return counts
    }
  }

  /// One part for each organisation; those that published nothing here in these days are unknown, not nought: they may
  /// work elsewhere.
  static func parts(
    _ question: IndicatorQuestion, in database: Database, _ part: ([ProducedCount], PublishedItems) -> IndicatorPart
  ) async throws -> [OrganisationID: IndicatorPart] {
    let counts = try await all(question, in: database)
    return Dictionary(
      question.organisations.map { id in
        let own = counts[id] ?? []
        return (
          id,
          own.isEmpty
            ? .missing("chưa có tin, bài xuất bản trên phần mềm trong kỳ")
            : part(own, PublishedItems(organisation: id, from: question.from, to: question.to))
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

/// How many of the items published in the period were made with AI.
struct AIItemsIndicator: Indicator {
  let id = "press.ai-items"
  let name: Phrase = "Tin, bài có dùng trí tuệ nhân tạo"
  let counting = IndicatorCounting.things
  let database: Database

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    try await ProducedCount.parts(question, in: database) { counts, published in
      let items = counts.reduce(0) { $0 + $1.items }
      let withAI = counts.reduce(0) { $0 + $1.withAI }
      return IndicatorPart(
        numerator: withAI, denominator: items,
        evidence: [
          published.line("\(withAI) trên \(items) tin, bài xuất bản có khai báo dùng AI trong nhật ký")
        ])
    }
  }
}

/// Which kinds of press a newsroom really produced: text, pictures, sound, moving pictures, live.
struct KindsProducedIndicator: Indicator {
  let id = "press.kinds-produced"
  let name: Phrase = "Loại hình báo chí thực tế đã sản xuất"
  let counting = IndicatorCounting.things
  let database: Database

  private enum Form: CaseIterable {
    case text, photo, audio, video, live

    func produced(_ items: Int) -> Phrase {
      switch self {
      case .text: "Đã sản xuất: Chữ, \(items) tin, bài"
      case .photo: "Đã sản xuất: Ảnh, \(items) tin, bài"
      case .audio: "Đã sản xuất: Âm thanh, \(items) tin, bài"
      case .video: "Đã sản xuất: Video, \(items) tin, bài"
      case .live: "Đã sản xuất: Trực tiếp, \(items) tin, bài"
      }
    }

    /// The kind by which the archive is looked through; text is of several.
    var kind: ItemKind? {
      switch self {
      case .text: nil
      case .photo: .photoStory
      case .audio: .audio
      case .video: .video
      case .live: .liveBlog
      }
    }

    static func of(_ kind: ItemKind) -> Form {
      switch kind {
      case .brief, .article, .package: .text
      case .photoStory: .photo
      case .audio: .audio
      case .video: .video
      case .liveBlog: .live
      }
    }
  }

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    try await ProducedCount.parts(question, in: database) { counts, published in
      let forms = Dictionary(grouping: counts) { Form.of($0.kind) }.mapValues { $0.reduce(0) { $0 + $1.items } }
      return IndicatorPart(
        numerator: forms.count, denominator: Form.allCases.count,
        evidence: Form.allCases.compactMap { form in
          forms[form].map { published.line(form.produced($0), kind: form.kind) }
        })
    }
  }
}

/// Items published in the period, told by kind and language.
struct ItemsIndicator: Indicator {
  let id = "press.items"
  let name: Phrase = "Tin, bài xuất bản"
  let counting = IndicatorCounting.things
  let database: Database

  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart] {
    try await ProducedCount.parts(question, in: database) { counts, published in
      let items = counts.reduce(0) { $0 + $1.items }
      let kinds = Dictionary(grouping: counts, by: \.kind).mapValues { $0.reduce(0) { $0 + $1.items } }
      let languages = Dictionary(grouping: counts, by: \.language).mapValues { $0.reduce(0) { $0 + $1.items } }
      let byKind = ItemKind.allCases.compactMap { kind in
        kinds[kind].map { published.line(Self.words(kind, $0), kind: kind) }
      }
      let byLanguage = languages.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      return IndicatorPart(
        numerator: items, denominator: items,
        evidence: [published.line("\(items) tin, bài xuất bản lần đầu trong kỳ")] + byKind
          + [.init("Theo ngôn ngữ: \(byLanguage.joined(separator: ", "))")])
    }
  }

  private static func words(_ kind: ItemKind, _ items: Int) -> Phrase {
    switch kind {
    case .brief: "Trong đó tin: \(items)"
    case .article: "Trong đó bài: \(items)"
    case .photoStory: "Trong đó chùm ảnh: \(items)"
    case .video: "Trong đó video: \(items)"
    case .audio: "Trong đó âm thanh: \(items)"
    case .liveBlog: "Trong đó tường thuật trực tiếp: \(items)"
    case .package: "Trong đó chùm bài: \(items)"
    }
  }
}

/// The archive, narrowed to what an agency first published within some days: the rows that figures of items are counted
/// from. Open to those who write there.
struct PublishedItems: Sendable {
  let organisation: OrganisationID
  let from: CivilDate
  let to: CivilDate

  /// A line of evidence that leads there.
  func line(_ sentence: Phrase, kind: ItemKind? = nil) -> IndicatorPart.Evidence {
    var query = [("co-quan", organisation.rawValue), ("trang-thai", ItemState.published.rawValue)]
    if let kind { query.append(("loai", kind.rawValue)) }
    query += [("tu", from.rawValue), ("den", to.rawValue)]
    return .init(sentence, path: DeskPath.archive + QueryText.of(query), opens: .init(Newsroom.write))
  }
}
