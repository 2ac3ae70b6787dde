import Foundation

/// The text of a story as a validated tree, in the shape of ProseMirror's JSON. (Owned by the newsroom.)
package struct StoryBody: Sendable, Equatable, Codable {
  package init() {}
}
