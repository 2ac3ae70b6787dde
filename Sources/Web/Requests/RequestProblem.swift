package import Kernel

/// What is wrong with a request before any room has seen it.
package enum RequestProblem: ProblemConvertible, Equatable {
  /// It breaks the rules of HTTP or of our addresses.
  case malformed
  /// It is for another site (RFC 9110 §15.5.20).
  case misdirected
  /// It changes something and comes from a page that is not ours.
  case crossOrigin
  /// The token of the form or script is missing or is not this session's.
  case wrongToken
  /// The body is not of a kind that is read here.
  case unsupportedType
  /// The path is there, but not for this method.
  case wrongMethod

  /// 403 for what may be a trick, 4xx for the rest; nothing was done.
  package var problem: Problem {
    switch self {
    case .malformed:
      Problem(
        status: 400, type: "malformed", title: "Yêu cầu không đọc được",
        detail: "Địa chỉ hoặc dữ liệu gửi lên không đúng dạng. Không có gì bị thay đổi.")
    case .misdirected:
      Problem(
        status: 421, type: "misdirected", title: "Không phải địa chỉ của trang này",
        detail: "Máy chủ này không phục vụ tên miền bạn hỏi.")
    case .crossOrigin:
      Problem(
        status: 403, type: "cross-origin", title: "Yêu cầu đến từ một trang khác",
        detail: "Để giữ an toàn, chúng tôi không nhận. Hãy mở lại trang này rồi thử lại.")
    case .wrongToken:
      Problem(
        status: 403, type: "wrong-token", title: "Trang này đã mở quá lâu",
        detail: "Hãy tải lại trang rồi gửi lại. Chưa có gì bị thay đổi.")
    case .unsupportedType:
      Problem(
        status: 415, type: "unsupported-type", title: "Không nhận loại dữ liệu này",
        detail: "Hãy gửi bằng biểu mẫu của trang, hoặc đúng loại mà tài liệu API nêu.")
    case .wrongMethod:
      Problem(
        status: 405, type: "wrong-method", title: "Không làm được việc này ở đây",
        detail: "Địa chỉ này có, nhưng không nhận cách gửi này.")
    }
  }
}
