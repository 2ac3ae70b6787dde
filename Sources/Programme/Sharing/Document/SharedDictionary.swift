import Kernel

/// What the fields of the sharing document mean. Names are paths, from the whole to its parts.
enum SharedDictionary {
  static let fields: [DataDictionary.Field] = [
    .init(name: "format", type: "string", meaning: "Tên định dạng, luôn là hoitu-figures"),
    .init(
      name: "version", type: "integer",
      meaning: "Phiên bản định dạng, hiện là 1; trường mới có thể thêm vào mà không đổi phiên bản"),
    .init(name: "generated", type: "datetime", meaning: "Lúc lập tài liệu, theo giờ UTC"),
    .init(name: "dictionary", type: "string", meaning: "Địa chỉ của từ điển này"),
    .init(name: "installation.name", type: "string", meaning: "Cơ quan giữ các kế hoạch"),
    .init(name: "installation.software", type: "string", meaning: "Tên phần mềm"),
    .init(name: "plans.code", type: "string", meaning: "Mã kế hoạch"),
    .init(name: "plans.title", type: "string", meaning: "Tên kế hoạch"),
    .init(
      name: "plans.document, plans.number, plans.issuer", type: "string", meaning: "Văn bản: loại, số, nơi ban hành"),
    .init(name: "plans.figures.target", type: "string", meaning: "Mã chỉ tiêu trong kế hoạch"),
    .init(name: "plans.figures.section", type: "string", meaning: "Mục của kế hoạch nêu chỉ tiêu"),
    .init(name: "plans.figures.measure", type: "string", meaning: "Điều được đo"),
    .init(
      name: "plans.figures.province", type: "object",
      meaning: "Tỉnh của số liệu: mã (code), tên (name) vào ngày asOf; mã có thể trống"),
    .init(
      name: "plans.figures.goal", type: "string",
      meaning: "Mục tiêu của Chiến lược (Quyết định 348/QĐ-TTg), từ G1 đến G8; có thể trống"),
    .init(
      name: "plans.figures.national", type: "object",
      meaning: "Chỉ tiêu quốc gia mà chỉ tiêu này nhận: mã kế hoạch (plan), mã chỉ tiêu (target); có thể trống"),
    .init(
      name: "plans.figures.indicator", type: "string",
      meaning: "Mã chỉ số mà phần mềm tính; trống: số do người nhập, có minh chứng"),
    .init(
      name: "plans.figures.population", type: "object",
      meaning: "Đối tượng tính: loại (kind), điều kiện (filter), lời văn (text)"),
    .init(
      name: "plans.figures.numeratorOf, denominatorOf", type: "string",
      meaning: "Cách tính tử số, mẫu số theo lời văn của kế hoạch"),
    .init(
      name: "plans.figures.formula", type: "string",
      meaning:
        "Mã băm SHA-256 của công thức, gồm năm dòng: chỉ số, tử số, mẫu số (chữ thường không dấu, một khoảng trắng), đơn vị, chiều; hai nơi khác mã là khác công thức. Có thể trống"
    ),
    .init(
      name: "plans.figures.unit", type: "string",
      meaning: "Đơn vị: percent, count, yes-no, hours-per-day, times-per-year, ratio"),
    .init(
      name: "plans.figures.direction", type: "string",
      meaning: "Chiều mong muốn: up (ít nhất), down (nhiều nhất), range (trong khoảng), equal (đúng bằng)"),
    .init(name: "plans.figures.year", type: "integer", meaning: "Năm của số liệu"),
    .init(name: "plans.figures.day", type: "date", meaning: "Ngày báo cáo của số liệu"),
    .init(name: "plans.figures.numerator", type: "number", meaning: "Tử số"),
    .init(
      name: "plans.figures.denominator", type: "number", meaning: "Mẫu số; trống: số liệu không phải tỷ lệ"),
    .init(
      name: "plans.figures.planned", type: "object",
      meaning: "Mức kế hoạch: năm (year), số (value, hoặc low và high), đúng chữ của văn bản (shown)"),
    .init(
      name: "plans.figures.status", type: "string",
      meaning: "frozen: đã chốt; preliminary: tạm tính. Nơi công bố bằng phần mềm này chỉ đưa ra số đã chốt"),
    .init(
      name: "plans.figures.digest", type: "string", meaning: "Mã băm SHA-256 của số liệu và minh chứng khi chốt"),
    .init(
      name: "plans.figures.restated", type: "object",
      meaning: "Nếu số đã điều chỉnh sau khi chốt: tử số, mẫu số khi chốt, ngày (on) và lý do (reason)"),
    .init(name: "plans.figures.note", type: "string", meaning: "Giải thích: cơ quan sáp nhập, cách tính"),
  ]
}
