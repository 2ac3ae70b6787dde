import Contracts

/// What becomes of each block, and where it stands.
struct BlockMerge {
  let base: [Piece]
  let theirs: [Piece]
  let mine: [Piece]
  let me: StoryMerge.Author
  /// Blocks that both sides changed in different ways, in the order they were met.
  private(set) var contested: [String] = []

  init(base: [Piece], theirs: [Piece], mine: [Piece], me: StoryMerge.Author) {
    self.base = base
    self.theirs = theirs
    self.mine = mine
    self.me = me
  }

  mutating func merged(_ them: (String) throws -> StoryMerge.Author) throws -> [Piece] {
    let (before, there, here) = (Self.byID(base), Self.byID(theirs), Self.byID(mine))
    var fates: [String: [Piece]] = [:]
    for id in theirs.map(\.id) + mine.map(\.id) where fates[id] == nil {
      fates[id] = try fate(of: id, before[id], there[id], here[id], them)
    }
    let order = BlockOrder(base: base.map(\.id), theirs: theirs.map(\.id), mine: mine.map(\.id))
    return order.merged { fates[$0]?.isEmpty == false }.flatMap { fates[$0] ?? [] }
  }

  private static func byID(_ pieces: [Piece]) -> [String: Piece] {
    Dictionary(pieces.map { ($0.id, $0) }) { first, _ in first }
  }

  /// What stands in that place afterwards; nothing where it was taken away.
  private mutating func fate(
    of id: String, _ base: Piece?, _ theirs: Piece?, _ mine: Piece?, _ them: (String) throws -> StoryMerge.Author
  ) throws -> [Piece] {
    guard let theirs, let mine else {
      guard let left = theirs ?? mine else { return [] }
      // Taken away by one side: gone if the other left it as it was, or if it is new on one side only, it stays.
      return left.says(base) ? [] : [left]
    }
    if mine.says(base) || mine.says(theirs) { return [theirs] }
    if theirs.says(base) { return [mine] }
    contested.append(id)
    let sides = VariantMerge(place: id, me: me)
    return sides.merged(base: base, theirs: theirs, mine: mine, them: try them(id)).map(Piece.init)
  }
}
