import CXLSXWriter
import Foundation
import Kernel

/// Writes a workbook through libxlsxwriter, row by row in its constant-memory mode.
struct WorkbookWriter {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private let styles: WorkbookStyles

  static func write(_ workbook: Workbook, to file: URL) throws {
    let folder = file.deletingLastPathComponent().path
    let made = folder.withCString { folder -> UnsafeMutablePointer<lxw_workbook>? in
      var options = lxw_workbook_options()
      options.constant_memory = 1
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return workbook_new_opt(file.path, &options)
    }
    guard let made else { throw WorkbookNotWritten(reason: "workbook_new") }
    describe(workbook, made)
    let writer = WorkbookWriter(book: made, styles: WorkbookStyles(made))
    for (sheet, name) in zip(workbook.sheets, Workbook.sheetNames(workbook.sheets.map(\.name))) {
      writer.write(sheet, named: name)
    }
    let error = workbook_close(made)
    guard error == LXW_NO_ERROR else {
      try? FileManager.default.removeItem(at: file)
      throw WorkbookNotWritten(reason: String(cString: lxw_strerror(error)))
    }
  }

  /// Title and author, for lists of files.
  private static func describe(_ workbook: Workbook, _ book: UnsafeMutablePointer<lxw_workbook>) {
    guard !workbook.title.isEmpty else { return }
    workbook.title.withCString { title in
      workbook.author.withCString { author in
        var properties = lxw_doc_properties()
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: author)
        workbook_set_properties(book, &properties)
      }
    }
  }

  private func write(_ sheet: Workbook.SheetOut, named name: String) {
    guard let page = workbook_add_worksheet(book, name) else { return }
    let last = UInt16(max(0, sheet.columns.count - 1))
    worksheet_set_default_row(page, Self.lineHeight, 0)
    for (index, column) in sheet.columns.enumerated() {
      worksheet_set_column(page, UInt16(index), UInt16(index), column.width, styles.plain(column.form))
    }
    var row: UInt32 = 0
    for (index, title) in sheet.titles.enumerated() {
      let style = index == 0 ? styles.title : styles.subtitle
      worksheet_set_row(page, row, height(of: title, across: sheet.columns, size: index == 0 ? 14 : 13), nil)
      if last > 0 {
        worksheet_merge_range(page, row, 0, row, last, Self.fitting(title), style)
      } else {
        worksheet_write_string(page, row, 0, Self.fitting(title), style)
      }
      row += 1
    }
    if !sheet.titles.isEmpty { row += 1 }
    let header = row
    worksheet_set_row(page, row, headerHeight(sheet.columns), nil)
    for (index, column) in sheet.columns.enumerated() {
      worksheet_write_string(page, row, UInt16(index), Self.fitting(column.header), styles.header)
    }
    row += 1
    for (index, cells) in sheet.rows.enumerated() {
      let lines = lines(of: cells, sheet.columns)
      if lines > 1 { worksheet_set_row(page, row, Double(lines) * Self.lineHeight, nil) }
      write(cells, sheet.columns, row: row, isBold: sheet.boldRows.contains(index), on: page)
      row += 1
    }
    write(notes: sheet.notes, from: row + 1, last: last, on: page)
    let end = sheet.notes.isEmpty ? row - 1 : row + UInt32(sheet.notes.count)
    setUp(page, sheet, header: header, end: end, last: last)
  }

  private func write(
    _ cells: [Sheet.Cell], _ columns: [Workbook.Column], row: UInt32, isBold: Bool,
    on page: UnsafeMutablePointer<lxw_worksheet>
  ) {
    for (index, column) in columns.enumerated() {
      let cell = cells.indices.contains(index) ? cells[index] : .empty
      let at = UInt16(index)
      let style = styles.cell(cell, column.form, isBold: isBold)
      switch cell {
      case .empty: worksheet_write_blank(page, row, at, style)
      case .text(let text), .failure(let text):
        worksheet_write_string(page, row, at, Self.fitting(text), style)
      case .number(let number): worksheet_write_number(page, row, at, Self.double(number), style)
      case .percent(let number): worksheet_write_number(page, row, at, Self.double(number / 100), style)
      case .date(let date):
        // The first days of 1900 are counted otherwise, and no earlier day is one to a spreadsheet.
        if date.year > 1900 {
          worksheet_write_number(page, row, at, Double(date.daysSince1970 + 25_569), style)
        } else {
          worksheet_write_string(page, row, at, date.vietnamese, style)
        }
      case .flag(let flag): worksheet_write_string(page, row, at, flag ? "Có" : "Không", style)
      }
    }
  }

  private func write(
    notes: [String], from start: UInt32, last: UInt16, on page: UnsafeMutablePointer<lxw_worksheet>
  ) {
    for (index, note) in notes.enumerated() {
      let row = start + UInt32(index)
      if last > 0 {
        worksheet_merge_range(page, row, 0, row, last, Self.fitting(note), styles.note)
      } else {
        worksheet_write_string(page, row, 0, Self.fitting(note), styles.note)
      }
    }
  }

  private func setUp(
    _ page: UnsafeMutablePointer<lxw_worksheet>, _ sheet: Workbook.SheetOut, header: UInt32, end: UInt32, last: UInt16
  ) {
    worksheet_set_paper(page, 9)
    if sheet.isLandscape { worksheet_set_landscape(page) }
    worksheet_set_margins(page, 0.8, 0.6, 0.8, 0.8)
    worksheet_fit_to_pages(page, 1, 0)
    worksheet_repeat_rows(page, header, header)
    worksheet_print_area(page, 0, 0, end, last)
    worksheet_freeze_panes(page, header + 1, 0)
    worksheet_set_footer(page, "&C&\"Times New Roman\"&P/&N")
    guard !sheet.rows.isEmpty, !sheet.columns.isEmpty else { return }
    worksheet_autofilter(page, header, 0, header + UInt32(sheet.rows.count), last)
  }

  // MARK: -

  private static func double(_ number: Decimal) -> Double { NSDecimalNumber(decimal: number).doubleValue }

  /// What Excel holds in a cell, and no character XML cannot hold.
  private static func fitting(_ text: String) -> String {
    let plain =
      text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }
      ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" }))
      : text
    return plain.utf16.count <= 32_767 ? plain : Workbook.cut(String(plain.prefix(32_760)), to: 32_766) + "…"
  }

  private func height(of text: String, across columns: [Workbook.Column], size: Double) -> Double {
    let letters = max(20, columns.reduce(0) { $0 + $1.width } / (size / 12))
    return (Double(text.count) / letters).rounded(.up) * (size + 6)
  }

  private static let lineHeight = 18.0

  /// Programs do not all make a row higher for text that is broken into lines.
  private func lines(of cells: [Sheet.Cell], _ columns: [Workbook.Column]) -> Int {
    zip(cells, columns).reduce(1) { most, pair in
      guard case .text(let text) = pair.0, pair.1.form == .text else { return most }
      let room = max(4, pair.1.width - 2)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) {
        $0 + max(1, Int((Double($1.count) / room).rounded(.up)))
      }
      return max(most, min(20, lines))
    }
  }

  /// Room for the longest header, broken at words.
  private func headerHeight(_ columns: [Workbook.Column]) -> Double {
    let lines = columns.map { (Double($0.header.count) * 1.25 / max(4, $0.width)).rounded(.up) }.max() ?? 1
    return max(1, lines) * 17 + 6
  }
}
