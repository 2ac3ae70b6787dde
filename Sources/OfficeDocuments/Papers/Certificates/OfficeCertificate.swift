package import Foundation
package import Kernel

/// A certificate (giấy chứng nhận) that a body signs and seals: one landscape page with the national title and motto, the
/// issuing body, who gets it and for what. Laid out as such papers of the state are; no decree fixes their form.
package struct OfficeCertificate: Sendable, Equatable {
  /// A line beside the signature or below the name: `Tổng điểm`, `90,13/100,00`.
  package struct Fact: Sendable, Equatable {
    /// What the value is: `Tổng điểm`.
    package var name: String
    /// As it is shown: `90,13/100,00`.
    package var value: String

    /// The name first, as it is read.
    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The body above the issuing one.
  package var superior: String?
  /// Who issues it, as the heading writes it.
  package var issuer: String
  /// Of kind and issuer: `GCN-SVHTTDL`; its number is left to be written in.
  package var symbol: String
  /// Before the date: `Lạng Sơn`.
  package var place: String
  /// Nil leaves room for day and month.
  package var date: CivilDate?
  /// Of the date, where that is left open.
  package var year: Int
  /// `Giấy chứng nhận`
  package var title: String
  /// Below the title: what it certifies, in a line.
  package var abstract: String
  /// Who certifies: `GIÁM ĐỐC SỞ …`
  package var certifier: String
  /// Who gets it, large.
  package var name: String
  /// What is certified, in a sentence below the name.
  package var statement: String
  /// A short table: at most eight.
  package var facts: [Fact]
  /// `GIÁM ĐỐC`
  package var capacity: [String]
  /// Small, at the foot: how anybody may check it.
  package var note: String

  /// Nothing is checked here, not even that it fits the page.
  package init(
    superior: String?, issuer: String, symbol: String, place: String, date: CivilDate?, year: Int, title: String,
    abstract: String, certifier: String, name: String, statement: String, facts: [Fact], capacity: [String],
    note: String
  ) {
    self.superior = superior
    self.issuer = issuer
    self.symbol = symbol
    self.place = place
    self.date = date
    self.year = year
    self.title = title
    self.abstract = abstract
    self.certifier = certifier
    self.name = name
    self.statement = statement
    self.facts = facts
    self.capacity = capacity
    self.note = note
  }

  /// One page of A4, set by WeasyPrint; ``PaperFailure/missing(program:package:)`` where it is not installed.
  package func pdf() async throws -> Data {
    let html = self.html
    return try await WorkFolder.with { folder in
      let (source, target) = (folder.appendingPathComponent("gcn.html"), folder.appendingPathComponent("gcn.pdf"))
      try await Blocking.run { try Data(html.utf8).write(to: source) }
      try await OfficeTool.weasyprint.run(
        ["--quiet", "--encoding", "utf-8", "--base-url", folder.path + "/", source.path, target.path], seconds: 60)
      return try await Blocking.run { try Data(contentsOf: target) }
    }
  }

  var html: String {
    let words = PaperWords(
      paper: OfficePaper(
        head: .init(superior: superior, issuer: issuer, symbol: symbol, place: place, date: date, year: year),
        abstract: abstract, blocks: []))
    let columns = facts.map { "<th>\($0.name.markup)</th>" }.joined()
    let values = facts.map { "<td>\($0.value.markup)</td>" }.joined()
    let capacities = capacity.map { "<p class=\"capacity\">\(PaperWords.upper($0).markup)</p>" }.joined()
    return """
      <!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>\(title.markup): \(name.markup)</title>
      <style>\(Self.css)</style></head><body><main><div class="inner">
      <table class="head"><tr><td><p class="superior">\(Self.lines(words.superior ?? ""))</p>
      <p class="issuer">\(Self.lines(words.issuer))</p><div class="rule"></div></td>
      <td><p class="nation">\(PaperWords.nation)</p><p class="motto"><span>\(PaperWords.motto)</span></p></td></tr></table>
      <h1>\(PaperWords.upper(title).markup)</h1><p class="abstract">\(abstract.markup)</p>
      <p class="certifier">\(PaperWords.upper(certifier).markup)</p><p class="certifies">\(Self.certifies)</p>
      <p class="name">\(name.markup)</p><p class="statement">\(statement.markup)</p>
      \(facts.isEmpty ? "" : "<table class=\"facts\"><tr>\(columns)</tr><tr>\(values)</tr></table>")
      <table class="ending"><tr><td class="left"><p>\(words.number.markup)</p><p class="note">\(note.markup)</p></td>
      <td class="right"><p class="place">\(words.placeAndDate.markup)</p>\(capacities)<div class="sign"></div></td></tr></table>
      </div></main></body></html>
      """
  }

  private static let certifies = "CHỨNG NHẬN"

  private static func lines(_ text: String) -> String { text.markup.replacing("\n", with: "<br>") }

  private static let css = """
    @page { size: A4 landscape; margin: 10mm }
    * { margin: 0; padding: 0; box-sizing: border-box }
    html { font: 14pt/1.3 "Times New Roman", "Liberation Serif", serif; color: #000 }
    main { height: 189mm; border: 1.4mm solid #8a1c1c; padding: 1.6mm }
    .inner { height: 100%; border: 0.4mm solid #8a1c1c; padding: 8mm 14mm 0; text-align: center }
    table { border-collapse: collapse; width: 100%; table-layout: fixed }
    .head td { vertical-align: top; line-height: 1.2 }
    .superior, .issuer, .nation { font-size: 12pt }
    .issuer, .nation, .motto { font-weight: bold }
    .motto { font-size: 13pt }
    .motto span { display: inline-block; border-bottom: 0.7pt solid #000; padding-bottom: 0.6mm }
    .rule { width: 30mm; border-top: 0.7pt solid #000; margin: 1.2mm auto 0 }
    h1 { font-size: 32pt; line-height: 1.2; color: #8a1c1c; letter-spacing: 1pt; margin-top: 9mm }
    .abstract { font-size: 15pt; font-style: italic }
    .certifier { font-weight: bold; margin-top: 7mm }
    .certifies { font-weight: bold; font-size: 15pt; letter-spacing: 1pt }
    .name { font-size: 24pt; font-weight: bold; line-height: 1.25; margin: 2mm 0 1.5mm }
    .statement { font-size: 15pt; max-width: 225mm; margin: 0 auto }
    .facts { width: 225mm; margin: 6mm auto 0; font-size: 11pt; line-height: 1.2 }
    .facts th { font-weight: normal; vertical-align: bottom; padding: 1mm 2mm }
    .facts td { font-weight: bold; border-top: 0.5pt solid #8a1c1c; padding: 1mm 2mm; white-space: nowrap }
    .ending { margin-top: 8mm }
    .ending td { vertical-align: top }
    .ending .left { text-align: left; width: 52% }
    .ending .left p { font-size: 13pt }
    .ending .left .note { font-size: 8.5pt; line-height: 1.35; color: #333; margin-top: 12mm; overflow-wrap: anywhere }
    .place { font-style: italic }
    .capacity { font-weight: bold }
    .sign { height: 24mm }
    """
}
