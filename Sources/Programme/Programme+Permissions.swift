package import Kernel

extension Programme {
  /// See what organisations earned: a right of the registers, by its name there (a test holds the two together). Figures of
  /// revenue are shown by it and not by the plan alone.
  package static let readRevenue: Permission = "organisations.revenue.read"

  /// See organisations and their open registers: a right of the registers, by its name there, for pages of evidence.
  package static let readOrganisations: Permission = "organisations.read"
  /// See the registers of other organisations: a right of the registers, by its name there, for pages of evidence.
  package static let overseeRegisters: Permission = "organisations.registers.oversee"

  /// See plans, targets and tasks, and the figures of one's own organisation.
  package static let read: Permission = "programme.read"
  /// Enter figures, evidence, progress and self-scores for one's own organisation.
  package static let work: Permission = "programme.work"
  /// Confirm what a colleague entered.
  package static let confirm: Permission = "programme.confirm"
  /// Of the organisation that owns a plan: write it, steer its tasks, see the figures of every organisation in it.
  package static let manage: Permission = "programme.manage"
  /// Write the plan of one's own organisation and lay its work on itself. Reaches no plan of a province, and no other
  /// organisation's figures: those are for whoever holds ``manage`` where the plan is kept.
  package static let writeOwn: Permission = "programme.plan.write"
  /// Freeze and restate figures.
  package static let freeze: Permission = "programme.freeze"
  /// Appraise self-scores, publish rankings.
  package static let appraise: Permission = "programme.appraise"
  /// Produce, sign and send reports.
  package static let report: Permission = "programme.report"

  /// What this room guards, in words for those who give roles.
  package static let permissions: [Permission: Phrase] = [
    read: "Xem kế hoạch, chỉ tiêu, nhiệm vụ",
    work: "Nhập số liệu, minh chứng, tiến độ của cơ quan mình",
    confirm: "Xác nhận số liệu do người khác nhập",
    manage: "Quản lý kế hoạch và xem số liệu của mọi cơ quan trong kế hoạch",
    writeOwn: "Viết kế hoạch và giao nhiệm vụ của riêng cơ quan mình",
    freeze: "Chốt và điều chỉnh số liệu",
    appraise: "Thẩm định và công bố chỉ số trưởng thành",
    report: "Lập, ký, gửi báo cáo",
  ]
}
