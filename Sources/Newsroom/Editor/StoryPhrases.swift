import Kernel

extension EditorPhrases {
  /// What the parts of a text say: tables, galleries, clips, embeds, boxes, notes, versions side by side.
  static func story(_ t: Translator) -> [String: String] {
    insert(t).merging(tables(t)) { first, _ in first }.merging(parts(t)) { first, _ in first }
      .merging(together(t)) { first, _ in first }
  }

  private static func insert(_ t: Translator) -> [String: String] {
    [
      "insert": t("Chèn"), "insertNone": t("Không có mục nào như vậy"), "insertFigure": t("Ảnh"),
      "insertGallery": t("Bộ ảnh"), "insertClip": t("Âm thanh, video"), "insertEmbed": t("Nội dung từ trang khác"),
      "insertTable": t("Bảng"), "insertBox": t("Hộp thông tin"), "insertRelated": t("Bài liên quan"),
      "insertNote": t("Chú thích cuối bài"), "insertHeading2": t("Tít phụ"), "insertHeading3": t("Tít nhỏ"),
      "insertBullets": t("Danh sách"), "insertNumbers": t("Danh sách số"), "insertQuote": t("Trích dẫn"),
      "insertRule": t("Ngắt phần"), "insertSuperscript": t("Chỉ số trên"), "insertSubscript": t("Chỉ số dưới"),
      "ok": t("Đặt"), "add": t("Thêm"), "remove": t("Bỏ"),
    ]
  }

  private static func tables(_ t: Translator) -> [String: String] {
    [
      "table": t("Bảng"), "tableCaption": t("Tên bảng"), "tableRow": t("Thêm hàng"), "tableColumn": t("Thêm cột"),
      "tableRowRemove": t("Bỏ hàng"), "tableColumnRemove": t("Bỏ cột"), "tableHeader": t("Hàng đầu là tên cột"),
      "tableRemove": t("Bỏ bảng"),
    ]
  }

  private static func parts(_ t: Translator) -> [String: String] {
    [
      "galleryCaption": t("Chú thích chung của bộ ảnh"), "galleryAdd": t("Thêm ảnh vào bộ"),
      "galleryRemove": t("Bỏ cả bộ ảnh"), "galleryEmpty": t("Bộ ảnh chưa có ảnh nào."),
      "pictureBefore": t("Đưa lên trước"), "pictureAfter": t("Đưa ra sau"), "picturesAdd": t("Thêm {n} ảnh"),
      "clipTitle": t("Thêm âm thanh, video"), "clipUpload": t("Tải âm thanh, video lên"),
      "clipSearch": t("Tìm trong kho âm thanh, video"), "clipNone": t("Kho chưa có âm thanh, video nào."),
      "clipMissing": t("Bản ghi không còn trong kho của cơ quan"), "clipMaking": t("Đang chuẩn bị để phát"),
      "clipFailed": t("Chưa tải được tệp"), "clipRemove": t("Bỏ bản ghi"), "clipCredit": t("Nguồn"),
      "clipAudio": t("Âm thanh"), "clipVideo": t("Video"),
      "embedTitle": t("Nội dung từ trang khác"), "embedAddress": t("Địa chỉ trang có nội dung"),
      "embedHint": t("YouTube, Facebook, TikTok, X, Instagram, Zalo Video, Google Maps, Spotify, SoundCloud, Vimeo"),
      "embedUnknown": t("Trang này chưa có trong danh sách được phép. Hãy đặt liên kết trong bài."),
      "embedFailed": t("Chưa hỏi được máy chủ, hãy thử lại"), "embedRemove": t("Bỏ nội dung này"),
      "embedQuiet": t("Người đọc bấm thì nội dung từ {name} mới hiện."),
      "boxTitle": t("Tên hộp thông tin"), "boxRemove": t("Bỏ hộp thông tin"), "relatedTitle": t("Chọn bài liên quan"),
      "relatedLabel": t("Xem thêm"), "relatedSearch": t("Tìm bài đã xuất bản"),
      "relatedNone": t("Không có bài đã xuất bản nào như vậy."), "relatedRemove": t("Bỏ bài liên quan"),
      "relatedWords": t("Tiêu đề hiện ở đây"), "noteTitle": t("Chú thích cuối bài"), "noteText": t("Lời chú thích"),
      "noteNeeded": t("Hãy ghi lời chú thích"), "noteLabel": t("Chú thích: {text}"),
      "pastePictures": t("{n} ảnh trong phần dán không lấy được. Hãy lưu ảnh về máy rồi thêm vào bài."),
    ]
  }

  private static func together(_ t: Translator) -> [String: String] {
    [
      "variants": t("Nhiều người viết cùng một chỗ. Hãy chọn."), "variantBy": t("Bản của {name}, {time}"),
      "variantKeep": t("Giữ bản này"), "variantKeepOf": t("Giữ bản của {name}"), "variantBoth": t("Giữ cả hai"),
      "variantAll": t("Giữ tất cả"), "variantGone": t("Đã bỏ đoạn này"),
      "suggestInsert": t("{name} đề nghị thêm"), "suggestDelete": t("{name} đề nghị bỏ"),
    ]
  }
}
