package import Kernel

extension Security {
  /// Make accounts, give roles, lock and unlock.
  package static let manageAccounts: Permission = "security.accounts.manage"
  /// Read and verify the audit log.
  package static let readAudit: Permission = "security.audit.read"

  /// What this room guards.
  package static let permissions: [Permission: Phrase] = [
    manageAccounts: "Quản lý tài khoản",
    readAudit: "Xem nhật ký",
  ]
}
