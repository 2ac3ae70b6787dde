import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import OfficeDocuments
import Web

/// Bringing a spreadsheet into a register: a template, a look at every row, then all of it or nothing.
struct ImportController: Sendable {
  let organisations: Organisations

  /// The routes under `/lam-viec/so-bo`.
  func addRoutes(to staff: RouterGroup<StaffContext>) {
    staff.get(":register/mau.csv", use: templateCSV)
    staff.get(":register/mau.xlsx", use: templateXLSX)
    staff.get(":register/nhap") { request, context in try await start(nil, context) }
    staff.post(":register/nhap", use: look)
    staff.post(":register/nhap/nhan", use: take)
  }

  /// Revenue too is brought this way, by whoever may write it.
  private func register(_ context: StaffContext) async throws -> Register {
    if context.parameters.get("register") == Register.revenue.slug {
      guard context.principal.mayAnywhere(Organisations.writeRevenue),
        try await organisations.seesRevenue(of: nil, context.principal)
      else { throw Failure.notFound }
      return .revenue
    }
    guard try await organisations.keepsRegisters(context.principal) else {
      throw Failure.forbidden(Organisations.manageRegisters)
    }
    return try context.register()
  }

  private func start(_ refused: Phrase?, _ context: StaffContext) async throws -> Response {
    let register = try await register(context)
    let t = context.translator
    let list = register.id == .revenue ? RegisterPath.revenue : RegisterPath.list(register)
    let title = t(register.title)
    return DeskPage.ofRegisters(
      t("Nhập từ bảng tính"),
      """
      \(refused.map { Notice.bad(t("Chưa nhập gì"), detail: t($0)) })\
      <p>\(t("Bạn xem trước từng dòng. Chỉ khi mọi dòng đều đúng thì mới nhập được, nhập là nhập cả bảng."))</p>\
      <p>\(t("Cách nhanh nhất là điền vào bảng mẫu:"))</p>\
      <p class="form__acts">\(Button.link(
        t("Bảng mẫu Excel"), to: "\(RegisterPath.template(register)).xlsx", icon: "download"))\
      \(Button.link(t("Bảng mẫu CSV"), to: "\(RegisterPath.template(register)).csv", icon: "download"))</p>\
      <form method="post" action="\(url: RegisterPath.bring(register))" enctype="multipart/form-data" class="form">\
      \(context.csrfField)\(Field.file(
        "file", label: t("Bảng tính"), accept: ".xlsx,.csv", hint: t("Tệp .xlsx hoặc .csv, nhiều nhất 20.000 dòng."),
        error: refused.map { t($0) }, isRequired: true))\
      <div class="form__acts">\(Button.submit(t("Xem trước"), icon: "upload"))\
      \(Button.link(t("Thôi"), to: list, style: .quiet))</div></form>\(columns(register, t))
      """, t, under: [(title, list)]
    ).answer(context, status: refused == nil ? 200 : 422)
  }

  private func columns(_ register: Register, _ t: Translator) -> HTML {
    let rows = register.columns.map { column -> [HTML] in
      [
        "\(column.title.vietnamese)", column.isRequired ? "\(t("Phải có"))" : "\(t("Không bắt buộc"))",
        "\(Self.help(column, t))",
      ]
    }
    let organisation: Phrase = "Cơ quan"
    return """
      <section class="section"><h2>\(t("Các cột"))</h2>\(Table.html(
        caption: t("Các cột của bảng"), columns: [.init(t("Cột")), .init(t("Bắt buộc"), .fit), .init(t("Cách ghi"))],
        rows: [[
          "\(organisation.vietnamese)", "\(t("Phải có"))",
          "\(t("Tên đầy đủ hoặc tên ngắn vào ngày của dòng. Bỏ trống được nếu bạn chỉ giữ sổ của một cơ quan."))",
        ]] + rows))</section>
      """
  }

  private static func help(_ column: RegisterColumn, _ t: Translator) -> String {
    switch column.kind {
    case .choice(let all): t("Một trong: \(all.map(\.title.vietnamese).joined(separator: ", "))")
    case .several(let all): t("Cách nhau bằng dấu phẩy: \(all.map(\.title.vietnamese).joined(separator: ", "))")
    case .day: t("Ngày, ví dụ 31/12/2026")
    case .number: t("Số nguyên")
    case .yesNo: t("Ghi “có” hoặc “không”")
    case .text, .unit: column.hint.map { t($0) } ?? ""
    }
  }

  private func look(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try await register(context)
    let limits = MultipartReader.Limits(file: SpreadsheetLimits.bytes, field: 65_536, parts: 8)
    do {
      return try await Upload.read(request, context, limits: limits) { upload in
        guard let file = upload.file("file") else { return try await start("Chọn một tệp bảng tính", context) }
        let sheets = try await SpreadsheetReader.read(file: file.url, named: file.filename)
        guard let sheet = sheets.first(where: { !$0.rows.isEmpty }) else { throw SpreadsheetFailure.empty }
        let table = try RegisterTableRows(sheet, register, file: file.filename)
        let (id, look) = try await organisations.look(at: table, for: register, by: context.principal)
        return ImportPage(look: look, id: id).answer(context)
      }
    } catch let failure as SpreadsheetFailure {
      return try await start(failure.message, context)
    }
  }

  private func take(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try await register(context)
    let form = try await Form.read(request, context, limit: 65_536)
    do {
      try await organisations.take(form["table"], for: register, by: context.principal)
    } catch let refused as ImportRefused {
      return ImportPage(look: refused.look, id: form["table"]).answer(context)
    }
    return Answer.seeOther(
      register.id == .revenue ? RegisterPath.revenue : "\(RegisterPath.list(register))?xong=nhap")
  }

  private func templateCSV(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try await register(context)
    return CSVTable(ImportTemplate.head(register)).answer(named: "\(register.slug)-mau.csv")
  }

  private func templateXLSX(_ request: Request, context: StaffContext) async throws -> Response {
    let register = try await register(context)
    let data = try await ImportTemplate.workbook(register).data()
    return Self.file(Array(data), Workbook.contentType, "\(register.slug)-mau.xlsx")
  }

  private static func file(_ bytes: [UInt8], _ type: String, _ name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .contentLength: String(bytes.count), .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name)\"",
      ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

/// A table with only its titles, to be filled in.
enum ImportTemplate {
  static func head(_ register: Register) -> [String] {
    let organisation: Phrase = "Cơ quan"
    return [organisation.vietnamese] + register.columns.map(\.title.vietnamese)
  }

  static func workbook(_ register: Register) -> Workbook {
    let organisation: Phrase = "Cơ quan"
    let columns = [Workbook.Column(organisation.vietnamese, width: 32)] + register.columns.map(column)
    return Workbook([
      Workbook.SheetOut(register.title.vietnamese, columns: columns, rows: [])
    ])
  }

  private static func column(_ column: RegisterColumn) -> Workbook.Column {
    switch column.kind {
    case .day: Workbook.Column(column.title.vietnamese, .date, width: 16)
    case .yesNo: Workbook.Column(column.title.vietnamese, .centred, width: 14)
    // Years and amounts have no points here; they are shown as they are typed.
    case .number: Workbook.Column(column.title.vietnamese, width: 14)
    default: Workbook.Column(column.title.vietnamese, width: 26)
    }
  }
}
