package import Kernel

/// What work outside requests is called by people. Rooms name theirs for the database; a lane that stands for an outside
/// destination is shown by the destination's own name.
package enum WorkNames {
  /// In Vietnamese; a test compares it with what the rooms run.
  package static let all: [String: Phrase] = [
    "channels.drop-withdrawn": "Bỏ bài đã gỡ khỏi các trang",
    "media.uses-published": "Ghi ảnh được dùng khi xuất bản",
    "media.uses-updated": "Ghi ảnh được dùng khi cập nhật",
    "media.uses-withdrawn": "Ghi ảnh thôi dùng khi gỡ bài",
    "inbox.fetch": "Đọc nguồn tin",
    "newsroom.import": "Nhập hàng loạt tin, bài",
    "media.renditions": "Tạo các cỡ ảnh",
    "newsroom.publish-due": "Xuất bản bài đến giờ hẹn",
    "newsroom.index-drafts": "Đưa bản nháp vào tìm kiếm",
    "inbox.fetch-due": "Xếp lượt đọc nguồn tin",
    "import.resume": "Tiếp tục lần nhập dở dang",
    "media.waiting-pictures": "Xếp lượt ảnh chưa có đủ cỡ",
    "organisations.day-turns": "Áp dụng thay đổi cơ quan khi sang ngày",
    "organisations.watch-registers": "Nhắc hạn giấy phép và thông báo phải gửi",
    "collaboration.mail": "Gửi thư",
    "collaboration.mail-notices": "Viết thư báo ngay",
    "collaboration.digest": "Viết thư gộp mỗi ngày",
    "collaboration.purge": "Bỏ thông báo và thư đã cũ",
    "corrections.hear-withdrawal": "Ghi vào hồ sơ cải chính khi bài bị gỡ",
    "planning.follow-items": "Theo bài đến khi xuất bản để đóng việc được giao",
    "newsroom.after-publish": "Việc sau khi xuất bản: chùm bài, tìm kiếm đã lưu",
    "newsroom.after-update": "Việc sau khi cập nhật: chùm bài, tìm kiếm đã lưu",
    "newsroom.live-due": "Đăng diễn biến đến giờ hẹn",
    "newsroom.check-links": "Kiểm tra đường dẫn trong bài",
    "planning.editions": "Đóng số báo, bản tin đến giờ",
    "planning.templates": "Tạo bài theo mẫu đến giờ",
    "media.clip": "Chuyển mã âm thanh, video",
    "media.waiting-clips": "Xếp lượt âm thanh, video chưa chuyển mã",
    "corrections.watch-clocks": "Báo hạn cải chính, phản hồi",
    "corrections.end-home": "Thôi đặt cải chính ở trang chủ khi đủ ngày",
    "inbox.publish-due": "Xuất bản tin nguồn theo quy tắc",
    "programme.count-by-night": "Xếp lượt tính số liệu hằng đêm",
    "programme.count-figures": "Tính số liệu của kế hoạch",
    "programme.fetch-peer": "Đọc số liệu của tỉnh khác",
    "programme.fetch-peers": "Xếp lượt đọc số liệu của tỉnh khác",
    "programme.make-turns": "Lập việc của kỳ mới",
    "programme.reassign-ended": "Chuyển việc của cơ quan đã kết thúc",
    "programme.remind-maturity": "Nhắc các ngày của đợt đánh giá trưởng thành",
    "programme.remind": "Nhắc hạn nhiệm vụ",
    "programme.remind-reports": "Nhắc hạn báo cáo",
    "programme.tell-figures": "Báo số liệu chờ xác nhận",
    "security.count-denials": "Ghi số lần bị từ chối vào nhật ký",
    "security.disable-dormant": "Khóa tài khoản lâu không dùng",
    "security.forget-attempts": "Quên các lần đăng nhập sai đã cũ",
  ]

  /// The name of a lane, a job or a schedule.
  package static func name(of code: String, _ t: Translator) -> String { all[code].map { t($0) } ?? code }
}
