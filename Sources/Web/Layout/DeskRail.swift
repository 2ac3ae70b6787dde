import Kernel

/// The way between rooms: a rail at the left, a bar below on a phone; and the person's own menu.
enum DeskRail {
  /// How many rooms the bar on a phone holds beside `Thêm`.
  private static let barLimit = 4

  static func html(_ current: String, _ context: StaffContext) -> HTML {
    let t = context.translator
    // Of two doors to one place the first that is open.
    var paths: Set<String> = []
    let rooms = context.house.rooms.filter { room in
      (room.permission.map { context.principal.mayAnywhere($0) } ?? true) && paths.insert(room.path).inserted
    }
    return """
      <header class="rail"><a class="rail__name" href="/lam-viec">Hội Tụ</a>\
      <button type="button" class="rail__find" data-palette hidden aria-haspopup="dialog" \
      title="\(t("Tìm và làm")) (Ctrl K)">\(Icon.html("search"))<span>\(t("Tìm và làm"))</span><kbd>Ctrl K</kbd></button>\
      \(context.house.noticesPath.map { bell($0, isCurrent: context.path == $0, t) })\
      <nav aria-label="\(t("Các phòng"))"><ul class="rail__rooms">\(grouped(rooms, current, t))</ul></nav>\
      <button type="button" class="rail__person" popovertarget="person-menu">\(Avatar.html(context.principal.name))\
      <span>\(context.principal.name)</span></button></header>
      <nav class="bar" aria-label="\(t("Các phòng thường dùng"))"><ul>\(bar(rooms, current).map { item($0, current, isShort: true, t) })\
      <li><button type="button" popovertarget="rooms-menu">\(Icon.html("menu"))<span>\(t("Thêm"))</span></button></li>\
      </ul></nav>
      <div class="menu menu--sheet" id="rooms-menu" popover><p class="menu__title">\(t("Các phòng"))</p>\
      <ul class="menu__list">\(rooms.map { item($0, current, t) })</ul></div>
      \(personMenu(context))
      """
  }

  /// Leads to what the person should know; the script beside it says how much of that is unread.
  private static func bell(_ path: String, isCurrent: Bool, _ t: Translator) -> HTML {
    """
    <a class="rail__bell" href="\(url: path)" data-notices="/api/v1/notices/count" \
    data-label="\(t("Thông báo: {n} chưa đọc"))" title="\(t("Thông báo"))"\
    \(attribute: "aria-current", isCurrent ? "page" : nil) data-command>\
    \(Icon.html("bell"))<span>\(t("Thông báo"))</span><b class="rail__count figures" hidden></b></a>
    """
  }

  /// The first few rooms, and always the one we are in.
  private static func bar(_ rooms: [DeskRoom], _ current: String) -> [DeskRoom] {
    let first = Array(rooms.prefix(barLimit))
    guard let here = rooms.first(where: { $0.id == current }), !first.contains(where: { $0.id == current }) else {
      return first
    }
    return first.dropLast() + [here]
  }

  private static func grouped(_ rooms: [DeskRoom], _ current: String, _ t: Translator) -> [HTML] {
    zip(rooms, [nil] + rooms.map(Optional.some)).map { room, before in
      item(room, current, opensGroup: before.map { $0.group != room.group } ?? false, t)
    }
  }

  private static func item(
    _ room: DeskRoom, _ current: String, opensGroup: Bool = false, isShort: Bool = false, _ t: Translator
  ) -> HTML {
    """
    <li\(if: opensGroup, " class=\"rail__group\"")><a href="\(url: room.path)"\(attribute: "aria-current", room.id == current ? "page" : nil) data-command>\
    \(Icon.html(room.icon))<span>\(t(isShort ? room.short ?? room.title : room.title))</span></a></li>
    """
  }

  private static func personMenu(_ context: StaffContext) -> HTML {
    let t = context.translator
    return """
      <div class="menu menu--person" id="person-menu" popover><p class="menu__title">\(context.principal.name)</p>\
      \(Choices.look(t))\(Choices.languages(t, back: context.path, csrf: context.csrfField))\
      <div class="menu__foot">\(context.house.accountPath.map { path in
        Button.link(t("Tài khoản của tôi"), to: path, style: .quiet, icon: "user-cog", command: true)
      })\
      \(Button.post(t("Đăng xuất"), to: "/dang-xuat", context, style: .quiet, icon: "log-out", command: true))</div></div>
      """
  }
}
