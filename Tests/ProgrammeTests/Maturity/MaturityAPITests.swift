import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing

@testable import Programme

@Suite("The index of maturity for programs")
struct MaturityAPITests {
  private static let root = "/api/v1/programme/maturity"

  private static func field(_ name: String, _ answer: AskedSite.Reply) throws -> String {
    let object = try #require(try JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
    return try #require(object[name] as? String)
  }

  @Test("a whole cycle by programs, with the same permissions as the pages", arguments: Engine.all)
  func whole(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.prepare()
      let site = AskedSite(people: [bench.writer, bench.head, bench.other, bench.appraiser]) {
        bench.programme.addRoutes(to: $0)
      }
      func post(_ path: String, _ body: String, as person: Principal) async throws -> AskedSite.Reply {
        try await site.json(.post, Self.root + path, body, as: person)
      }
      let start = """
        {"version":"2024","year":2024,"title":"Đợt 2024","dataFrom":"2024-01-01","dataTo":"2024-10-31",
        "registerUntil":"2024-11-05","scoreUntil":"2024-11-15","appraiseUntil":"2024-11-30","appealUntil":"2024-12-10",
        "needsTraining":true}
        """
      #expect(try await post("/cycles", start, as: bench.head).status == 403)
      #expect(try await post("/cycles", "{}", as: bench.appraiser).status == 422)
      let opened = try await post("/cycles", start, as: bench.appraiser)
      #expect(opened.status == 201 && opened.location?.hasPrefix(Self.root + "/cycles/") == true)
      let cycle = "/cycles/\(try Self.field("id", opened))"
      let register = #"{"bloc":"radio-tv","trained":true,"trainingNote":"Lớp TEST"}"#
      #expect(try await post(cycle + "/entries", register, as: bench.appraiser).status == 403)
      let registered = try await post(cycle + "/entries", register, as: bench.writer)
      #expect(registered.status == 201)
      #expect(try await post(cycle + "/entries", register, as: bench.writer).status == 409)
      let entry = "/entries/\(try Self.field("id", registered))"
      let admit = #"{"bloc":"local-newspaper","trained":true}"#
      #expect(try await post(entry + "/admit", admit, as: bench.writer).status == 403)
      #expect(try await post(entry + "/admit", admit, as: bench.other).status == 404)
      #expect(try await post(entry + "/admit", admit, as: bench.appraiser).text.contains("\"state\":\"scoring\""))
      let scheme = try await bench.scheme()
      func scores(_ total: Int, _ note: String) -> String {
        let lines = bench.typed(Points(total), scheme).map {
          #"{"criterion":"\#($0.criterion)","points":"\#($0.points)","note":"\#(note)"}"#
        }
        return #"{"scores":[\#(lines.joined(separator: ","))]}"#
      }
      #expect(
        try await site.json(.put, Self.root + entry + "/scores", scores(9000, ""), as: bench.writer).status == 200)
      let proof = #"{"criterion":"\#(scheme.criteria[0].id)","indicator":"press.ai-items","validUntil":"2025-06-30"}"#
      #expect(try await post(entry + "/evidence", proof, as: bench.writer).text.contains("\"evidence\":1"))
      #expect(try await post(entry + "/submit", "", as: bench.writer).status == 200)
      #expect(try await post(entry + "/send-back", #"{"reason":"Thiếu"}"#, as: bench.head).status == 200)
      #expect(try await post(entry + "/submit", "", as: bench.writer).status == 200)
      #expect(try await post(entry + "/approve", "", as: bench.head).status == 200)
      let given = scores(8000, "Theo minh chứng")
      #expect(try await site.json(.put, Self.root + entry + "/appraisal", given, as: bench.appraiser).status == 200)
      #expect(try await post(entry + "/finish-appraisal", "", as: bench.appraiser).status == 200)
      let last = try #require(scheme.criteria.last)
      let appeal = #"{"appeals":[{"criterion":"\#(last.id)","reason":"Có văn bản"}]}"#
      #expect(try await post(entry + "/appeal", appeal, as: bench.writer).status == 403)
      #expect(try await post(entry + "/appeal", appeal, as: bench.head).text.contains("\"state\":\"appeal\""))
      #expect(try await post(cycle + "/publish", "{}", as: bench.appraiser).status == 409)
      let answer = #"{"scores":[{"criterion":"\#(last.id)","points":"1.00","note":"Một phần"}]}"#
      #expect(
        try await post(entry + "/appeal-answer", answer, as: bench.appraiser).text.contains("\"total\":\"81.00\""))
      #expect(try await post(cycle + "/publish", #"{"decision":"TEST/QĐ"}"#, as: bench.head).status == 403)
      let published = try await post(cycle + "/publish", #"{"decision":"TEST/QĐ"}"#, as: bench.appraiser)
      #expect(published.status == 200 && published.text.contains("\"decision\":\"TEST/QĐ\""))
      #expect(try await post(entry + "/reopen", #"{"reason":"x"}"#, as: bench.appraiser).status == 409)
    }
  }

  @Test("results from before the platform", arguments: Engine.all)
  func past(engine: Engine) async throws {
    try await withMaturity(engine) { bench in
      try await bench.programme.loadIndexVersions(by: .system([Programme.manage]))
      let site = AskedSite(people: [bench.writer, bench.head, bench.other]) { bench.programme.addRoutes(to: $0) }
      let body = """
        {"organisation":"\(MaturityBench.paper)","name":"Báo Lam Giang","year":2023,"bloc":"local-newspaper",
        "total":"70.25","parts":{"P1":"18,00"},"decision":"TEST/QĐ","date":"2023-12-20"}
        """
      #expect(try await site.json(.post, Self.root + "/past-results", body, as: bench.other).status == 422)
      let entered = try await site.json(.post, Self.root + "/past-results", body, as: bench.writer)
      #expect(entered.status == 201 && entered.text.contains("\"state\":\"waiting\""))
      let id = try #require(try await bench.programme.pastResults(for: bench.head).first?.id)
      #expect(try await site.get(Self.root + "/past-results", as: bench.other).text == #"{"results":[]}"#)
      let confirm = Self.root + "/past-results/\(id)/confirm"
      #expect(try await site.json(.post, confirm, "", as: bench.other).status == 404)
      #expect(try await site.json(.post, confirm, "", as: bench.head).status == 204)
      #expect(try await site.get(Self.root + "/past-results", as: bench.other).text.contains("\"P1\":\"18.00\""))
      let back = Self.root + "/past-results/\(id)/return"
      #expect(try await site.json(.post, back, #"{"reason":"x"}"#, as: bench.head).status == 409)
    }
  }
}
