import Kernel

/// What the editor's tools for writing say: finding, spelling, counting, keys, quiet.
enum WritingPhrases {
  static func all(_ t: Translator) -> [String: String] {
    find(t).merging(spelling(t)) { first, _ in first }.merging(rest(t)) { first, _ in first }
      .merging(keys(t)) { first, _ in first }
  }

  private static func find(_ t: Translator) -> [String: String] {
    [
      "find": t("Tìm và thay"), "findWhat": t("Tìm"), "findWith": t("Thay bằng"), "findNext": t("Chỗ sau"),
      "findPrevious": t("Chỗ trước"), "findReplace": t("Thay"), "findAll": t("Thay tất cả"),
      "findMarks": t("Phân biệt dấu"), "findWhole": t("Cả từ"), "findCase": t("Phân biệt hoa thường"),
      "findCount": t("{n} trên {m}"), "findNone": t("Không thấy"), "findDone": t("Đã thay {n} chỗ. Ctrl Z để lấy lại."),
    ]
  }

  private static func spelling(_ t: Translator) -> [String: String] {
    [
      "spelling": t("Soát chính tả"), "spellingOn": t("{n} chỗ cần xem"), "spellingNone": t("Không thấy lỗi"),
      "spellingOff": t("Chính tả: tắt"), "spellingAway": t("Chưa soát được, sẽ thử lại"),
      "spellingMenu": t("Gợi ý cho “{word}”"), "spellingNoIdea": t("Không có gợi ý"),
      "spellingOwn": t("Thêm vào từ của tôi"), "spellingHouse": t("Thêm vào từ của tòa soạn"),
      "spellingIgnore": t("Bỏ qua trong bài này"), "spellingAdded": t("Đã thêm “{word}”."),
      "spellingNext": t("Đến chỗ cần xem tiếp theo"), "spellingSettings": t("Cách viết và từ của tòa soạn"),
      "spellingUnknown": t("Không có trong từ điển"), "spellingPhrase": t("Hay nhầm"),
      "spellingStyle": t("Tòa soạn viết khác"), "spellingKeys": t("Gõ khi bộ gõ tắt"),
      "spellingEncoding": t("Chữ của bảng mã cũ"), "marks": t("Chuẩn hóa dấu"),
      "marksDone": t("Đã chuẩn hóa {n} chỗ. Ctrl Z để lấy lại."), "marksNone": t("Dấu đã đúng cách viết của tòa soạn."),
    ]
  }

  private static func rest(_ t: Translator) -> [String: String] {
    [
      "writingTools": t("Công cụ viết"), "countWords": t("{n} chữ"), "countSelected": t("{n} trên {m} chữ"),
      "countLetters": t("{n} ký tự"), "countReading": t("{n} phút đọc"), "countShort": t("còn thiếu {n} chữ"),
      "countLong": t("dài quá {n} chữ"), "countTitle": t("tiêu đề {n}/{m}"), "countSummary": t("sapo {n}/{m}"),
      "focus": t("Tập trung"), "focusLeave": t("Thôi tập trung"),
    ]
  }

  private static func keys(_ t: Translator) -> [String: String] {
    [
      "keysTitle": t("Phím tắt"), "keysText": t("Trong bài"), "keysTools": t("Công cụ"), "keysDesk": t("Bàn làm việc"),
      "keySave": t("Lưu ngay"), "keyBold": t("Đậm"), "keyItalic": t("Nghiêng"), "keyLink": t("Liên kết"),
      "keyUndo": t("Hoàn tác"), "keyRedo": t("Làm lại"), "keyH2": t("Tít phụ"), "keyH3": t("Tít nhỏ"),
      "keyList": t("Danh sách"), "keyOrdered": t("Danh sách số"), "keyQuote": t("Trích dẫn"),
      "keyBreak": t("Xuống dòng trong đoạn"), "keyFind": t("Tìm"), "keyReplace": t("Tìm và thay"),
      "keySpelling": t("Gợi ý cho từ ở con trỏ"), "keySpellingNext": t("Chỗ cần xem tiếp theo"),
      "keyMarks": t("Chuẩn hóa dấu"), "keyFocus": t("Bật, tắt tập trung"), "keySheet": t("Xem phím tắt"),
      "keyClose": t("Đóng, quay lại bài"), "keyPalette": t("Tìm và làm mọi việc"),
      "keyLists": t("Xuống, lên trong danh sách"),
      "keyOpen": t("Mở mục đang chọn"), "keyFilter": t("Lọc danh sách"),
      "keyTab": t("Vào hàng công cụ, mũi tên để đi trong hàng"),
    ]
  }
}
