extension Program {
  /// Of this program: `0.` until an agency works with it every day; the second number counts the finished issues.
  package static let version = "0.2.0"
}
