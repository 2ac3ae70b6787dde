import Foundation
import Kernel

@testable import OfficeDocuments

/// A report with one of everything, as a department would send it.
enum SamplePaper {
  static let chart = """
    <svg xmlns="http://www.w3.org/2000/svg" width="640" height="220" viewBox="0 0 640 220" font-family="Times New Roman, Liberation Serif, serif" font-size="15">
    <g fill="#1f4e79"><rect x="190" y="20" width="400" height="30"/><rect x="190" y="80" width="266" height="30"/><rect x="190" y="140" width="120" height="30"/></g>
    <g text-anchor="end"><text x="180" y="40">Báo Lạng Sơn</text><text x="180" y="100">Đài PT-TH Lạng Sơn</text><text x="180" y="160">Tạp chí Văn nghệ</text></g>
    <text x="596" y="40">90,13</text><text x="462" y="100">60,05</text><text x="316" y="160">27,00</text>
    <path d="M190 10V190H620" stroke="#333" fill="none"/></svg>
    """

  static let paper = OfficePaper(
    head: .init(
      superior: "UBND tỉnh Lạng Sơn", issuer: "Sở Văn hóa, Thể thao và Du lịch", number: "125",
      symbol: "BC-SVHTTDL", place: "Lạng Sơn", date: CivilDate(2026, 7, 5)),
    abstract: "Kết quả thực hiện Kế hoạch chuyển đổi số báo chí trên địa bàn tỉnh Lạng Sơn năm 2026",
    addressees: ["Bộ Văn hóa, Thể thao và Du lịch"],
    blocks: [
      .paragraph(
        "Thực hiện Kế hoạch số 88/KH-UBND của Ủy ban nhân dân tỉnh về chuyển đổi số báo chí, Sở Văn hóa, Thể thao và Du lịch báo cáo kết quả thực hiện đến ngày 30/6/2026 như sau:"
      ),
      .heading(1, "I. Tình hình chung"),
      .paragraph(
        .marked(
          "Trên địa bàn tỉnh có **03 cơ quan báo chí**; *02 trên 03 cơ quan* (66,7%) đã đưa nội dung lên nền tảng số. Ký tự cần thoát: <b>không đậm</b> & \"ngoặc\", $x^2$, [liên kết](http://example.org)."
        )),
      .heading(2, "1. Kết quả theo chỉ tiêu"),
      .heading(3, "a) Chỉ tiêu đến năm 2026"),
      .list([
        "Hai cơ quan vận hành hệ thống quản lý nội dung dùng chung;", "Một cơ quan dùng nền tảng phân tích dữ liệu.",
      ]),
      .table(
        .init(
          caption: "Bảng 1. Kết quả thực hiện chỉ tiêu",
          columns: [.init(.centre, weight: 0.5), .init(weight: 3.2), .init(.right), .init(.right), .init(.right)],
          header: [
            [
              .init("STT", rows: 2), .init("Chỉ tiêu", rows: 2), .init("Năm 2026", columns: 2),
              .init("Tỷ lệ (%)", rows: 2),
            ],
            ["Kế hoạch", "Thực hiện"],
          ],
          rows: [
            ["1", "Cơ quan báo chí đưa nội dung lên nền tảng số", "3", "2", "66,7"],
            ["2", "Cơ quan báo chí dùng nền tảng phân tích, xử lý dữ liệu", "2", "1", "50,0"],
            ["", "Cộng", "5", "3", "60,0"],
          ], boldRows: [2])),
      .image(
        .init(
          .svg(chart), caption: "Hình 1. Điểm mức độ trưởng thành", alternative: "Biểu đồ điểm của ba cơ quan",
          width: 140)),
    ]
      + (2...9).flatMap { number -> [OfficePaper.Block] in
        [
          .heading(2, "\(number). Nội dung thứ \(number)"),
          .paragraph(
            "Các cơ quan báo chí tiếp tục rà soát quy trình xuất bản, bố trí nhân sự, hạ tầng và kinh phí; kết quả được ghi nhận kèm bằng chứng và người xác nhận. Những việc chậm đều nêu rõ nguyên nhân, người chịu trách nhiệm và thời hạn hoàn thành."
          ),
        ]
      },
    signature: .init(["KT. Giám đốc", "Phó Giám đốc"], name: "Nguyễn Thị Lan"),
    recipients: ["Như trên", "Ủy ban nhân dân tỉnh (báo cáo)", "Lãnh đạo Sở", "Các cơ quan báo chí của tỉnh"],
    filing: "VT, BCXB",
    annexes: [
      .init(
        "Số liệu chi tiết theo cơ quan", isLandscape: true,
        blocks: [
          .table(
            .init(
              columns: [.init(.centre, weight: 0.4), .init(weight: 2)] + (0..<8).map { _ in .init(.right) },
              header: [["STT", "Cơ quan"] + (1...8).map { .init("Tiêu chí \($0)") }],
              rows: (1...40).map { row in
                ["\(row)", "Cơ quan báo chí số \(row)"] + (1...8).map { "\(row * $0 % 100),50" }
              }))
        ]),
      .init("Danh mục bằng chứng", blocks: [.paragraph("Các tệp bằng chứng được lưu trên hệ thống.")]),
    ])

  static let letter = OfficePaper(
    head: .init(issuer: "Báo Lạng Sơn", symbol: "CV-BLS", place: "Lạng Sơn", year: 2026), kind: nil,
    abstract: "góp ý dự thảo Kế hoạch chuyển đổi số báo chí năm 2027",
    addressees: ["Sở Văn hóa, Thể thao và Du lịch", "Sở Khoa học và Công nghệ"],
    blocks: [.paragraph("Báo Lạng Sơn thống nhất với dự thảo và không có ý kiến gì thêm.")],
    signature: .init(["Tổng Biên tập"]), recipients: ["Như trên"])
}
