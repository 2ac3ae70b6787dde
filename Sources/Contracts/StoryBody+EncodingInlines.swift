import Kernel

extension JSONText {
  mutating func inline(_ inline: StoryBody.Inline) {
    switch inline {
    case .hardBreak: raw(#"{"type":"hardBreak"}"#)
    case .footnote(let text, let marks):
      raw(#"{"attrs":{"text":"#)
      string(text)
      raw("},")
      self.marks(marks)
      raw(#""type":"footnote"}"#)
    case .text(let text, let marks):
      raw("{")
      self.marks(marks)
      raw(#""text":"#)
      string(text)
      raw(#","type":"text"}"#)
    }
  }

  /// The member and the comma after it; nothing where there are no marks.
  private mutating func marks(_ marks: StoryBody.Marks) {
    guard marks != .none else { return }
    raw(#""marks":["#)
    var isFirst = true
    func mark(_ out: inout JSONText) {
      if !isFirst { out.raw(",") }
      isFirst = false
    }
    if let link = marks.link {
      mark(&self)
      raw(#"{"attrs":{"href":"#)
      string(link)
      raw(#"},"type":"link"}"#)
    }
    if marks.bold {
      mark(&self)
      raw(#"{"type":"bold"}"#)
    }
    if marks.italic {
      mark(&self)
      raw(#"{"type":"italic"}"#)
    }
    if let script = marks.script {
      mark(&self)
      raw(script == .superscript ? #"{"type":"superscript"}"# : #"{"type":"subscript"}"#)
    }
    for suggestion in marks.suggestions {
      mark(&self)
      self.suggestion(suggestion)
    }
    raw("],")
  }

  private mutating func suggestion(_ suggestion: StoryBody.Suggestion) {
    raw(#"{"attrs":{"account":"#)
    string(suggestion.account.rawValue)
    raw(#","at":"#)
    string(Timestamp.text(suggestion.at))
    raw(#","id":"#)
    string(suggestion.id)
    raw(#","kind":"#)
    string(suggestion.kind.rawValue)
    raw(#","name":"#)
    string(suggestion.name)
    raw(#"},"type":"suggestion"}"#)
  }
}
