package import Contracts
package import Kernel

/// What stands between a text and its readers: each finding names its place, so that a click leads there.
package struct Preflight: Sendable {
  package struct Finding: Sendable, Equatable {
    /// The form field, or `block:<id>` in the text.
    package let place: String
    package let phrase: Phrase
    /// Must be put right before publishing; otherwise advice.
    package let blocks: Bool
  }

  package let findings: [Finding]

  package var mayPublish: Bool { !findings.contains { $0.blocks } }

  /// What is wrong, as the fields of a form.
  package var failure: Failure {
    var errors: [String: Phrase] = [:]
    for finding in findings where finding.blocks { errors[finding.place] = errors[finding.place] ?? finding.phrase }
    return .invalid(errors)
  }

  /// A headline longer than this is cut in lists, feeds and search results.
  static let goodTitle = 100
  static let goodSummary = 300

  /// Looks a text over. `library`: the pictures of the text that exist and are the agency's.
  package init(_ text: ItemText, library: [PictureID: PictureProfile]) {
    var found: [Finding] = []
    func must(_ place: String, _ phrase: Phrase, unless isFine: Bool) {
      if !isFine { found.append(Finding(place: place, phrase: phrase, blocks: true)) }
    }
    func should(_ place: String, _ phrase: Phrase, unless isFine: Bool) {
      if !isFine { found.append(Finding(place: place, phrase: phrase, blocks: false)) }
    }
    must("title", "Cần có tiêu đề", unless: !text.title.isEmpty)
    must("summary", "Cần có sapo", unless: !text.summary.isEmpty)
    must("section", "Cần chọn chuyên mục", unless: text.metadata.section != nil)
    must("body", "Bài chưa có nội dung", unless: !text.body.isEmpty)
    for (block, figure) in text.body.figures {
      let place = "block:\(block)"
      must(place, "Ảnh không còn trong kho ảnh của cơ quan", unless: library[figure.picture] != nil)
      must(place, "Ảnh thiếu mô tả cho người không nhìn thấy", unless: !figure.alt.isBlank)
      must(place, "Ảnh thiếu nguồn", unless: !figure.credit.isBlank)
    }
    if let lead = text.metadata.lead {
      let picture = library[lead]
      must("lead", "Ảnh không còn trong kho ảnh của cơ quan", unless: picture != nil)
      must("lead", "Ảnh đại diện thiếu mô tả cho người không nhìn thấy", unless: picture?.alt.isBlank == false)
      must("lead", "Ảnh đại diện thiếu nguồn", unless: picture?.credit.isBlank == false)
    }
    should("lead", "Nên có ảnh đại diện", unless: text.metadata.lead != nil)
    should("title", "Tiêu đề dài quá \(Self.goodTitle) ký tự", unless: text.title.count <= Self.goodTitle)
    should("summary", "Sapo dài quá \(Self.goodSummary) ký tự", unless: text.summary.count <= Self.goodSummary)
    should("bylines", "Nên ghi tên tác giả", unless: !text.metadata.bylines.isEmpty)
    findings = found
  }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
