package import Contracts
import Kernel

extension Newsroom {
  /// What the programme of the province may ask of the work done here.
  package var indicators: [any Indicator] {
    [
      AIItemsIndicator(database: database), KindsProducedIndicator(database: database),
      ItemsIndicator(database: database),
    ]
  }
}
