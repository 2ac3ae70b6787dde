package import Kernel

extension Organisations {
  /// Keep the registers of one's own organisation, and of those it came from.
  package static let manageRegisters: Permission = "organisations.registers.manage"
  /// Held in a department: see and keep the registers of all organisations of its province.
  package static let overseeRegisters: Permission = "organisations.registers.oversee"
  /// See what organisations earned; of others only with the right to oversee beside it.
  package static let readRevenue: Permission = "organisations.revenue.read"
  /// Enter what an organisation earned; a second person confirms it.
  package static let writeRevenue: Permission = "organisations.revenue.write"
  /// Confirm what another person entered.
  package static let confirmRevenue: Permission = "organisations.revenue.confirm"

  static let registerPermissions: [Permission: Phrase] = [
    manageRegisters: "Giữ sổ bộ của cơ quan mình",
    overseeRegisters: "Xem và giữ sổ bộ của các cơ quan trong tỉnh",
    readRevenue: "Xem doanh thu",
    writeRevenue: "Ghi doanh thu",
    confirmRevenue: "Xác nhận doanh thu người khác đã ghi",
  ]
}
