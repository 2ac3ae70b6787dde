package import Kernel

/// A signed-in person went elsewhere before doing what must be done first (change the password, set up the second
/// factor). Pages send the browser there; programs get a 403.
package struct MustVisit: ProblemConvertible {
  /// The place on this site where it is done.
  package let place: String

  /// 403, for programs; pages are sent to ``place`` instead.
  package var problem: Problem {
    Problem(
      status: 403, type: "must-visit", title: "Cần làm một việc trước đã",
      detail: "Hãy hoàn tất bước bảo vệ tài khoản rồi quay lại.")
  }

  /// The place itself and what lies under it may be visited, and everybody may leave.
  static func allows(_ path: String, _ place: String) -> Bool {
    path == place || path.hasPrefix(place + "/") || path == "/dang-xuat"
  }
}
