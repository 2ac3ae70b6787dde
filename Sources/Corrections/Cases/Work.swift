import Contracts
import Kernel

/// The work a case is about: one of our items, or one that ran outside of this program (a print issue, a broadcast).
struct Work: Codable, Sendable, Equatable {
  var item: ItemID?
  var title = ""
  var medium = Medium.online
  var section = ""
  /// Number of the print issue.
  var issue = ""
  /// The day it was published: decides which law holds.
  var date: CivilDate
  /// Of a broadcast: `19:30`.
  var hour = ""
  var programme = ""
  /// How often it was aired (CO3b).
  var airings = 1
  /// Its address, where it has one.
  var address = ""
}

/// What else is known of a case. Kept as JSON beside the columns that are searched.
struct CaseDetail: Codable, Sendable, Equatable {
  /// Who complains, asks, answers or is asked: a person, a body.
  var who = ""
  /// Address, telephone, e-mail of that person; only for those who keep the case.
  var contact = ""
  /// What they ask or say.
  var request = ""
  var falseText = ""
  var correctedText = ""
  var apology = ""
  var conclusion = ""
  var conclusionBy = ""
  var conclusionNumber = ""
  /// The day of the conclusion or of the discovery: from then on corrections are due.
  var foundOn: CivilDate?
  /// Protect who reported it (RP6).
  var hidesIdentity = false
  /// When the next issue comes out (weeklies and magazines).
  var nextIssue: CivilDate?
  /// In which of our products an answer to a citizen runs, where no work is named (RP4).
  var product: Medium?
  /// More than 30 days between two issues (CO6).
  var isRare = false
}

extension Work {
  /// Rows written before a field was thought of are read all the same.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(date: try values.decode(CivilDate.self, forKey: .date))
    item = try values.decodeIfPresent(ItemID.self, forKey: .item)
    title = try values.decodeIfPresent(String.self, forKey: .title) ?? title
    medium = try values.decodeIfPresent(Medium.self, forKey: .medium) ?? medium
    section = try values.decodeIfPresent(String.self, forKey: .section) ?? section
    issue = try values.decodeIfPresent(String.self, forKey: .issue) ?? issue
    hour = try values.decodeIfPresent(String.self, forKey: .hour) ?? hour
    programme = try values.decodeIfPresent(String.self, forKey: .programme) ?? programme
    airings = try values.decodeIfPresent(Int.self, forKey: .airings) ?? airings
    address = try values.decodeIfPresent(String.self, forKey: .address) ?? address
  }
}

extension CaseDetail {
  /// Rows written before a field was thought of are read all the same.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String { try values.decodeIfPresent(String.self, forKey: key) ?? "" }
    self.init()
    who = try text(.who)
    contact = try text(.contact)
    request = try text(.request)
    falseText = try text(.falseText)
    correctedText = try text(.correctedText)
    apology = try text(.apology)
    conclusion = try text(.conclusion)
    conclusionBy = try text(.conclusionBy)
    conclusionNumber = try text(.conclusionNumber)
    foundOn = try values.decodeIfPresent(CivilDate.self, forKey: .foundOn)
    hidesIdentity = try values.decodeIfPresent(Bool.self, forKey: .hidesIdentity) ?? false
    product = try values.decodeIfPresent(Medium.self, forKey: .product)
    nextIssue = try values.decodeIfPresent(CivilDate.self, forKey: .nextIssue)
    isRare = try values.decodeIfPresent(Bool.self, forKey: .isRare) ?? false
  }
}
