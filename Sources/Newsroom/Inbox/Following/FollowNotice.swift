import Kernel
import Web

/// What the editor says of an item that follows its source, with the way to make it the agency's own.
struct FollowNotice {
  let follow: InboxFollow
  let item: Item
  let context: StaffContext

  var html: HTML {
    let t = context.translator
    let mayConvert = context.principal.may(Newsroom.edit, in: item.organisation)
    return Notice.info(
      t("Bài theo nguồn \(follow.sourceName), chỉ để đọc."),
      detail: t(
        "Chữ của bài đổi theo mọi bản sửa và lệnh rút của nguồn, tới khi có người chuyển thành bài của cơ quan."),
      acts: mayConvert
        ? Button.post(
          t("Chuyển thành bài của cơ quan"), to: DeskPath.item(item.id, "thoi-theo-nguon"), context, icon: "file-plus")
        : .empty)
  }
}
