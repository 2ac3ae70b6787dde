import Kernel

/// What the scripts of a text with several people at it say.
extension EditorPhrases {
  static func companions(_ t: Translator) -> [String: String] {
    [
      "alsoHere": t("Đang mở bài này"), "youElsewhere": t("Bạn, ở cửa sổ khác"),
      "alsoWrites": t("{name} cũng đã sửa đoạn này. Khi bạn rời đoạn, hai bản sẽ đứng cạnh nhau."),
      "fieldTheirs": t("{name} viết:"), "fieldUse": t("Dùng bản này"), "fieldKeep": t("Giữ bản của tôi"),
      "suggest": t("Góp ý sửa"), "suggestOn": t("Đang góp ý sửa: chữ bạn gõ là đề nghị, chưa vào bài."),
      "suggestCount": t("{n} đề nghị sửa"), "suggestAcceptAll": t("Nhận tất cả"), "suggestRejectAll": t("Bỏ tất cả"),
      "suggestAccept": t("Nhận"), "suggestReject": t("Bỏ"), "suggestPut": t("thêm"), "suggestTake": t("bỏ"),
      "commentAdd": t("Ghi ý kiến"), "commentText": t("Ý kiến của bạn"), "commentSend": t("Gửi"),
      "commentReply": t("Trả lời"), "commentResolve": t("Đã xong"), "commentReopen": t("Mở lại"),
      "commentNone": t("Chưa có ý kiến nào. Chọn chữ trong bài rồi bấm Ghi ý kiến."),
      "commentResolved": t("{n} ý kiến đã xong"), "commentFailed": t("Chưa gửi được ý kiến. Hãy thử lại."),
      "commentHint": t("Gõ @ và tên để nhắc đồng nghiệp."), "comments": t("Ý kiến"),
    ]
  }
}
