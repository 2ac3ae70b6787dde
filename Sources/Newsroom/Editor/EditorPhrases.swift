import Kernel

/// What the editor's scripts say, in the language of the page.
enum EditorPhrases {
  static func all(_ t: Translator) -> [String: String] {
    status(t).merging(pictures(t)) { first, _ in first }.merging(checks(t)) { first, _ in first }
      .merging(story(t)) { first, _ in first }.merging(companions(t)) { first, _ in first }
  }

  private static func status(_ t: Translator) -> [String: String] {
    [
      "saved": t("đã lưu {time}"), "saving": t("đang lưu"), "unsaved": t("chưa lưu"),
      "offline": t("mất kết nối: đang giữ trên máy này"),
      "signedOut": t("phiên làm việc đã hết: đang giữ trên máy này"),
      "refused": t("máy chủ không nhận: đang giữ trên máy này"),
      "recovered": t("Đã lấy lại phần bạn viết lúc mất kết nối."),
      "conflict": t("{name} đã lưu bản mới hơn lúc {time}. Bản của bạn được giữ riêng, chưa mất gì."),
      "takeTheirs": t("Dùng bản của {name}"), "keepMine": t("Giữ bản của tôi"), "compare": t("So hai bản"),
      "signIn": t("Đăng nhập lại"), "words": t("{n} chữ"), "text": t("Nội dung bài"),
      "linkAddress": t("Địa chỉ liên kết"), "linkRemove": t("Bỏ liên kết"), "linkSet": t("Đặt liên kết"),
      "linkBad": t("Địa chỉ phải bắt đầu bằng https://, http://, mailto:, tel: hoặc /"), "cancel": t("Thôi"),
      "changed": t("Đã xuất bản · có sửa chưa đưa lên"), "placeNone": t("Không có nơi nào tên như vậy"),
    ]
  }

  private static func pictures(_ t: Translator) -> [String: String] {
    [
      "pictureTitle": t("Thêm ảnh"), "pictureUpload": t("Tải ảnh lên"), "pictureSearch": t("Tìm trong kho ảnh"),
      "pictureNone": t("Kho ảnh chưa có ảnh nào."), "pictureMore": t("Xem thêm"),
      "pictureUploading": t("đang tải ảnh lên"), "pictureFailed": t("Chưa tải được ảnh"),
      "pictureRemove": t("Bỏ ảnh"), "caption": t("Chú thích"), "credit": t("Nguồn ảnh"),
      "alt": t("Mô tả cho người không nhìn thấy"), "close": t("Đóng"),
      "leadUse": t("Dùng làm ảnh đại diện"),
      "captionLibrary": t("Chú thích, nguồn lấy từ kho ảnh (ảnh tải lên ngày {day}). Sửa ở đây chỉ đổi trong bài này."),
      "captionKnown": t(
        "Ảnh này đã có trong kho từ ngày {day}; chú thích, nguồn lấy từ đó. Sửa ở đây chỉ đổi trong bài này."),
      "captionFile": t("Chú thích, nguồn đọc từ tệp ảnh."),
      "leadNone": t("Chưa có ảnh đại diện"), "leadChoose": t("Chọn ảnh đại diện"), "leadRemove": t("Bỏ ảnh đại diện"),
    ]
  }

  /// The same findings as ``Preflight`` makes, said while one writes.
  private static func checks(_ t: Translator) -> [String: String] {
    [
      "needTitle": t("Cần có tiêu đề"), "needSummary": t("Cần có sapo"), "needSection": t("Cần chọn chuyên mục"),
      "needBody": t("Bài chưa có nội dung"), "needAlt": t("Ảnh thiếu mô tả cho người không nhìn thấy"),
      "needCredit": t("Ảnh thiếu nguồn"), "needPicture": t("Ảnh không còn trong kho ảnh của cơ quan"),
      "leadAlt": t("Ảnh đại diện thiếu mô tả cho người không nhìn thấy"), "leadCredit": t("Ảnh đại diện thiếu nguồn"),
      "shouldLead": t("Nên có ảnh đại diện"), "shouldByline": t("Nên ghi tên tác giả"),
      "longTitle": t("Tiêu đề dài quá {n} ký tự"), "longSummary": t("Sapo dài quá {n} ký tự"),
      "shortBody": t("Bài mới có {words} chữ, cần ít nhất {n}"),
      "longBody": t("Bài có {words} chữ, nhiều nhất nên là {n}"),
      "placeRemove": t("Bỏ nơi: {name}"),
      "allGood": t("Đủ điều kiện xuất bản"),
    ]
  }
}
