import Contracts
import Kernel
import Persistence

/// What belongs to an item and is not in its text: kept apart so that no older text and no merge can touch it.
struct ItemParts: Sendable {
  let machines: [AIUse]
  let sources: [ItemSource]
  let translations: [ItemTranslation]

  static func read(_ item: Item, for principal: Principal, on connection: any Connection) throws -> ItemParts {
    ItemParts(
      machines: try AILog.uses(of: item.id, on: connection),
      sources: try SourcesOfItem.all(of: item, for: principal, on: connection),
      translations: try TranslationStore.all(of: item, on: connection))
  }
}
