import Contracts
import Kernel
import Persistence

extension Register {
  static let licences = Register(
    id: .licences, slug: "giay-phep", table: "register_licence", title: "Giấy phép", thing: "giấy phép",
    lead: "Giấy phép báo chí, chuyên trang, ấn phẩm phụ theo ngày hết hạn.", keeper: "Cơ quan", time: .validity,
    isPublic: true, key: ["kind", "name"],
    order: ["COALESCE(r.valid_to, '9999-12-31')", "r.organisation", "r.kind", "r.name", "r.id"],
    columns: [
      RegisterColumn(
        "kind", "Loại giấy phép",
        .choice([("press", "Giấy phép hoạt động báo chí"), ("section", "Chuyên trang"), ("supplement", "Ấn phẩm phụ")]),
        required: true),
      RegisterColumn(
        "name", "Sản phẩm", .text(limit: 200), required: true, hint: "Tên sản phẩm ghi trên giấy phép."),
      RegisterColumn(
        "press_types", "Loại hình báo chí", .several(PressType.allCases.map { ($0.rawValue, $0.phrase) }),
        hint: "Loại hình mà giấy phép cho phép."),
      RegisterColumn("number", "Số giấy phép", .text(limit: 100)),
      RegisterColumn("issuer", "Nơi cấp", .text(limit: 200)),
      RegisterColumn("issued_on", "Ngày cấp", .day, quiet: true),
      RegisterColumn("legal_basis", "Căn cứ", .text(limit: 300), quiet: true),
    ] + validity + [
      RegisterColumn(
        "changed_on", "Ngày thay đổi thông tin", .day,
        hint: "Khi thông tin trong giấy phép thay đổi: phải báo trong 5 ngày.", quiet: true),
      RegisterColumn("change_notified_on", "Ngày đã báo thay đổi", .day, quiet: true),
      RegisterColumn(
        "stopped_on", "Ngày hoạt động cuối cùng theo giấy phép", .day,
        hint: "Khi ngừng trước hạn: phải báo ít nhất 30 ngày trước ngày này. Để trống nếu không ngừng.", quiet: true),
      RegisterColumn("stop_notified_on", "Ngày đã báo chấm dứt", .day, quiet: true), source,
    ]
  ) { values in
    var errors = checkValidity(values)
    if values["kind"] == "press", (values["press_types"] ?? "").isEmpty {
      errors["press_types"] = "Chọn ít nhất một loại hình báo chí"
    }
    if let issued = values["issued_on"], let from = values["valid_from"], !issued.isEmpty, issued > from {
      errors["issued_on"] = "Ngày cấp không thể sau ngày có hiệu lực"
    }
    if let notified = values["change_notified_on"], !notified.isEmpty, notified < values["changed_on"] ?? "" {
      errors["change_notified_on"] = "Ngày báo không thể trước ngày thay đổi"
    }
    if let stopped = values["stopped_on"], !stopped.isEmpty {
      let end = values["valid_to"] ?? ""
      if stopped < values["valid_from"] ?? "" || (!end.isEmpty && stopped > end) {
        errors["stopped_on"] = "Phải nằm trong thời hạn của giấy phép"
      }
    }
    return errors
  }

  static let channels = Register(
    id: .channels, slug: "kenh-so", table: "register_channel", title: "Kênh số", thing: "kênh",
    lead: "Kênh trên mạng xã hội và nền tảng số; NĐ 237/2026 Điều 15 yêu cầu dấu hiệu nhận biết thống nhất.",
    keeper: "Cơ quan", time: .validity, isPublic: true, key: ["address"],
    order: ["r.organisation", "r.platform", "r.name", "r.id"],
    columns: [
      RegisterColumn(
        "platform", "Nền tảng", .text(limit: 80), required: true, hint: "Ví dụ: Zalo, YouTube, Facebook, TikTok."),
      RegisterColumn("name", "Tên kênh", .text(limit: 200), required: true),
      RegisterColumn("address", "Địa chỉ", .text(limit: 300), required: true),
      RegisterColumn("has_mark", "Có dấu hiệu nhận biết thống nhất", .yesNo),
      RegisterColumn("valid_from", "Ngày mở", .day, required: true),
      RegisterColumn(
        "opening_notified_on", "Ngày đã báo việc mở", .day, hint: "Chậm nhất 10 ngày làm việc sau khi mở.", quiet: true),
      RegisterColumn("valid_to", "Ngày hoạt động cuối cùng", .day, hint: "Để trống nếu kênh đang mở."),
      RegisterColumn(
        "closing_notified_on", "Ngày đã báo việc đóng", .day, hint: "Ít nhất 10 ngày làm việc trước khi đóng.",
        quiet: true),
      source,
    ], check: checkValidity)

  static let people = Register(
    id: .people, slug: "nhan-luc", table: "register_people", title: "Nhân lực", thing: "lần đếm",
    lead: "Số người làm việc và số đã được đào tạo về chuyển đổi số, theo ngày đếm.", keeper: "Cơ quan",
    time: .day("counted_on"), isPublic: false, key: ["counted_on"],
    order: ["r.organisation", "r.counted_on DESC", "r.id"],
    columns: [
      RegisterColumn("counted_on", "Ngày đếm", .day, required: true),
      RegisterColumn("people", "Tổng số người", .number(0...100_000), required: true),
      RegisterColumn("leaders", "Lãnh đạo", .number(0...100_000), required: true),
      RegisterColumn("reporters", "Phóng viên, biên tập viên", .number(0...100_000), required: true),
      RegisterColumn("trained", "Đã đào tạo về chuyển đổi số", .number(0...100_000), required: true), source,
    ]
  ) { values in
    let people = values["people"].flatMap { Int($0) } ?? 0
    let parts = [values["leaders"], values["reporters"]].compactMap { $0.flatMap { Int($0) } }.reduce(0, +)
    var errors: [String: Phrase] = [:]
    if parts > people { errors["reporters"] = "Lãnh đạo, phóng viên, biên tập viên cộng lại nhiều hơn tổng số người" }
    if values["trained"].flatMap({ Int($0) }) ?? 0 > people {
      errors["trained"] = "Số đã đào tạo nhiều hơn tổng số người"
    }
    return errors
  }

  static let flags = Register(
    id: .flags, slug: "tu-khai", table: "register_flag", title: "Tự khai", thing: "điều tự khai",
    lead: "Điều cơ quan khai về mình, có văn bản làm căn cứ.", keeper: "Cơ quan", time: .validity, isPublic: false,
    key: ["flag"], order: ["r.organisation", "r.flag", "r.valid_from DESC", "r.id"],
    columns: [
      RegisterColumn(
        "flag", "Nội dung", .choice(OrganisationFlag.allCases.map { ($0.rawValue, $0.phrase) }), required: true),
      RegisterColumn("holds", "Có thực hiện", .yesNo),
      RegisterColumn(
        "paper", "Văn bản", .text(limit: 300), required: true, hint: "Số, ngày của kế hoạch, báo cáo, quyết định."),
    ] + validity + [source], check: checkValidity)

  static let security = Register(
    id: .security, slug: "an-toan", table: "register_security", title: "An toàn thông tin", thing: "cấp độ",
    lead: "Cấp độ an toàn hệ thống thông tin đã được phê duyệt, có văn bản.", keeper: "Cơ quan", time: .validity,
    isPublic: false, key: ["system"], order: ["r.organisation", "r.system", "r.valid_from DESC", "r.id"],
    columns: [
      RegisterColumn("system", "Hệ thống", .text(limit: 200), required: true),
      RegisterColumn("is_main", "Là hệ thống chính của cơ quan", .yesNo),
      RegisterColumn("level", "Cấp độ", .number(1...5), required: true),
      RegisterColumn("paper", "Văn bản phê duyệt", .text(limit: 300), required: true),
    ] + validity + [source], check: checkValidity)
}
