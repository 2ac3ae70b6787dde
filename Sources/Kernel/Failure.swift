/// What can go wrong anywhere, in words the edge of the program turns into an answer. Rooms add errors of their own
/// that conform to ``ProblemConvertible``.
package enum Failure: Error, Equatable, Sendable {
  /// No such thing, or not for this person: the two look the same from outside.
  case notFound
  /// Nobody is signed in.
  case unauthenticated
  /// Signed in, but not allowed.
  case forbidden(Permission)
  /// What was sent does not hold; a message in Vietnamese for each field by its form name, `""` for the whole.
  case invalid([String: Phrase])
  /// Somebody else changed it meanwhile, or its state does not allow this now.
  case conflict(Phrase)
  /// More bytes than are taken, in bytes.
  case tooLarge(limit: Int)
  /// Too often; how many seconds to wait.
  case tooMany(retryAfter: Int)
  /// It was here, and was taken away for good.
  case gone
  /// Something this needs is away (disk full, database away); nothing was changed.
  case unavailable(Phrase)
}

/// An answer that says what went wrong (RFC 9457), before it has words or bytes.
package struct Problem: Sendable, Equatable {
  /// The HTTP status.
  package var status: Int
  /// A stable name for programs: `not-found`, `invalid`.
  package var type: String
  /// What happened, what is safe, what to do: for people.
  package var title: Phrase
  /// The second line, where ``title`` does not say enough.
  package var detail: Phrase?
  /// A message for each field by its form name.
  package var errors: [String: Phrase]
  /// Seconds until it is worth trying again.
  package var retryAfter: Int?

  /// What one kind of failure leaves out: the lines that it has no words for.
  package init(
    status: Int, type: String, title: Phrase, detail: Phrase? = nil, errors: [String: Phrase] = [:],
    retryAfter: Int? = nil
  ) {
    self.status = status
    self.type = type
    self.title = title
    self.detail = detail
    self.errors = errors
    self.retryAfter = retryAfter
  }
}

/// An error that knows how it is told to people and programs.
package protocol ProblemConvertible: Error {
  /// Made anew for each answer; says nothing that its reader may not know.
  var problem: Problem { get }
}

extension Failure: ProblemConvertible {
  private static func size(_ bytes: Int) -> String {
    bytes < 1_048_576 ? "\(max(1, bytes / 1024)) KB" : "\(bytes / 1_048_576) MB"
  }

  /// The status, the name and the words of each case; ``Failure/unavailable(_:)`` asks people to wait ten seconds.
  package var problem: Problem {
    switch self {
    case .notFound:
      Problem(
        status: 404, type: "not-found", title: "Không tìm thấy",
        detail: "Nội dung này không có, đã chuyển chỗ, hoặc bạn không có quyền xem.")
    case .unauthenticated:
      Problem(status: 401, type: "unauthenticated", title: "Cần đăng nhập", detail: "Hãy đăng nhập rồi thử lại.")
    case .forbidden:
      Problem(
        status: 403, type: "forbidden", title: "Bạn không có quyền làm việc này",
        detail: "Không có gì bị thay đổi. Nếu cần quyền, hãy hỏi người quản trị của cơ quan.")
    case .invalid(let errors):
      Problem(
        status: 422, type: "invalid", title: "Có chỗ chưa đúng",
        detail: errors[""] ?? "Hãy xem từng chỗ được đánh dấu. Những gì bạn nhập vẫn còn đây.",
        errors: errors.filter { !$0.key.isEmpty })
    case .conflict(let why):
      Problem(status: 409, type: "conflict", title: "Có thay đổi cùng lúc", detail: why)
    case .tooLarge(let limit):
      Problem(
        status: 413, type: "too-large", title: "Tệp quá lớn",
        detail: "Giới hạn là \(Self.size(limit)). Không có gì bị lưu dở.")
    case .tooMany(let seconds):
      Problem(
        status: 429, type: "too-many", title: "Bạn thao tác quá nhanh", detail: "Hãy thử lại sau \(seconds) giây.",
        retryAfter: seconds)
    case .gone:
      Problem(status: 410, type: "gone", title: "Nội dung đã được gỡ", detail: "Trang này không còn nữa.")
    case .unavailable(let why):
      Problem(status: 503, type: "unavailable", title: "Tạm thời chưa làm được", detail: why, retryAfter: 10)
    }
  }
}
