import Kernel
import Persistence

extension SQL {
  /// Whether the row of this table (or its alias) holds on a day.
  static func holds(_ table: String, on day: CivilDate) -> SQL {
    """
    \(raw: table).valid_from <= \(day) AND (\(raw: table).valid_to IS NULL OR \(raw: table).valid_to >= \(day))
    """
  }
}
