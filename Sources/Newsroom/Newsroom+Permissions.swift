package import Kernel

extension Newsroom {
  /// To see the newsroom of an agency, and to create and edit one's own items.
  package static let write: Permission = "newsroom.item.write"
  /// To edit anybody's items.
  package static let edit: Permission = "newsroom.item.edit"
  /// To approve an item, or send it back.
  package static let approve: Permission = "newsroom.item.approve"
  package static let publish: Permission = "newsroom.item.publish"
  /// To take a published item away.
  package static let withdraw: Permission = "newsroom.item.withdraw"
  /// To order the front page, and the sections.
  package static let arrangeHome: Permission = "newsroom.home.arrange"
  package static let readInbox: Permission = "newsroom.inbox.read"
  package static let manageInbox: Permission = "newsroom.inbox.manage"
  /// To import items in bulk.
  package static let importItems: Permission = "newsroom.import"

  /// Every permission of this room, in the words of the people who grant it.
  package static let permissions: [Permission: Phrase] = [
    write: "Viết tin, bài của mình",
    edit: "Biên tập tin, bài của mọi người",
    approve: "Duyệt hoặc trả lại tin, bài",
    publish: "Xuất bản tin, bài",
    withdraw: "Gỡ tin, bài đã xuất bản",
    arrangeHome: "Sắp xếp trang chủ và chuyên mục",
    readInbox: "Đọc hộp tin đến",
    manageInbox: "Quản lý nguồn tin đến",
    importItems: "Nhập hàng loạt tin, bài",
  ]
}
