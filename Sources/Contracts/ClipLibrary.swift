package import Kernel

/// Marks the IDs of sound and video (clips); the records are in the room Media.
package enum ClipMark {}
/// Names a clip of room Media.
package typealias ClipID = ID<ClipMark>

/// A piece of sound or video as pages need it.
package struct ClipProfile: Sendable, Equatable, Codable {
  /// What can be heard only, or seen too.
  package enum Kind: String, Sendable, Codable {
    case audio, video
  }

  /// Stays the same when its words change.
  package let id: ClipID
  /// Decides which player a page shows.
  package let kind: Kind
  /// As on the desk and in lists; plain text.
  package let title: String
  /// Nguồn, tác giả: shown wherever it is played.
  package let credit: String
  /// What is said in it, for those who do not hear; also its description for those who do not see.
  package let transcript: String
  /// Seconds.
  package let duration: Double
  /// In pixels; 0 for sound.
  package let width: Int
  /// In pixels; 0 for sound.
  package let height: Int
  /// Playable in every browser: MP4 (H.264, AAC) or M4A. Nil until made.
  package let path: String?
  /// A still picture; nil for sound and until made.
  package let poster: String?
  /// WebVTT; nil where there are none.
  package let subtitles: String?

  /// As room Media keeps it; the paths are nil until the renditions are made.
  package init(
    id: ClipID, kind: Kind, title: String, credit: String, transcript: String, duration: Double, width: Int,
    height: Int,
    path: String?, poster: String?, subtitles: String?
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.credit = credit
    self.transcript = transcript
    self.duration = duration
    self.width = width
    self.height = height
    self.path = path
    self.poster = poster
    self.subtitles = subtitles
  }
}

/// Until when, where and how something may be used, as its source allows.
package struct AssetRights: Sendable, Equatable, Codable {
  /// `own`, `agency`, `contributor`, `licensed`, `public-domain`, or a word of the agency's own.
  package var basis: String
  /// Who owns it, in words; empty where not entered.
  package var holder: String
  /// The last day on which it may be published; nil: without end.
  package var expires: CivilDate?
  /// In words: only once, not on social networks.
  package var terms: String

  /// Without an argument: nothing is on record, which is not the same as forbidden.
  package init(basis: String = "", holder: String = "", expires: CivilDate? = nil, terms: String = "") {
    self.basis = basis
    self.holder = holder
    self.expires = expires
    self.terms = terms
  }
}

/// Looks sound and video up. Room Media implements it.
package protocol ClipLibrary: Sendable {
  /// Those that exist, by ID; whoever asks has checked that the thing they belong to may be seen.
  func clips(_ ids: [ClipID]) async throws -> [ClipID: ClipProfile]
  /// Whether this clip belongs to this organisation, so that another agency cannot use it by its ID.
  func owns(_ organisation: OrganisationID, clip id: ClipID) async throws -> Bool
}

/// What may still be used of pictures, sound and video. Room Media implements it.
package protocol RightsRegister: Sendable {
  /// The rights on record of these assets, by the raw text of their IDs; those without a record are left out.
  func rights(of assets: [String]) async throws -> [String: AssetRights]
}

/// A library without sound and video; for tests of other things.
package struct NoClips: ClipLibrary {
  /// For tests of other things.
  package init() {}
  /// None.
  package func clips(_ ids: [ClipID]) async throws -> [ClipID: ClipProfile] { [:] }
  /// Nobody's.
  package func owns(_ organisation: OrganisationID, clip id: ClipID) async throws -> Bool { false }
}

/// A register in which nothing is written; for tests of other things.
package struct NoRights: RightsRegister {
  /// For tests of other things.
  package init() {}
  /// None on record.
  package func rights(of assets: [String]) async throws -> [String: AssetRights] { [:] }
}
