import Foundation
import Kernel

/// Two people wrote in one draft at once: field by field, what only one of them changed is theirs; what both changed is asked.
struct ReportMerge: Sendable, Equatable {
  /// By the names of the form.
  var fields: [String: String] = [:]
  /// Of fields both changed: what the other one kept. `fields` has one's own words there.
  var theirs: [String: String] = [:]

  /// - Parameter base: what was on the screen before; nil where it is not known any more.
  init(base: [String: String]?, mine: [String: String], theirs: [String: String]) {
    for (name, text) in mine {
      let (kept, before) = (theirs[name] ?? "", base?[name])
      if text == kept || text == before {
        fields[name] = kept
      } else {
        fields[name] = text
        if kept != before { self.theirs[name] = kept }
      }
    }
  }
}

/// Somebody else saved the same fields meanwhile.
struct ReportClash: Error {
  let merge: ReportMerge
  /// Who.
  let name: String
}

extension ReportEdit {
  /// As the form has it: head and, by `s-` and their id, sections. Ends of lines are those of the house, not of a form.
  static func fields(_ head: ReportHead, _ words: [String: String]) -> [String: String] {
    var fields = [
      "subject": head.subject, "superior": head.superior, "issuer": head.issuer, "number": head.number,
      "symbol": head.symbol, "place": head.place, "date": head.date?.rawValue ?? "", "signer": head.signer,
      "filing": head.filing, "addressees": head.addressees.joined(separator: "\n"),
      "capacity": head.capacity.joined(separator: "\n"), "recipients": head.recipients.joined(separator: "\n"),
    ]
    for (id, text) in words { fields["s-\(id)"] = text.replacing("\r\n", with: "\n") }
    return fields
  }

  static func fields(_ record: ReportRecord) -> [String: String] {
    fields(record.head, Dictionary(record.sections.map { ($0.id, $0.words) }, uniquingKeysWith: { first, _ in first }))
  }

  var fields: [String: String] { Self.fields(head, words) }

  init(fields: [String: String], of record: ReportRecord, base: Int) {
    func lines(_ name: String) -> [String] {
      (fields[name] ?? "").split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        .filter { !$0.isEmpty }
    }
    var head = ReportHead()
    head.subject = lines("subject").joined(separator: " ")
    head.superior = fields["superior"] ?? ""
    head.issuer = fields["issuer"] ?? ""
    head.number = fields["number"] ?? ""
    head.symbol = fields["symbol"] ?? ""
    head.place = fields["place"] ?? ""
    head.date = CivilDate(rawValue: fields["date"] ?? "")
    head.addressees = lines("addressees")
    head.capacity = lines("capacity")
    head.signer = fields["signer"] ?? ""
    head.recipients = lines("recipients")
    head.filing = fields["filing"] ?? ""
    let words = record.sections.map { ($0.id, (fields["s-\($0.id)"] ?? "").replacing("\r\n", with: "\n")) }
    self.init(head: head, words: Dictionary(words, uniquingKeysWith: { first, _ in first }), base: base)
  }
}
