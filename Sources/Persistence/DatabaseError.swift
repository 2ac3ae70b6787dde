package import Kernel

/// What a database says no with, translated once, in the driver.
package enum DatabaseError: Error, Equatable, Sendable {
  case uniqueViolation(constraint: String)
  case foreignKeyViolation(constraint: String)
  case checkViolation(constraint: String)
  /// Two transactions that cannot both be: the same body may be run again (SQLSTATE 40001, 40P01).
  case serializationFailure
  /// No room left, or the file system is read-only: reading still works.
  case full
  /// The engine is away, or did not answer in time.
  case unavailable(String)
  case timeout
  case undecodable(column: String, type: String)
  case noSuchColumn(String)
  case failed(code: String, message: String)
}

extension DatabaseError: ProblemConvertible {
  /// Conflicts are 409, what is away or full 503; the rest is a mistake of ours and is told to the log, not to
  /// people.
  package var problem: Problem {
    switch self {
    case .uniqueViolation, .foreignKeyViolation, .serializationFailure:
      Failure.conflict("Dữ liệu này vừa được người khác thay đổi. Hãy tải lại rồi thử lại.").problem
    case .full:
      Failure.unavailable("Máy chủ hết chỗ lưu. Trang vẫn đọc được; chưa có gì bị mất. Hãy báo người quản trị.").problem
    case .unavailable, .timeout:
      Failure.unavailable("Cơ sở dữ liệu chưa trả lời. Chưa có gì bị thay đổi; hãy thử lại sau ít giây.").problem
    case .checkViolation, .undecodable, .noSuchColumn, .failed:
      Problem(
        status: 500, type: "internal", title: "Có lỗi ở phía chúng tôi",
        detail: "Lỗi đã được ghi lại. Những gì đã lưu trước đó vẫn còn nguyên.")
    }
  }
}
