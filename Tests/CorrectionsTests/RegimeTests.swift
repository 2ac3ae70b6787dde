import Contracts
import Foundation
import Kernel
import TestSupport
import Testing

@testable import Corrections

@Suite("The law by the day of publication")
struct RegimeTests {
  let regimes: Regimes

  init() throws {
    regimes = try Regimes(contentsOf: facts.appendingPathComponent("corrections/regimes.json"))
  }

  @Test("what was published on 30/6/2026 goes by Law 103, from 01/7/2026 on by Law 126")
  func boundary() {
    #expect(regimes.regime(on: day("2026-06-30")).id == "L103")
    #expect(regimes.regime(on: day("2026-07-01")).id == "L126")
    #expect(regimes.regime(on: day("2010-01-01")).id == "L103")
  }

  @Test("the values of both laws are those of the regulation pack")
  func values() {
    let old = regimes.regime(on: day("2026-06-30"))
    let new = regimes.regime(on: day("2026-07-01"))
    let rows: [(Duty, Medium, (Int?, Rule.Unit), (Int?, Rule.Unit))] = [
      (.bodyAnswersQuestion, .online, (30, .days), (30, .days)),
      (.bodyAnswersOpinion, .online, (30, .days), (15, .workingDays)),
      (.bodyAnswersComplaint, .online, (30, .days), (5, .workingDays)),
      (.pressTellsCitizen, .daily, (10, .days), (10, .workingDays)),
      (.pressTellsCitizen, .weekly, (15, .days), (15, .workingDays)),
      (.pressTellsCitizen, .magazine, (nil, .nextIssue), (nil, .nextIssue)),
      (.pressAnswersPerson, .online, (15, .days), (15, .workingDays)),
      (.publish, .online, (nil, .atOnce), (nil, .atOnce)), (.publish, .tv, (2, .days), (2, .days)),
      (.publish, .weekly, (nil, .nextIssue), (nil, .nextIssue)), (.stopRounds, .online, (3, .rounds), (2, .rounds)),
      (.replyFirst, .magazine, (nil, .atOnce), (2, .days)),
    ]
    for (duty, medium, before, after) in rows {
      let (left, right) = (old.rule(duty, medium), new.rule(duty, medium))
      #expect(left?.value == before.0 && left?.unit == before.1, "\(duty) \(medium)")
      #expect(right?.value == after.0 && right?.unit == after.1, "\(duty) \(medium)")
    }
    #expect(old.rule(.recallReport, .daily) == nil && new.rule(.recallReport, .daily)?.value == 48)
    #expect(old.rule(.hideIdentity, .online) == nil && new.rule(.hideIdentity, .online)?.id == "RP6")
  }

  @Test("the days of CO4 that nobody could read ship without a number and say so")
  func unread() {
    let old = regimes.regime(on: day("2026-06-30")).rule(.keepOnHome, .online)
    let new = regimes.regime(on: day("2026-07-01")).rule(.keepOnHome, .online)
    #expect(old?.value == 7 && old?.mark == .read)
    #expect(new?.value == nil && new?.mark == .unverified)
  }

  @Test("every row has a source that is named, and a law ends where the next begins")
  func sourced() {
    for regime in regimes.all {
      for rule in regime.rules {
        #expect(regimes.sources[rule.source] != nil && !rule.text.isEmpty && !rule.article.isEmpty, "\(rule.id)")
      }
    }
    #expect(regimes.retention.months >= regimes.retention.minimumMonths)
  }
}
