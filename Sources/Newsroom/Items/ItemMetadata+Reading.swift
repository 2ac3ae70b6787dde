import Contracts
import Kernel

/// What people and programs send of the further fields.
extension ItemMetadata {
  /// Reads what a program sent: `genre`, `slugline`, `urgency`, `topics`, `otherPlaces` (IDs, or objects with one),
  /// `shares` (as ``sharesText``, or objects with `slug` and `percent`), `rightsNote`.
  mutating func readDetails(_ tree: JSONTree) {
    genre = tree["genre"]?.string
    slugline = tree["slugline"]?.string ?? ""
    rightsNote = tree["rightsNote"]?.string ?? ""
    urgency = tree["urgency"]?.int
    topics = (tree["topics"]?.array ?? []).compactMap(\.string)
    otherPlaces = (tree["otherPlaces"]?.array ?? []).compactMap { place in
      let id = place.string ?? place["id"]?.string
      return id.map { ItemPlace(id: UnitID($0), name: "") }
    }
    if let text = tree["shares"]?.string {
      readShares(text)
    } else {
      shares = (tree["shares"]?.array ?? []).compactMap { share in
        guard let slug = share["slug"]?.string, let percent = share["percent"]?.int else { return nil }
        return BylineShare(slug: slug, percent: percent)
      }
    }
  }

  /// `Nguyễn Lan 60, Trần Minh 40`; empty where it is not shared out.
  var sharesText: String {
    shares.map { share in
      "\(bylines.first { $0.slug == share.slug }?.name ?? share.slug) \(share.percent)"
    }.joined(separator: ", ")
  }

  /// Reads ``sharesText`` as a person typed it: a name and a number each. What is half typed is left out; the checks say
  /// what is missing.
  mutating func readShares(_ text: String) {
    shares = text.split { ",;\n".contains($0) }.compactMap { part in
      let words = part.split { $0.isWhitespace || "%:=".contains($0) }
      guard words.count > 1, let percent = words.last.flatMap({ Int($0) }) else { return nil }
      return BylineShare(slug: BylineProfile(name: words.dropLast().joined(separator: " ")).slug, percent: percent)
    }
  }
}
