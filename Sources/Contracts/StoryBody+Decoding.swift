package import Kernel

extension StoryBody {
  /// Why a document is refused, and where: `doc.content[3].attrs.level`.
  package struct Invalid: Error, Equatable, Sendable {
    /// What is wrong; the raw text is for programs.
    package enum Reason: String, Sendable {
      case notJSON = "not-json"
      case unknownNode = "unknown-node"
      case unknownMark = "unknown-mark"
      case unknownMember = "unknown-member"
      case badValue = "bad-value"
      case wrongPlace = "wrong-place"
      case tooDeep = "too-deep"
      case tooManyNodes = "too-many-nodes"
      case tooMuchText = "too-much-text"
    }
    /// Where, counted from 0: `doc.content[3].attrs.level`, or `byte 17` where it is no JSON.
    package let path: String
    /// Decides what the writer is told.
    package let reason: Reason

    /// Thrown while reading; never kept.
    package init(path: String, reason: Reason) {
      self.path = path
      self.reason = reason
    }
  }

  /// Reads ProseMirror's JSON, strictly: unknown nodes, marks and attributes, wrong nesting and too much of anything
  /// throw ``Invalid``. A block without an ID, or with one that is taken (two halves of a split, a pasted copy), gets a
  /// new one, since the text in it must not be refused for that.
  package init(json bytes: some Collection<UInt8>) throws(Invalid) {
    guard bytes.count <= Limit.json else { throw Invalid(path: "doc", reason: .tooMuchText) }
    let tree: JSONTree
    do {
      tree = try JSONTree(bytes)
    } catch {
      throw Invalid(path: "byte \(error.byte)", reason: .notJSON)
    }
    try self.init(tree: tree)
  }

  /// The same from text.
  package init(json text: String) throws(Invalid) {
    try self.init(json: Array(text.utf8))
  }

  /// The same from a document that is part of a larger one.
  package init(tree: JSONTree) throws(Invalid) {
    var reader = StoryReader()
    blocks = try reader.document(tree)
  }
}

extension StoryBody.Invalid: ProblemConvertible {
  /// 422 on the field `body`, with the place.
  package var problem: Problem {
    switch reason {
    case .tooDeep, .tooManyNodes, .tooMuchText:
      Failure.invalid(["body": "Bài quá dài hoặc quá nhiều lớp (tại \(path)). Hãy chia bài."]).problem
    default:
      Failure.invalid(["body": "Nội dung bài có chỗ không hợp lệ (tại \(path))."]).problem
    }
  }
}
