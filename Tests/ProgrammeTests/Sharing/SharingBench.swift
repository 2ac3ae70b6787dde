import Contracts
import Foundation
import Kernel
import Messaging
import Persistence
import Synchronization
import TestSupport

@testable import Programme

/// Another installation that answers as it is told, and remembers what it was asked.
final class OtherPlace: OutsideDocuments, Sendable {
  private let answers = Mutex<[Result<OutsideAnswer, OutsideTrouble>]>([])
  private let requests = Mutex<[OutsideRequest]>([])
  var asked: [OutsideRequest] { requests.withLock { $0 } }

  func says(_ document: SharedDocument, etag: String? = nil) throws {
    let data = Data(try ReportJSON.text(document).utf8)
    answers.withLock { $0.append(.success(.document(data, etag: etag, lastModified: nil))) }
  }
  func says(_ answer: OutsideAnswer) { answers.withLock { $0.append(.success(answer)) } }
  func fails(_ words: Phrase) { answers.withLock { $0.append(.failure(OutsideTrouble(words: words))) } }

  func check(_ address: String) throws(OutsideTrouble) {
    guard address.hasPrefix("https://") else { throw OutsideTrouble(words: "Chỉ nhận địa chỉ https.") }
  }
  func document(at address: String, _ request: OutsideRequest) async throws -> OutsideAnswer {
    requests.withLock { $0.append(request) }
    let next = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    return try (next ?? .failure(OutsideTrouble(words: "Không hỏi nữa."))).get()
  }
}

/// The department of Thái Bình with one frozen figure, and another place that publishes.
struct SharingBench: Sendable {
  let figures: FigureBench
  let place = OtherPlace()
  let programme: Programme
  /// Keeps the plan of another department of the same installation.
  let other: Principal

  init(_ database: Database) throws {
    let bench = try FigureBench(database)
    figures = bench
    programme = try Programme(
      database: database, clock: .set(by: bench.hand), audit: bench.witness, organisations: bench.registers,
      registers: bench.registers, people: bench.registers, notifier: bench.witness, indicators: [],
      facts: FigureBench.facts,
      folder: FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-sharing-\(UUIDv7.shared.next())"),
      outside: place)
    let elsewhere = bench.registers.add("Sở khác", kind: .department)
    other = Principal(
      id: .new(), name: "Khánh", organisation: elsewhere, scoped: [elsewhere: [Programme.read, Programme.manage]])
  }

  var keeper: Principal { figures.keeper }
  var site: AskedSite {
    AskedSite(people: [keeper, figures.lan, other]) { programme.addRoutes(to: $0) }
  }

  static let digest = String(repeating: "ab", count: 32)

  /// One's own figure, frozen or only counted.
  @discardableResult
  func own(_ numerator: Double, _ denominator: Double, day: String = "2025-12-31", frozen: Bool = true) async throws
    -> TargetRecord
  {
    let plan = try await figures.plan()
    let target = try await figures.target(plan, "g1", indicator: "press.platforms", values: [(2025, 70, nil)])
    try await count(target, numerator, denominator, day: day)
    if frozen { try await freeze(plan, day) }
    return target
  }

  func count(_ target: TargetRecord, _ numerator: Double, _ denominator: Double?, day: String) async throws {
    let figure = TargetFigure(
      target: target.id, day: figureDay(day), plan: target.plan, numerator: numerator, denominator: denominator,
      population: 3, known: 3, source: .computed, by: "Hoa", at: figures.hand.now)
    try await figures.database.write { try FigureStore.insert([figure], on: $0) }
  }

  func freeze(_ plan: PlanRecord, _ day: String) async throws {
    let freeze = Freeze(
      plan: plan.id, day: figureDay(day), digest: Self.digest, figures: 1, parts: 0, proofs: 0, by: keeper,
      at: figures.hand.now)
    try await figures.database.write { try FreezeStore.insert(freeze, on: $0) }
  }

  /// Adds the other place, reads what it says and accepts it.
  func accepted(_ document: SharedDocument, etag: String? = nil) async throws -> PeerID {
    try place.says(document, etag: etag)
    let id = try await programme.addPeer("https://ban.example", to: figures.department, by: keeper)
    try await programme.fetchPeer(id)
    let peer = try await programme.peer(id, for: keeper).peer
    try await programme.acceptPeer(id, seen: peer.digest, by: keeper)
    return id
  }

  /// The next document of the place, a minute later.
  func next(_ id: PeerID, _ document: SharedDocument) async throws {
    figures.hand.advance(by: 60)
    var document = document
    document.generated = Timestamp.text(figures.hand.now)
    try place.says(document)
    try await programme.fetchPeer(id)
  }
}

extension SharedDocument {
  /// What a neighbour publishes.
  static func sample(
    _ figures: [SharedFigure] = [.sample()], code: String = "quang-tri", generated: String = "2026-11-27T01:00:00.000Z"
  ) -> SharedDocument {
    SharedDocument(
      generated: generated, dictionary: "/tien-do/tu-dien-du-lieu.json",
      installation: .init(name: "Sở Văn hóa Quảng Trị", software: "Hội Tụ"),
      plans: [
        .init(
          code: code, title: "Kế hoạch của Quảng Trị", document: "Kế hoạch", number: "1/KH", issuer: "Ủy ban nhân dân",
          figures: figures)
      ])
  }
}

extension SharedFigure {
  static func sample(
    _ numerator: Double = 1, _ denominator: Double? = 2, year: Int = 2025,
    _ change: (inout SharedFigure) -> Void = { _ in }
  ) -> SharedFigure {
    var figure = SharedFigure(
      target: "g1", section: "II.1", measure: "Cơ quan báo chí lên nền tảng số",
      province: .init(code: "44", name: "tỉnh Quảng Trị", asOf: "\(year)-12-31"), goal: "G1", national: nil,
      indicator: "press.platforms", population: .init(kind: "press-agency", filter: "all", text: ""), numeratorOf: "",
      denominatorOf: "", unit: "percent", direction: "up", year: year, day: "\(year)-12-31", numerator: numerator,
      denominator: denominator, planned: .init(year: 2025, value: 70, low: nil, high: nil, shown: "70%"),
      status: .frozen, digest: SharingBench.digest, restated: nil, note: "")
    change(&figure)
    return figure
  }
}

func withSharing(_ engine: Engine, _ body: (SharingBench) async throws -> Void) async throws {
  try await withDatabase(engine, Messaging.migrations + Programme.migrations) { try await body(SharingBench($0)) }
}
