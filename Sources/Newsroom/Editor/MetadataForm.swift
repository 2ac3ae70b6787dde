import Contracts
import Foundation
import Kernel
import Vietnamese
import Web

extension Newsroom {
  /// The metadata as a plain form sends it: names and tags with commas between, the place by its name.
  func metadata(from form: Form, over old: ItemMetadata) async throws -> ItemMetadata {
    var metadata = old
    metadata.section = form.optional("section").map { SectionID($0) }
    metadata.tags = Self.list(form["tags"])
    metadata.bylines = Self.list(form["bylines"]).map { BylineProfile(name: $0) }
    if form.isOn("no-lead") { metadata.lead = nil }
    try await readDetails(of: &metadata, from: form)
    let place = form["place"]
    if place.isEmpty {
      metadata.place = nil
      metadata.placeName = nil
    } else if place != old.placeName {
      let unit = try await unit(named: place)
      metadata.place = unit.id
      metadata.placeName = unit.fullName
    }
    return metadata
  }

  /// The fields that a profile may hide: one that was not sent stays as it is.
  private func readDetails(of metadata: inout ItemMetadata, from form: Form) async throws {
    func sent(_ name: String) -> String? { form.isOn(name) ? form[name] : nil }
    if let genre = sent("genre") { metadata.genre = genre.isEmpty ? nil : genre }
    if let slugline = sent("slugline") { metadata.slugline = slugline }
    if let rights = sent("rights") { metadata.rightsNote = rights }
    if let urgency = sent("urgency") { metadata.urgency = Int(urgency) }
    if let shares = sent("shares") { metadata.readShares(shares) }
    // Boxes that are not ticked are not sent: only a form that has them may empty them.
    if form.isOn("has-topics") { metadata.topics = form.all("topics") }
    guard let names = sent("places") else { return }
    let known = Dictionary(metadata.otherPlaces.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    metadata.otherPlaces = []
    for line in names.split(whereSeparator: \.isNewline).map({ ItemWords.tidy(String($0), limit: 200) })
    where !line.isEmpty {
      if let place = known[line] {
        metadata.otherPlaces.append(place)
      } else {
        let unit = try await unit(named: line, field: "places")
        metadata.otherPlaces.append(ItemPlace(id: unit.id, name: unit.fullName))
      }
    }
  }

  private static func list(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == ";" || $0.isNewline }.map(String.init)
  }

  private func unit(named name: String, field: String = "place") async throws -> UnitProfile {
    let candidates = try await organisations.units(matching: name, on: clock.today, limit: 8)
    let folded = VietnameseText.fold(name)
    let exact = candidates.filter {
      VietnameseText.fold($0.fullName) == folded || VietnameseText.fold($0.name) == folded
    }
    if exact.count == 1 { return exact[0] }
    if exact.isEmpty, candidates.count == 1 { return candidates[0] }
    throw Failure.invalid([
      field: candidates.isEmpty
        ? "Không có địa danh này" : "Có nhiều nơi tên như vậy; hãy ghi cả tỉnh: \(candidates[0].fullName)"
    ])
  }
}

/// `datetime-local` fields: a time in Vietnam without its zone, `2026-11-21T15:30`.
enum LocalTime {
  static func date(_ text: String) -> Date? {
    guard text.utf8.count >= 16, let separator = text.firstIndex(of: "T"),
      let day = CivilDate(rawValue: String(text[..<separator]))
    else { return nil }
    let parts = text[text.index(after: separator)...].split(separator: ":").map { Int($0) }
    guard parts.count >= 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    return day.start.addingTimeInterval(Double(hour * 3600 + minute * 60))
  }

  static func text(_ date: Date) -> String { "\(CivilDate(date).rawValue)T\(VietnamTime.clock(date))" }
}
