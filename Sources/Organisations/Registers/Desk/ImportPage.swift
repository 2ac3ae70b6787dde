import Contracts
import Hummingbird
import Kernel
import Web

/// Every row of a table before anything of it is written.
struct ImportPage: Sendable {
  let look: ImportLook
  let id: String
  /// As many rows are shown as a person looks through; those with something wrong come first.
  private static let shown = 50
  /// A list of what is to be mended is read to its end.
  private static let shownMistakes = 200

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let register = look.register
    let list = register.id == .revenue ? RegisterPath.revenue : RegisterPath.list(register)
    return DeskPage.ofRegisters(
      t("Xem trước bảng"), "\(verdict(t))\(unknown(t))\(mistakes(t))\(acts(list, context))\(table(t))", t,
      under: [(t(register.title), list)], lead: "\(look.table.file)", isWide: true
    ).answer(context, status: look.bad.isEmpty ? 200 : 422)
  }

  private func verdict(_ t: Translator) -> HTML {
    let all = Figure.text(look.lines.count)
    let bad = Figure.text(look.bad.count)
    return look.bad.isEmpty
      ? Notice.ok(t("Cả \(all) dòng đều đúng. Chưa có gì được nhập."))
      : Notice.bad(
        t("\(bad) trên \(all) dòng có chỗ chưa đúng. Chưa có gì được nhập."),
        detail: t("Hãy sửa trong bảng tính rồi tải lên lại."))
  }

  private func unknown(_ t: Translator) -> HTML {
    guard !look.table.unknown.isEmpty else { return .empty }
    return Notice.warn(t("Cột không dùng đến: \(look.table.unknown.joined(separator: ", "))."))
  }

  /// Every cell that is not right, by its place in the table, so that it is found there.
  private func mistakes(_ t: Translator) -> HTML {
    guard !look.bad.isEmpty else { return .empty }
    var rows: [[HTML]] = []
    var count = 0
    for line in look.bad {
      let keys = ["", "organisation"] + look.register.columns.map(\.name)
      for key in keys {
        guard let error = line.errors[key] else { continue }
        count += 1
        guard rows.count < Self.shownMistakes else { continue }
        let written = key.isEmpty ? "" : key == "organisation" ? line.organisation : line.values[key] ?? ""
        rows.append([
          "\(look.table.place(key, in: line.number))", "\(title(key, t))",
          written.isEmpty ? "<span class=\"quiet\">\(t("để trống"))</span>" : "\(written)", "\(t(error))",
        ])
      }
    }
    let more = count - rows.count
    return """
      <section class="section"><h2>\(t("Cần sửa \(Figure.text(count)) chỗ"))</h2>\(Table.html(
        caption: t("Những chỗ cần sửa"),
        columns: [.init(t("Ô"), .fit), .init(t("Cột")), .init(t("Đang ghi")), .init(t("Vì sao"))], rows: rows))\
      \(if: more > 0, "<p class=\"quiet\">\(t("Còn \(Figure.text(more)) chỗ nữa không hiện ở đây."))</p>")</section>
      """
  }

  private func title(_ key: String, _ t: Translator) -> String {
    switch key {
    case "": t("Cả dòng")
    case "organisation": t("Cơ quan")
    default: look.register.column(key).map { t($0.title) } ?? key
    }
  }

  private func acts(_ list: String, _ context: StaffContext) -> HTML {
    let t = context.translator
    let all = Figure.text(look.lines.count)
    let take: HTML =
      look.bad.isEmpty
      ? Button.post(
        t("Nhập \(all) dòng"), to: "\(RegisterPath.bring(look.register))/nhan", context, style: .primary, icon: "check",
        fields: ["table": id])
      : Button.link(t("Tải lên lại"), to: RegisterPath.bring(look.register), style: .primary, icon: "upload")
    return "<div class=\"form__acts\">\(take)\(Button.link(t("Thôi"), to: list, style: .quiet))</div>"
  }

  private func table(_ t: Translator) -> HTML {
    let columns = look.register.columns
    let ordered = look.bad + look.lines.filter { $0.errors.isEmpty }
    let rows = ordered.prefix(Self.shown).map { line -> [HTML] in
      let state: HTML =
        line.errors.isEmpty
        ? StateWord.html(t("Đúng"), .done)
        : StateWord.html(t("Chưa đúng"), .bad, more: line.errors[""].map { "\(t($0))" })
      return ["\(line.number)", state, cell(line.organisation, line.errors["organisation"], t)]
        + columns.map { cell(line.values[$0.name] ?? "", line.errors[$0.name], t) }
    }
    let head =
      [Table.Column(t("Dòng"), .figure), .init(t("Kết quả"), .fit), .init(t("Cơ quan"))]
      + columns.map { Table.Column(t($0.title)) }
    let rest = ordered.count - rows.count
    return """
      <section class="section"><h2>\(t("Các dòng của bảng"))</h2>\
      \(Table.html(caption: t("Các dòng của bảng"), columns: head, rows: Array(rows), scrolls: true))\
      \(if: rest > 0, "<p class=\"quiet\">\(t("Còn \(Figure.text(rest)) dòng không hiện ở đây."))</p>")</section>
      """
  }

  private func cell(_ text: String, _ error: Phrase?, _ t: Translator) -> HTML {
    guard let error else { return "\(text)" }
    return "\(text) <span class=\"field__error\">\(t(error))</span>"
  }
}
