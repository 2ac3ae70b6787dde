import Contracts
import Foundation
import Kernel

/// Merges what stands side by side in one place: each variant is a text of its own, told apart by who wrote it and when.
/// A plain block is one variant that has no name yet.
struct VariantMerge {
  /// The ID of the block.
  let place: String
  let me: StoryMerge.Author

  func merged(base: Piece?, theirs: Piece, mine: Piece, them: StoryMerge.Author) -> [JSONTree] {
    let (there, here) = (theirs.variants, mine.variants)
    var before = base?.variants ?? []
    let known = before + (there ?? []) + (here ?? [])
    // A plain base is the variant that still says the same; whoever then edited the plain block edited that variant.
    let origin = base.flatMap { base in
      base.variants == nil ? known.first { $0.words == base.words } : nil
    }
    if let origin { before = [origin] }
    let theirSide = there ?? [named(theirs, among: before + (here ?? []), or: origin ?? Variant(theirs, by: them))]
    let taken = Set((known + theirSide).map(\.key))
    let mySide =
      here ?? [named(mine, among: before + (there ?? []), or: origin ?? fresh(Variant(mine, by: me), taken))]
    return place(limited(unlike(union(before, theirSide, mySide))))
  }

  /// A plain block under the name of the variant that says the same, or of that one it was made from.
  private func named(_ piece: Piece, among variants: [Variant], or other: Variant) -> Variant {
    let same = variants.first { $0.words == piece.words }
    return Variant(account: "", name: "", at: "", nodes: [piece.tree]).named(as: same ?? other)
  }

  /// The same with a time that no other of this person has here.
  private func fresh(_ variant: Variant, _ taken: Set<String>) -> Variant {
    var variant = variant
    while taken.contains(variant.key), let time = Timestamp.date(variant.at) {
      variant = Variant(
        account: variant.account, name: variant.name, at: Timestamp.text(time.addingTimeInterval(0.001)),
        nodes: variant.nodes)
    }
    return variant
  }

  private func union(_ before: [Variant], _ theirs: [Variant], _ mine: [Variant]) -> [Variant] {
    func find(_ key: String, _ variants: [Variant]) -> Variant? { variants.first { $0.key == key } }
    var result: [Variant] = []
    var taken = Set((before + theirs + mine).map(\.key))
    for variant in theirs {
      let old = find(variant.key, before)
      guard let other = find(variant.key, mine) else {
        // Mine chose against it: gone unless they went on with it.
        if variant.words != old?.words { result.append(variant) }
        continue
      }
      if variant.words == old?.words {
        result.append(other)
      } else if other.words == old?.words || other.words == variant.words {
        result.append(variant)
      } else {
        let again = Variant(
          account: me.account.rawValue, name: me.name, at: Timestamp.text(me.at), nodes: other.nodes)
        let second = fresh(again, taken)
        taken.insert(second.key)
        result += [variant, second]
      }
    }
    for variant in mine where find(variant.key, theirs) == nil && variant.words != find(variant.key, before)?.words {
      result.append(variant)
    }
    return result
  }

  /// Each text once.
  private func unlike(_ variants: [Variant]) -> [Variant] {
    var seen: Set<[UInt8]> = []
    return variants.filter { seen.insert($0.words).inserted }
  }

  /// No more than a story may hold side by side: what is over stands below the words of the last.
  private func limited(_ variants: [Variant]) -> [Variant] {
    let most = StoryBody.Limit.variants
    guard variants.count > most else { return variants }
    var result = Array(variants.prefix(most))
    for variant in variants.dropFirst(most) {
      let last = result[most - 1]
      result[most - 1] = Variant(
        account: last.account, name: last.name, at: last.at, nodes: last.nodes + variant.nodes)
    }
    return result
  }

  private func place(_ variants: [Variant]) -> [JSONTree] {
    guard variants.count > 1 else {
      guard let nodes = variants.first?.nodes, let first = nodes.first else { return [] }
      return [first.renamed(place)] + nodes.dropFirst()
    }
    return [
      .object([
        ("type", .string("alternatives")), ("attrs", .object([("id", .string(place))])),
        ("content", .array(variants.map { $0.tree(in: place) })),
      ])
    ]
  }
}
