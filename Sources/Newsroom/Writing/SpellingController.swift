import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Persistence
import Spelling
import Web

/// `/api/v1/spelling`: what the editor's speller asks. And `/lam-viec/chinh-ta`: how the house writes.
struct SpellingController {
  let newsroom: Newsroom

  static let path = "/lam-viec/chinh-ta"

  /// What one request may hold: a long article, its paragraphs three bytes a letter.
  enum Limit {
    static let bytes = 1_048_576
    static let paragraphs = 2_000
    static let letters = 200_000
    /// Each takes milliseconds, and all people share one speller: nobody keeps it for minutes.
    static let suggestions = 400
  }

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/chinh-ta", use: show)
    desk.post("lam-viec/chinh-ta", use: change)
    desk.post("lam-viec/chinh-ta/tu", use: add)
    desk.post("lam-viec/chinh-ta/tu/:id/bo", use: remove)
    let api = routes.group(context: StaffContext.self)
    // Without a dictionary there is no such address, and the editor shows no speller.
    if newsroom.speller != nil {
      api.post("api/v1/spelling", use: check)
      api.post("api/v1/spelling/words", use: addWord)
    }
  }

  private struct Asked: Decodable {
    struct Paragraph: Decodable {
      let id: String
      let text: String
    }
    let organisation: String?
    let lang: String?
    let suggest: Bool?
    let paragraphs: [Paragraph]
  }

  private struct Answered: Encodable {
    struct Paragraph: Encodable {
      let id: String
      let findings: [Found]
    }
    struct Found: Encodable {
      let start: Int
      let length: Int
      let kind: String
      let text: String
      let suggestions: [String]
    }
    let paragraphs: [Paragraph]
    let mayAddToHouse: Bool
  }

  @Sendable func check(_ request: Request, context: StaffContext) async throws -> Response {
    guard let speller = newsroom.speller else { throw Failure.notFound }
    let asked: Asked = try await JSONBody.read(request, limit: Limit.bytes)
    let principal = context.principal
    let organisation = try Newsroom.desk(of: principal, asked: asked.organisation)
    try principal.require(Newsroom.write, in: organisation)
    guard asked.lang ?? "vi" == "vi" else { throw Failure.invalid(["lang": "Chưa có từ điển cho ngôn ngữ này"]) }
    let letters = asked.paragraphs.reduce(0) { $0 + $1.text.utf16.count }
    guard asked.paragraphs.count <= Limit.paragraphs, letters <= Limit.letters else {
      throw Failure.tooLarge(limit: Limit.bytes)
    }
    let (style, words) = try await newsroom.database.read { connection in
      (
        try WritingStore.style(of: organisation, on: connection),
        try WritingStore.words(of: organisation, and: principal.id, on: connection)
      )
    }
    let known = Set(words.map(\.word))
    var paragraphs: [Answered.Paragraph] = []
    var left = asked.suggest == false ? 0 : Limit.suggestions
    for paragraph in asked.paragraphs {
      let found = await speller.findings(in: paragraph.text, words: known, style: style, suggests: left > 0)
      left -= found.count { !$0.suggestions.isEmpty }
      let lines = found.map {
        Answered.Found(
          start: $0.start, length: $0.length, kind: $0.kind.rawValue, text: $0.text, suggestions: $0.suggestions)
      }
      paragraphs.append(.init(id: paragraph.id, findings: lines))
    }
    let mayAdd = principal.may(Newsroom.approve, in: organisation)
    return try Answer.json(Answered(paragraphs: paragraphs, mayAddToHouse: mayAdd))
  }

  private struct Word: Decodable {
    let organisation: String?
    let word: String
    let house: Bool?
  }

  @Sendable func addWord(_ request: Request, context: StaffContext) async throws -> Response {
    let asked: Word = try await JSONBody.read(request, limit: Limit.bytes)
    let organisation = try Newsroom.desk(of: context.principal, asked: asked.organisation)
    try await newsroom.addWords(
      [asked.word], isHouse: asked.house ?? false, in: organisation, by: context.principal)
    return Answer.noContent()
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    let organisation = try Newsroom.desk(of: context.principal, asked: request.query["co-quan"])
    return try await page(organisation, context, isDone: request.query["xong"] != nil)
  }

  @Sendable func change(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try Newsroom.desk(of: context.principal, asked: form.optional("co-quan"))
    let style = HouseStyle(
      tone: HouseStyle.Tone(rawValue: form["tone"]) ?? .free,
      ending: HouseStyle.Ending(rawValue: form["ending"]) ?? .free)
    try await newsroom.setStyle(style, of: organisation, by: context.principal)
    return Answer.seeOther(Self.path + QueryText.of([("co-quan", organisation.rawValue), ("xong", "1")]))
  }

  @Sendable func add(_ request: Request, context: StaffContext) async throws -> Response {
    let form = try await Form.read(request, context)
    let organisation = try Newsroom.desk(of: context.principal, asked: form.optional("co-quan"))
    let words = form["word"].split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    do {
      guard !words.isEmpty else { throw Failure.invalid(["word": "Cần ít nhất một từ"]) }
      try await newsroom.addWords(
        words, isHouse: form["scope"] == "house", in: organisation, by: context.principal)
      return Answer.seeOther(Self.path + QueryText.of([("co-quan", organisation.rawValue), ("xong", "1")]))
    } catch Failure.invalid(let errors) {
      return try await page(organisation, context, typed: form["word"], errors: errors)
    }
  }

  @Sendable func remove(_ request: Request, context: StaffContext) async throws -> Response {
    _ = try await Form.read(request, context)
    try await newsroom.removeWord(try context.parameters.require("id"), by: context.principal)
    return Answer.seeOther(Self.path + "?xong=1")
  }

  private func page(
    _ organisation: OrganisationID, _ context: StaffContext, isDone: Bool = false, typed: String = "",
    errors: [String: Phrase] = [:]
  ) async throws -> Response {
    let account = context.principal.id
    let (style, words) = try await newsroom.database.read { connection in
      (
        try WritingStore.style(of: organisation, on: connection),
        try WritingStore.words(of: organisation, and: account, on: connection)
      )
    }
    return WritingPage(
      organisation: organisation, style: style, words: words, hasSpeller: newsroom.speller != nil, isDone: isDone,
      typed: typed, errors: errors, context: context
    ).page.answer(context, status: errors.isEmpty ? 200 : 422)
  }
}
