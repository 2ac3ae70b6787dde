import Kernel
import Persistence

extension Register {
  private static let unitHint: Phrase = "Tên hoặc mã xã, phường, tỉnh vào ngày đó; trùng tên thì ghi kèm tỉnh."

  static let printers = Register(
    id: .printers, slug: "co-so-in", table: "register_printer", title: "Cơ sở in", thing: "cơ sở in",
    lead: "Cơ sở in trên địa bàn và cơ sở nào dùng công nghệ, thiết bị in hiện đại.", keeper: "Cơ quan giữ sổ",
    time: .validity, isPublic: true, key: ["name"], order: ["r.name", "r.id"],
    columns: [
      RegisterColumn("name", "Tên cơ sở", .text(limit: 200), required: true),
      RegisterColumn("unit", "Xã, phường", .unit, hint: unitHint),
      RegisterColumn("address", "Địa chỉ", .text(limit: 300), quiet: true),
      RegisterColumn("is_modern", "Công nghệ, thiết bị in hiện đại", .yesNo),
      RegisterColumn("modern_year", "Từ năm", .number(1990...2200), hint: "Năm đưa công nghệ hiện đại vào dùng."),
    ] + validity + [source]
  ) { values in
    var errors = checkValidity(values)
    if values["is_modern"] != "1", !(values["modern_year"] ?? "").isEmpty {
      errors["modern_year"] = "Chỉ ghi năm khi cơ sở dùng công nghệ hiện đại"
    }
    return errors
  }

  static let publications = Register(
    id: .publications, slug: "xuat-ban-pham", table: "register_publication", title: "Xuất bản phẩm",
    thing: "xuất bản phẩm", lead: "Xuất bản phẩm của địa phương theo năm, bản in và bản điện tử.",
    keeper: "Cơ quan giữ sổ", time: .year("year"), isPublic: true, key: ["title", "year", "is_electronic"],
    order: ["r.year DESC", "r.title", "r.id"],
    columns: [
      RegisterColumn("title", "Tên xuất bản phẩm", .text(limit: 300), required: true),
      RegisterColumn("year", "Năm", .number(1900...2200), required: true),
      RegisterColumn("is_electronic", "Xuất bản phẩm điện tử", .yesNo),
      RegisterColumn("copies", "Số bản", .number(0...1_000_000_000), required: true),
      source,
    ])

  static let points = Register(
    id: .points, slug: "diem-phat-hanh", table: "register_point", title: "Điểm phát hành",
    thing: "điểm phát hành", lead: "Cơ sở, điểm phát hành xuất bản phẩm theo xã, phường.", keeper: "Cơ quan giữ sổ",
    time: .validity, isPublic: true, key: ["name"], order: ["r.name", "r.id"],
    columns: [
      RegisterColumn("name", "Tên điểm", .text(limit: 200), required: true),
      RegisterColumn("unit", "Xã, phường", .unit, required: true, hint: unitHint),
      RegisterColumn("address", "Địa chỉ", .text(limit: 300), quiet: true),
    ] + validity + [source], check: checkValidity)

  static let coverage = Register(
    id: .coverage, slug: "do-phu", table: "register_coverage", title: "Truyền thanh, bảng tin", thing: "dòng",
    lead: "Đài truyền thanh và bảng tin điện tử công cộng của từng xã, phường.", keeper: "Cơ quan giữ sổ",
    time: .validity, isPublic: true, key: ["unit"], order: ["r.unit", "r.valid_from DESC", "r.id"],
    columns: [
      RegisterColumn("unit", "Xã, phường", .unit, required: true, hint: unitHint),
      RegisterColumn(
        "radio", "Đài truyền thanh",
        .choice([("ip", "Ứng dụng CNTT-VT"), ("fm", "FM, có dây"), ("none", "Không có")]), required: true),
      RegisterColumn("boards", "Số bảng tin điện tử", .number(0...10_000), required: true),
      RegisterColumn("residents", "Số dân", .number(0...10_000_000), quiet: true),
      RegisterColumn(
        "informed", "Số dân nghe, xem được", .number(0...10_000_000),
        hint: "Người dân được truyền thanh hoặc bảng tin của xã phục vụ; cần cả số dân.", quiet: true),
    ] + validity + [source]
  ) { values in
    var errors = checkValidity(values)
    if let informed = values["informed"].flatMap({ Int($0) }) {
      guard let residents = values["residents"].flatMap({ Int($0) }) else {
        errors["residents"] = "Cần số dân để biết phần được phục vụ"
        return errors
      }
      if informed > residents { errors["informed"] = "Nhiều hơn số dân" }
    }
    return errors
  }
}
