package import Kernel

/// What the registers hold of one commune on one day; nil is "not entered", never nought.
package struct CommuneFacts: Sendable, Equatable {
  /// How a commune's radio reaches people.
  package enum Radio: String, Sendable {
    /// Ứng dụng công nghệ thông tin - viễn thông (TT 39/2020/TT-BTTTT).
    case ip
    case fm
    case none
  }

  /// The commune as a unit.
  package let id: UnitID
  /// As it was called on that day.
  package let name: String
  /// The unit above it on that day.
  package let province: UnitID?
  /// Nil: not entered, which is not `none`.
  package var radio: Radio?
  /// Public electronic boards.
  package var boards: Int?
  /// People who live there, and those of them whom radio or boards reach.
  package var residents: Int?
  /// Of ``residents``, those whom radio or boards reach.
  package var informed: Int?
  /// Since when it is so, and where that was read.
  package var since: CivilDate?
  /// The paper or the file, as it is cited; empty where not entered.
  package var source: String
  /// Distribution points of publications there, by name.
  package var points: [String]
  /// Whether the register has any point among the communes asked for: only then none counts as none.
  package var arePointsKept: Bool

  /// With nothing but its name: every register says "not entered".
  package init(
    id: UnitID, name: String, province: UnitID?, radio: Radio? = nil, boards: Int? = nil, residents: Int? = nil,
    informed: Int? = nil, since: CivilDate? = nil, source: String = "", points: [String] = [],
    arePointsKept: Bool = false
  ) {
    self.id = id
    self.name = name
    self.province = province
    self.radio = radio
    self.boards = boards
    self.residents = residents
    self.informed = informed
    self.since = since
    self.source = source
    self.points = points
    self.arePointsKept = arePointsKept
  }
}

/// A printer or a publication as it stands in a province's register.
package struct RegisteredThing: Sendable, Equatable {
  /// Which register is asked.
  package enum Kind: Sendable {
    /// Those of the day; ``RegisteredThing/isMarked``: uses modern technology by that year.
    case printers
    /// Those of the day's year; ``RegisteredThing/isMarked``: electronic.
    case publications
  }

  /// As the register has it.
  package let name: String
  /// See ``Kind``: what is marked depends on the register.
  package let isMarked: Bool
  /// Who keeps it, as alive on the day; the organisation that wrote it down where nobody carries that on.
  package let keeper: OrganisationID
  /// The name of ``keeper`` on the day asked for.
  package let keeperName: String

  /// One line of a register as it stood on the day.
  package init(name: String, isMarked: Bool, keeper: OrganisationID, keeperName: String) {
    self.name = name
    self.isMarked = isMarked
    self.keeper = keeper
    self.keeperName = keeperName
  }
}

/// The registers of what lies in places. Room Organisations implements it.
package protocol RegisteredPlaces: Sendable {
  /// Every commune of a province on a day, by name, entered or not.
  func communes(of province: UnitID, on day: CivilDate) async throws -> [CommuneFacts]
  /// Those of these that there were on the day.
  func communes(_ ids: [UnitID], on day: CivilDate) async throws -> [UnitID: CommuneFacts]
  /// What stands in a province or, where nothing says where it stands, is kept by an organisation of it.
  func things(_ kind: RegisteredThing.Kind, in province: UnitID, on day: CivilDate) async throws -> [RegisteredThing]
}
