package import Kernel

/// A figure that a room computes from its own work, for the programme of the province (architecture.md, Indicators).
///
/// The answer is by organisation, with what it rests on: a KPI is never a number alone. What cannot be computed says what is
/// missing; it is never counted as nought.
package protocol Indicator: Sendable {
  /// `press.ai-items`; stable, since plans point at it.
  var id: String { get }
  /// What is measured, for people.
  var name: Phrase { get }
  /// What one part counts: organisations that fulfil it (each part is 0 or 1 of 1), or things (items of items).
  var counting: IndicatorCounting { get }
  /// One part for each organisation asked for, alive on the last day; no more and no fewer.
  func measure(_ question: IndicatorQuestion) async throws -> [OrganisationID: IndicatorPart]
}

/// What the numerator and denominator of an indicator count.
package enum IndicatorCounting: String, Codable, Sendable {
  /// Organisations: a part says whether one fulfils it.
  case organisations
  /// Items, people, hours: parts are added up.
  case things
}

/// For whom and for which days a figure is asked.
package struct IndicatorQuestion: Sendable {
  /// Each is answered for, even where nothing is known of it.
  package let organisations: [OrganisationID]
  /// The first day of the period, included.
  package let from: CivilDate
  /// The reporting day; organisations are as they were on it.
  package let to: CivilDate

  /// Both days are included.
  package init(organisations: [OrganisationID], from: CivilDate, to: CivilDate) {
    self.organisations = organisations
    self.from = from
    self.to = to
  }
}

/// One organisation's part in a figure.
package struct IndicatorPart: Sendable, Equatable {
  /// A line of evidence: what it says and where it can be seen on the desk.
  package struct Evidence: Sendable, Equatable, Codable {
    /// In Vietnamese.
    package let text: String
    /// A path of ours that shows the number or the rows it was counted from, or nil.
    package let path: String?
    /// Who may open it; nil where there is no path, and for what was kept before this was.
    package let opens: Opening?
    /// The same as phrase and values; nil for names, and for what was kept before languages were.
    private let phrase: String?
    private let values: [String]?

    /// A sentence whose Vietnamese is kept too, for whoever reads the stored JSON without a catalogue.
    package init(_ sentence: Phrase, path: String? = nil, opens: Opening? = nil) {
      text = sentence.vietnamese
      self.path = path
      self.opens = opens
      phrase = sentence.key
      values = sentence.values
    }

    /// Something that is called the same in every language.
    package init(named name: String, path: String? = nil, opens: Opening? = nil) {
      text = name
      self.path = path
      self.opens = opens
      phrase = nil
      values = nil
    }

    private init(closing one: Evidence) {
      (text, path, opens, phrase, values) = (one.text, nil, nil, one.phrase, one.values)
    }

    /// The words alone, for whoever may not open the page.
    package var closed: Evidence { Evidence(closing: self) }

    /// For whoever reads it, in their language.
    package var sentence: Phrase { Phrase(key: phrase ?? text, values: values ?? []) }
  }

  /// Who may open a page of evidence.
  package struct Opening: Sendable, Equatable, Codable {
    /// Held in the organisation whose part it is.
    package let own: Permission
    /// Or held where the plan is kept; nil: the page is the organisation's own alone.
    package let keeper: Permission?

    /// Held in the organisation whose part it is, or where the plan is kept.
    package init(_ own: Permission, keeper: Permission? = nil) {
      self.own = own
      self.keeper = keeper
    }
  }

  /// What fulfils the measure, counted as ``IndicatorCounting`` says.
  package let numerator: Int
  /// All that there is; 0 where there is nothing to count.
  package let denominator: Int
  /// What the numbers rest on, for whoever checks them; may be cut short.
  package let evidence: [Evidence]
  /// Why it cannot be computed; then numerator and denominator mean nothing.
  package let missing: Phrase?

  /// With `missing`, the two numbers are not to be read.
  package init(numerator: Int, denominator: Int, evidence: [Evidence] = [], missing: Phrase? = nil) {
    self.numerator = numerator
    self.denominator = denominator
    self.evidence = evidence
    self.missing = missing
  }

  /// It cannot be computed, and why.
  package static func missing(_ why: Phrase) -> IndicatorPart {
    IndicatorPart(numerator: 0, denominator: 0, missing: why)
  }
}
