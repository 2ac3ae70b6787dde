import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NewsFormats
import Persistence
import Web

extension Newsroom {
  /// The most items in one file.
  static let mostExported = 5_000

  /// Items as a file: `xuat-csv`, a line each; `xuat-json`, whole, with their text; `xuat-ninjs`, `xuat-newsml-g2`, a ZIP of
  /// one file each, for other houses. Only those this person may see; in the
  /// order asked.
  func export(_ ids: [ItemID], as form: String, for principal: Principal) async throws -> Response {
    let items = try await visibleItems(ids, for: principal)
    guard !items.isEmpty else { throw Failure.notFound }
    try await recordExport(items, as: form, by: principal)
    switch form {
    case "xuat-csv": return try await table(of: items, for: principal)
    case "xuat-json": return try await json(of: items)
    default:
      guard let format = NewsDocument.Format(rawValue: String(form.dropFirst(5))) else {
        throw Failure.invalid(["": "Không có dạng xuất này"])
      }
      return try await files(of: items, as: format, for: principal)
    }
  }

  private func visibleItems(_ ids: [ItemID], for principal: Principal) async throws -> [Item] {
    let asked = Array(ids.prefix(Self.mostExported))
    return try await database.read { connection in
      var found: [ItemID: Item] = [:]
      for start in stride(from: 0, to: asked.count, by: 200) {
        let part = Array(asked[start..<min(start + 200, asked.count)])
        let items: [Item] = try connection.all(
          """
          SELECT \(Item.columns) FROM item i WHERE i.id IN \(list: part) AND i.deleted_at IS NULL LIMIT \(part.count)
          """)
        for item in items where (try? Self.visible(item, to: principal)) != nil {
          // A file is a way out: what is held back stays here (``PublicationGate``).
          if item.gate.isOpen(at: clock.now) { found[item.id] = item }
        }
      }
      return asked.compactMap { found[$0] }
    }
  }

  private func table(of items: [Item], for principal: Principal) async throws -> Response {
    var names: [SectionID: String] = [:]
    for organisation in Set(items.map(\.organisation)) {
      for section in try await sections(of: organisation, for: principal) { names[section.id] = section.name }
    }
    var table = CSVTable([
      "Mã", "Loại", "Trạng thái", "Tiêu đề", "Chuyên mục", "Tác giả", "Bút danh", "Từ khóa", "Nơi xảy ra", "Tạo lúc",
      "Xuất bản lúc", "Sửa lúc", "Địa chỉ",
    ])
    for item in items {
      table.add([
        "\(item.code)", item.kind.phrase.vietnamese, item.state.phrase.vietnamese, item.title,
        item.metadata.section.flatMap { names[$0] } ?? "", item.authorName,
        item.metadata.bylines.map(\.name).joined(separator: "; "), item.metadata.tags.joined(separator: "; "),
        item.metadata.placeName ?? "", VietnamTime.dateAndClock(item.createdAt),
        item.firstPublishedAt.map(VietnamTime.dateAndClock) ?? "", VietnamTime.dateAndClock(item.updatedAt),
        item.state == .published ? item.path : "",
      ])
    }
    return table.answer(named: "tin-bai-\(clock.today).csv")
  }

  private func json(of items: [Item]) async throws -> Response {
    // With their text an item is large; the newest few hundred are what somebody takes along.
    let whole = Array(items.prefix(500))
    let responses = try await database.read { connection in
      try whole.map { item in
        ItemResponse(item, try RevisionStore.find(item.currentRevision, of: item.id, on: connection))
      }
    }
    var answer = try Answer.json(ItemListResponse(items: responses, next: nil))
    answer.headers[.contentDisposition] = "attachment; filename=\"tin-bai-\(clock.today).json\""
    answer.headers[.cacheControl] = "no-store"
    return answer
  }

  private func recordExport(_ items: [Item], as form: String, by principal: Principal) async throws {
    try await database.write { connection in
      try audit.record(
        AuditEntry(
          actor: principal.id, action: "newsroom.export", subject: "export/\(form)",
          organisation: items.first?.organisation, detail: ["items": "\(items.count)"]), on: connection)
    }
  }
}
