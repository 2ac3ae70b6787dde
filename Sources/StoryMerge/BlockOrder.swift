/// Where blocks stand: as in the other's text, with my insertions after the block they followed and my moves made.
struct BlockOrder {
  let base: [String]
  let theirs: [String]
  let mine: [String]

  /// - Parameter isAlive: whether anything stands in that place afterwards.
  func merged(_ isAlive: (String) -> Bool) -> [String] {
    let (before, there, here) = (Set(base), Set(theirs), Set(mine))
    // Where both moved a block, theirs stands: it came first.
    let moved = Self.moved(from: base, to: mine).subtracting(Self.moved(from: base, to: theirs))
    var result = theirs.filter { isAlive($0) && !moved.contains($0) }
    var placed = Set(result)
    var previous: String?
    for id in mine where isAlive(id) {
      if placed.insert(id).inserted {
        var place = previous.flatMap { result.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        // What they wrote in the same gap came first.
        while place < result.count, there.contains(result[place]), !before.contains(result[place]),
          !here.contains(result[place])
        {
          place += 1
        }
        result.insert(id, at: place)
      }
      previous = id
    }
    return result
  }

  /// The fewest blocks that, taken out, leave the others in the order they had.
  static func moved(from old: [String], to new: [String]) -> Set<String> {
    let places = Dictionary(old.enumerated().map { ($1, $0) }) { first, _ in first }
    let common = new.filter { places[$0] != nil }
    let ranks = common.compactMap { places[$0] }
    let kept = Set(longestRise(ranks).map { common[$0] })
    return Set(common).subtracting(kept)
  }

  /// The places of a longest rising part (patience sorting).
  private static func longestRise(_ values: [Int]) -> [Int] {
    var ends: [Int] = []
    var before = [Int](repeating: -1, count: values.count)
    for (place, value) in values.enumerated() {
      var low = 0
      var high = ends.count
      while low < high {
        let middle = (low + high) / 2
        if values[ends[middle]] < value { low = middle + 1 } else { high = middle }
      }
      before[place] = low > 0 ? ends[low - 1] : -1
      if low == ends.count { ends.append(place) } else { ends[low] = place }
    }
    var result: [Int] = []
    var place = ends.last ?? -1
    while place >= 0 {
      result.append(place)
      place = before[place]
    }
    return result.reversed()
  }
}
