import Hummingbird
import Kernel

/// Reads and checks forms. (Owned by the web kit.)
enum FormReader {
  static func read(_ request: Request, session: Session?, limit: Int) async throws -> Form {
    Form(fields: [:])
  }
}
