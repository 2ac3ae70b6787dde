package import Kernel

/// Why a paper could not be made into a file.
package enum PaperFailure: ProblemConvertible, Equatable {
  /// A program is not installed: its name, and the package that brings it.
  case missing(program: String, package: String)
  case tooLong(program: String)
  /// Too many are being made already.
  case busy
  case failed(program: String, message: String)
  /// An image that is no SVG or PNG, or asks for something from elsewhere.
  case image
  /// More than is made into one paper.
  case tooLarge

  /// 503 where the machine cannot, 422 where the paper is at fault.
  package var problem: Problem {
    switch self {
    case .missing(let program, let package):
      Problem(
        status: 503, type: "paper", title: "Chưa xuất được văn bản",
        detail: "Máy chủ chưa cài \(program). Quản trị viên hãy cài gói \(package) rồi thử lại.")
    case .tooLong, .failed:
      Problem(
        status: 503, type: "paper", title: "Chưa xuất được văn bản",
        detail: "Chương trình tạo tệp không làm xong. Hãy thử lại; nếu vẫn lỗi, hãy báo quản trị viên.")
    case .busy:
      Problem(
        status: 503, type: "paper", title: "Chưa xuất được văn bản",
        detail: "Máy chủ đang xuất nhiều văn bản khác. Hãy thử lại sau một phút.")
    case .image:
      Problem(
        status: 422, type: "paper", title: "Chưa xuất được văn bản",
        detail: "Có hình không dùng được: chỉ nhận SVG và PNG không lấy gì từ nơi khác.")
    case .tooLarge:
      Problem(
        status: 422, type: "paper", title: "Chưa xuất được văn bản",
        detail: "Văn bản quá dài. Hãy chuyển bảng lớn sang phụ lục XLSX.")
    }
  }
}
