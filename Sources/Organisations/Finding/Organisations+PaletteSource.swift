package import Contracts
package import Kernel
import Vietnamese

/// Organisations of today by their names, and the registers by theirs.
extension Organisations: PaletteSource {
  /// With nothing typed, nothing; nothing for whoever may not see organisations.
  package func hits(_ words: String, limit: Int, for principal: Principal) async throws -> [PaletteHit] {
    guard !words.isEmpty, principal.mayAnywhere(Self.read) else { return [] }
    let all = try await register.organisations(kind: nil, on: clock.today)
    let names = FoldedNames(all.map { $0.name == $0.shortName ? $0.name : "\($0.name) \($0.shortName)" })
    let found = names.find(words, limit: limit).map { place, fit in
      PaletteHit(
        title: all[place].name, kind: all[place].kind.phrase, detail: all[place].provinceName ?? "",
        path: "\(OrganisationListPage.path)/\(all[place].id)", icon: "landmark", fit: PaletteHit.Fit(fit))
    }
    let registers = Register.all.compactMap { register in
      FoldedNames.fit(words, in: register.title.vietnamese + " sổ bộ").map { fit in
        PaletteHit(
          title: register.title.vietnamese, kind: "Sổ bộ", path: RegisterPath.list(register), icon: "book-open",
          fit: PaletteHit.Fit(fit))
      }
    }
    return (found + registers).sorted { $0.fit < $1.fit }
  }
}
