/// Pages for everybody that one room serves and another leads to.
package enum PublicPaths {
  /// How the province's plans go; room Programme serves it.
  package static let plans = "/tien-do"
}
