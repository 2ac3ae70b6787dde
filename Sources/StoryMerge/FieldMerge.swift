package import Contracts
import Kernel

extension StoryMerge {
  /// A field that both sides changed in different ways: theirs stands, mine is told of and is in the history.
  package struct FieldConflict: Sendable, Equatable {
    /// `title`, `summary`, or a member of the metadata.
    package let field: String
    /// As JSON values: most are text, some are lists.
    package let theirs: JSONTree
    /// What is not in the merged value.
    package let mine: JSONTree
  }

  /// Merges an object member by member. A list is merged element by element, and never a conflict, but for those in
  /// `whole`, which mean something only as they are.
  package static func fields(
    base: JSONTree, theirs: JSONTree, mine: JSONTree, whole: Set<String> = []
  ) -> (merged: JSONTree, conflicts: [FieldConflict]) {
    guard case .object(let there) = theirs, case .object(let here) = mine else { return (theirs, []) }
    var members: [(key: String, value: JSONTree)] = []
    var conflicts: [FieldConflict] = []
    let names = Set((there + here).map(\.key)).sorted()
    for name in names {
      let (old, their, my) = (base[name] ?? .null, theirs[name] ?? .null, mine[name] ?? .null)
      var value = their
      if my == old || my == their {
        value = their
      } else if their == old {
        value = my
      } else if !whole.contains(name), case .array(let theirList) = their, case .array(let myList) = my {
        value = .array(list(base: old.array ?? [], theirs: theirList, mine: myList))
      } else {
        conflicts.append(FieldConflict(field: name, theirs: their, mine: my))
      }
      if value != .null { members.append((name, value)) }
    }
    return (.object(members), conflicts)
  }

  private static func list(base: [JSONTree], theirs: [JSONTree], mine: [JSONTree]) -> [JSONTree] {
    let (before, there, here) = (Set(base.map(\.canonical)), Set(theirs.map(\.canonical)), Set(mine.map(\.canonical)))
    let kept = theirs.filter { here.contains($0.canonical) || !before.contains($0.canonical) }
    let added = mine.filter { !there.contains($0.canonical) && !before.contains($0.canonical) }
    return kept + added
  }
}
