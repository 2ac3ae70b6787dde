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
  /// What the agency adds to a response (FB1).
  var ownView = ""
  /// Protect who reported it (RP6).
  var hidesIdentity = false
  /// When the next issue comes out (weeklies and magazines).
  var nextIssue: CivilDate?
  /// In which of our products an answer to a citizen runs, where no work is named (RP4).
  var product: Medium?
  /// More than 30 days between two issues (CO6).
  var isRare = false
}
