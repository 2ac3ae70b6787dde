package import Contracts
package import Foundation
package import Kernel

/// Two cases of the demo province, as `data/demo/corrections.json` tells them.
struct DemoCases: Decodable {
  struct Place: Decodable {
    let name: String
    let place: String
    let address: String?
  }
  struct Opinion: Decodable {
    let who: String
    let request: String
    let daysAgo: Int
  }

  /// The headline of the story that is corrected.
  let story: String
  let who: String
  let contact: String
  let request: String
  let falseText: String
  let correctedText: String
  let apology: String
  let removed: String
  let republisher: Place
  let channel: Place
  let opinion: Opinion
}

extension Corrections {
  /// Fills the demo: a correction that is published, with a republisher still to be told, and an opinion passed on to a
  /// body. Does nothing where none of the published items has the headline that the file names.
  ///
  /// - Parameters:
  ///   - file: `data/demo/corrections.json`.
  ///   - items: published items of the agency, among which the corrected one is found.
  package func fillDemo(
    from file: URL, items: [ItemID], of organisation: OrganisationID, secretary: Principal, chief: Principal
  ) async throws {
    let demo = try JSONDecoder().decode(DemoCases.self, from: Data(contentsOf: file))
    let found = try await self.items.briefs(items, for: secretary).values.first { $0.title == demo.story }
    let today = clock.today
    var opinion = CaseDetail()
    opinion.who = demo.opinion.who
    opinion.request = demo.opinion.request
    try await open(
      CaseStart(
        organisation: organisation, kind: .opinion, startedOn: today.adding(days: -demo.opinion.daysAgo),
        detail: opinion), by: secretary)
    guard let item = found?.id else { return }
    var detail = CaseDetail()
    detail.who = demo.who
    detail.contact = demo.contact
    detail.request = demo.request
    detail.falseText = demo.falseText
    detail.correctedText = demo.correctedText
    detail.apology = demo.apology
    detail.foundOn = today
    let record = try await open(
      CaseStart(
        organisation: organisation, kind: .correction, origin: .complaint, item: item, startedOn: today,
        detail: detail), by: secretary)
    try await recordStep(record.id, .removed, happened: today, note: demo.removed, evidence: "", by: secretary)
    try await publishNotice(record.id, homeDays: nil, by: chief)
    for (kind, place) in [(Follow.Kind.republisher, demo.republisher), (.social, demo.channel)] {
      try await addPlace(
        record.id, kind, name: place.name, place: place.place, address: place.address ?? "", by: secretary)
    }
  }
}
