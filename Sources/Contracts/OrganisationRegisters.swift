package import Kernel

/// The four kinds of press of the law (Law on Press 126/2025, before it 103/2016 Art 3): báo in, báo nói, báo hình, báo điện tử.
package enum PressType: String, Codable, Sendable, CaseIterable, Comparable {
  case print
  case radio
  case television
  case online

  /// In the order in which the law names them.
  package static func < (left: PressType, right: PressType) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// What the registers hold of one organisation on one day; nil is "not entered", never nought.
package struct OrganisationFacts: Sendable, Equatable {
  /// The organisation whose registers these are.
  package let id: OrganisationID
  /// What it was on that day: kinds change.
  package let kind: OrganisationKind
  /// The full name on that day.
  package let name: String
  /// For narrow columns.
  package let shortName: String
  /// Where it works; nil where not entered.
  package let province: UnitID?
  /// Cơ quan chủ quản on that day; nil where it has none or none was entered.
  package let governingBody: OrganisationID?
  /// By its licences in force on that day (for communes and departments empty).
  package var pressTypes: Set<PressType>
  /// Digital platforms and channels on record (NĐ 237/2026 Art 15): name and address.
  package var platforms: [String]
  /// The approved security level of its main system, 1 to 5 (NĐ 331/2026), with the paper it rests on.
  package var securityLevel: Int?
  /// The decision that approved ``securityLevel``, as it is cited.
  package var securityPaper: String?
  /// People working there, and those of them who were trained in digital transformation, by the newest count of the year or
  /// before it.
  package var staff: Int?
  /// Of ``staff``, those who were trained.
  package var trained: Int?
  /// The day of the count; nil where nobody counted.
  package var countedOn: CivilDate?
  /// Takes part in the digital transformation of the press; self-financing recurrent spending (group 2); uses data analysis
  /// and AI; runs a converged newsroom, by its own declaration with a paper.
  package var flags: [OrganisationFlag: FlagFact]

  /// With nothing but its name: every register says "not entered".
  package init(
    id: OrganisationID, kind: OrganisationKind, name: String, shortName: String, province: UnitID?,
    governingBody: OrganisationID?, pressTypes: Set<PressType> = [], platforms: [String] = [],
    securityLevel: Int? = nil, securityPaper: String? = nil, staff: Int? = nil, trained: Int? = nil,
    countedOn: CivilDate? = nil, flags: [OrganisationFlag: FlagFact] = [:]
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.shortName = shortName
    self.province = province
    self.governingBody = governingBody
    self.pressTypes = pressTypes
    self.platforms = platforms
    self.securityLevel = securityLevel
    self.securityPaper = securityPaper
    self.staff = staff
    self.trained = trained
    self.countedOn = countedOn
    self.flags = flags
  }
}

/// What an organisation declares of itself, dated and with a paper.
package enum OrganisationFlag: String, Codable, Sendable, CaseIterable {
  case transforming
  case selfFinancing = "self-financing"
  case dataAnalysis = "data-analysis"
  case convergedNewsroom = "converged-newsroom"
  case communeRadio = "commune-radio"
  case publicBoard = "public-board"
}

/// Whether a flag holds, since when, by which paper.
package struct FlagFact: Sendable, Equatable {
  /// A declaration may also say that it does not hold.
  package let holds: Bool
  /// The day from which it is declared.
  package let since: CivilDate
  /// The paper it rests on, as it is cited; empty where none was given.
  package let paper: String

  /// One declaration in force on the day asked for.
  package init(holds: Bool, since: CivilDate, paper: String) {
    self.holds = holds
    self.since = since
    self.paper = paper
  }
}

/// The registers of the organisations, and who became whom. Room Organisations implements it.
package protocol OrganisationRegisters: RegisteredPlaces {
  /// Those of a kind alive on a day, in a province (nil: in all), by name, with what the registers hold of them that day.
  func facts(kind: OrganisationKind, province: UnitID?, on day: CivilDate) async throws -> [OrganisationFacts]
  /// Those of these that were alive on the day.
  func facts(_ ids: [OrganisationID], on day: CivilDate) async throws -> [OrganisationID: OrganisationFacts]
  /// To whom facts of these organisations on one day belong on a later one; an organisation that ended without a successor,
  /// or did not live on the first day, rolls up to nothing.
  func rollUp(_ ids: [OrganisationID], from start: CivilDate, on day: CivilDate) async throws
    -> [OrganisationID: [OrganisationID]]
  /// All from which an organisation came, on a day, nearest first.
  func predecessors(of id: OrganisationID, on day: CivilDate) async throws -> [OrganisationID]
  /// The province of this code or name on a day, as the unit it was; nil where there is none.
  func province(named name: String, on day: CivilDate) async throws -> UnitProfile?
  /// The unit that carries a province on, on a later day (Thái Bình → Hưng Yên from 01/7/2025); itself while it lives.
  func successor(ofProvince unit: UnitID, on day: CivilDate) async throws -> UnitID?
  /// Revenue in đồng that an organisation had in a year, with whether a second person confirmed it; nil: not entered.
  func revenue(of ids: [OrganisationID], year: Int) async throws -> [OrganisationID: (amount: Int, isConfirmed: Bool)]
}
