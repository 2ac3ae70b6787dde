import Kernel
import Web

/// A form of a task's page that was not taken: which one, with everything that was typed and what does not hold. The page
/// has many forms; only this one shows it.
struct RefusedForm: Sendable {
  /// `tien-do`; for a move with its name: `chuyen:pause`.
  let act: String
  let sent: Form
  /// By the ids of the fields on the page.
  let errors: [String: Phrase]

  /// - Parameter hadFile: a file was sent with it: browsers do not let a page keep it.
  init(_ act: String, _ sent: Form, _ errors: [String: Phrase], hadFile: Bool = false) {
    // What is wrong with a report that work is done is mended where evidence is added.
    let needsProof = act.hasPrefix("chuyen:") && errors["evidence"] != nil
    self.act = needsProof ? "minh-chung" : act
    self.sent = sent
    var own: [String: Phrase] = [:]
    for (field, words) in errors { own[Self.id(of: field, act)] = words }
    if hadFile { own["file"] = "Tệp không được giữ lại: chọn lại tệp" }
    self.errors = own
  }

  static func move(_ form: Form) -> String { "chuyen:\(form["move"])" }

  /// Fields of the page have ids of their own where two forms call theirs the same.
  static func id(of field: String, _ act: String) -> String {
    switch (act, field) {
    case (_, "evidence"): "text"
    case (_, "words") where act.hasPrefix("chuyen:"): "reason-\(act.dropFirst("chuyen:".count))"
    default: field
    }
  }

  /// Words that somebody wrote, whatever the field was called.
  var words: String { sent.optional("words") ?? sent["reason"] }
}

extension WorkPage {
  /// What a field of one of the forms holds: as sent where it was refused.
  func value(_ act: String, _ name: String, or kept: String = "") -> String {
    guard let refused, refused.act == act else { return kept }
    return refused.sent.optional(name) ?? ""
  }

  func error(_ act: String, _ id: String, _ t: Translator) -> String? {
    guard let refused, refused.act == act else { return nil }
    return refused.errors[id].map { t($0) }
  }

  func isRefused(_ act: String) -> Bool { refused?.act == act }
}
