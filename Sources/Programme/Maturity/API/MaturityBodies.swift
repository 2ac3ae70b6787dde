import Foundation
import Hummingbird
import Kernel
import NIOCore

/// What programs send to the index of maturity. Days are `2026-12-31`, points text: `"1,50"` or `"1.50"`.
enum MaturityBodies {
  static let limit = 524_288

  struct Scores: Decodable {
    struct Score: Decodable {
      let criterion: String
      let points: String
      let note: String?
      let version: Int?
    }
    let scores: [Score]
    /// Whether the page sends it by itself while somebody types.
    let autosave: Bool?

    var typed: [TypedScore] {
      scores.map {
        TypedScore(
          criterion: IndexCriterionID($0.criterion), points: $0.points, words: $0.note ?? "", base: $0.version)
      }
    }
  }

  struct Registration: Decodable {
    /// Nil: the sender's own.
    let organisation: String?
    let bloc: Bloc
    let trained: Bool?
    let trainingNote: String?
  }

  struct Admission: Decodable {
    let bloc: Bloc
    let trained: Bool?
  }

  struct Reason: Decodable {
    let reason: String
  }

  /// That nobody else of the agency may approve.
  struct Alone: Decodable {
    let alone: Bool
  }

  struct Appeals: Decodable {
    struct Appeal: Decodable {
      let criterion: String
      let reason: String
    }
    let appeals: [Appeal]
  }

  struct Publication: Decodable {
    let decision: String?
  }

  struct Proof: Decodable {
    let criterion: String
    /// An address, a path of ours, or words.
    let text: String?
    let name: String?
    /// A figure the program computes, by its indicator.
    let indicator: String?
    let validUntil: CivilDate?
  }

  struct Past: Decodable {
    let organisation: String
    let name: String
    let year: Int
    let bloc: Bloc
    let total: String
    let level: String?
    let rank: Int?
    let of: Int?
    /// By pillar: `{"P1": "18,00"}`.
    let parts: [String: String]?
    let decision: String?
    let date: CivilDate?
    let address: String?

    func draft() throws -> PastDraft {
      guard let total = Points(text: total) else { throw Failure.invalid(["total": PastForm.pointsError]) }
      var draft = PastDraft(
        organisation: OrganisationID(organisation), name: name, year: year, bloc: bloc, total: total)
      (draft.levelName, draft.rank, draft.rankOf) = (level ?? "", rank, of)
      draft.parts = try (parts ?? [:]).sorted { $0.key < $1.key }.map { code, text in
        guard let points = Points(text: text) else { throw Failure.invalid(["part-\(code)": PastForm.pointsError]) }
        return PastPart(code: code, name: code, points: points)
      }
      (draft.decision, draft.decidedOn, draft.address) = (decision ?? "", date, address ?? "")
      return draft
    }
  }
}
