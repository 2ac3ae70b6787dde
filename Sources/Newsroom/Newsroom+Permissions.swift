package import Kernel

extension Newsroom {
  /// To see the newsroom of an agency, and to create and edit one's own items.
  package static let write: Permission = "newsroom.item.write"
  /// To edit anybody's items.
  package static let edit: Permission = "newsroom.item.edit"
  /// To approve an item, or send it back.
  package static let approve: Permission = "newsroom.item.approve"
  /// To let a text out to readers, at once or at a time, and to change what is public.
  package static let publish: Permission = "newsroom.item.publish"
  /// To take a published item away.
  package static let withdraw: Permission = "newsroom.item.withdraw"
  /// To order the front page, and the sections.
  package static let arrangeHome: Permission = "newsroom.home.arrange"
  /// To see what came in from sources.
  package static let readInbox: Permission = "newsroom.inbox.read"
  /// To choose sources and the rules by which they are followed.
  package static let manageInbox: Permission = "newsroom.inbox.manage"
  /// To import items in bulk.
  package static let importItems: Permission = "newsroom.import"
  /// To pass the last step of a workflow that the agency keeps for its head.
  package static let approveFinally: Permission = "newsroom.item.approve-final"
  /// To let a text pass although a rule stops it, with a reason.
  package static let override: Permission = "newsroom.item.override"
  /// To see who a protected source is (Law 126/2025 Art 31.4).
  package static let readSources: Permission = "newsroom.source.read"
  /// To change the rules of an agency: what each kind of text must be like, and the steps of its approval.
  package static let manageProfiles: Permission = "newsroom.profile.manage"

  /// To let entries of a live blog out to readers.
  package static let publishLive: Permission = "newsroom.live.publish"
  /// To see everybody's production; one's own needs nothing more than writing.
  package static let readFigures: Permission = "newsroom.figures.read"

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
    publishLive: "Đăng diễn biến tường thuật trực tiếp",
    readFigures: "Xem số liệu sản xuất của cả cơ quan",
    approveFinally: "Duyệt bước cuối dành cho lãnh đạo cơ quan",
    override: "Cho đăng dù có lỗi bị chặn, kèm lý do",
    readSources: "Xem nguồn tin được bảo vệ",
    manageProfiles: "Đổi quy định từng loại bài và quy trình duyệt",
  ]
}
