import Kernel
import Persistence

extension Security {
  /// A part of the log, newest first, with the names of those who stand in it. Whoever may read it in some organisations
  /// sees what happened there.
  func readAudit(
    _ asked: AuditRequest, by principal: Principal
  ) async throws -> (entries: [AuditRecord], next: String?, people: [String: String]) {
    try principal.requireAnywhere(Self.readAudit)
    let organisations = principal.organisations(for: Self.readAudit)
    return try await database.read { connection in
      var query = AuditQuery()
      if !asked.who.isEmpty {
        let account = try AccountStore.account(login: Login.typed(asked.who), on: connection)
        // Nobody has that name: nothing is found, rather than everything.
        query.actor = account?.id ?? AccountID(asked.who)
      }
      query.action = asked.action
      query.subject = asked.subject
      query.from = asked.from
      query.to = asked.to
      query.organisations = organisations
      query.before = asked.before.flatMap(Int.init)
      let page = try AuditStore.page(query, on: connection)
      let ids = Set(
        page.items.flatMap { entry in
          [entry.actor?.rawValue, entry.subject.hasPrefix("account/") ? String(entry.subject.dropFirst(8)) : nil]
        }.compactMap { $0 })
      let accounts = try AccountStore.accounts(ids.map { AccountID($0) }, on: connection)
      let people = Dictionary(accounts.map { ($0.id.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
      return (page.items, page.next, people)
    }
  }

  /// What actions are called: our own, and the permissions of the house, under which the rooms record theirs.
  var actionNames: [String: Phrase] {
    var result = Self.ownActions
    for (permission, phrase) in names { result[permission.rawValue] = phrase }
    return result
  }

  private static let ownActions: [String: Phrase] = [
    "security.sign-in": "Đăng nhập",
    "security.sign-in.failed": "Đăng nhập sai",
    "security.sign-in.locked": "Khóa vì đăng nhập sai nhiều lần",
    "security.sign-in.unknown": "Đăng nhập bằng tên không có",
    "security.sign-in.unknown.more": "Đăng nhập bằng tên không có, nhiều lần",
    "security.sign-out": "Đăng xuất",
    "security.session.end": "Kết thúc phiên",
    "security.session.end-others": "Kết thúc các phiên khác",
    "security.password.change": "Đổi mật khẩu",
    "security.password.reset": "Cấp mật khẩu mới",
    "security.second-factor.on": "Bật xác thực hai lớp",
    "security.second-factor.off": "Tắt xác thực hai lớp",
    "security.second-factor.reset": "Gỡ xác thực hai lớp",
    "security.recovery-codes.renew": "Tạo mã khôi phục mới",
    "security.token.make": "Tạo mã truy cập",
    "security.token.revoke": "Thu hồi mã truy cập",
    "security.account.create": "Tạo tài khoản",
    "security.account.disable": "Khóa tài khoản",
    "security.account.enable": "Mở tài khoản",
    "security.account.end-sessions": "Kết thúc mọi phiên của một người",
    "security.role.assign": "Giao vai trò",
    "security.role.end": "Kết thúc vai trò",
    "security.denied": "Bị từ chối vì không có quyền",
    "security.denied.more": "Bị từ chối nhiều lần",
    "security.audit.reseal": "Niêm phong lại nhật ký",
  ]
}
