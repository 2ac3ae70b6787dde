import CXLSXWriter
import Foundation
import Kernel

/// The formats of a workbook.
struct WorkbookStyles {
  let title: UnsafeMutablePointer<lxw_format>?
  let subtitle: UnsafeMutablePointer<lxw_format>?
  let header: UnsafeMutablePointer<lxw_format>?
  let note: UnsafeMutablePointer<lxw_format>?
  private let cells: [String: UnsafeMutablePointer<lxw_format>]
  private let columns: [String: UnsafeMutablePointer<lxw_format>]

  private static let forms: [(Workbook.Form, String)] = [
    // Points and commas as in Vietnamese, whatever the reader's program is set to (where it heeds the language of a format).
    (.text, "@"), (.centred, "@"), (.integer, "[$-42A]#,##0"), (.decimal, "[$-42A]#,##0.00"),
    (.percent, "[$-42A]0.0%"),
    (.date, "dd/mm/yyyy"),
  ]

  init(_ book: UnsafeMutablePointer<lxw_workbook>) {
    func make(size: Double = 13, _ set: (UnsafeMutablePointer<lxw_format>) -> Void) -> UnsafeMutablePointer<lxw_format>?
    {
      guard let format = workbook_add_format(book) else { return nil }
      format_set_font_name(format, "Times New Roman")
      format_set_font_size(format, size)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
      set(format)
      return format
    }
    func align(_ format: UnsafeMutablePointer<lxw_format>, _ alignment: lxw_format_alignments) {
      format_set_align(format, UInt8(alignment.rawValue))
    }
    title = make(size: 14) {
      format_set_bold($0)
      format_set_text_wrap($0)
      align($0, LXW_ALIGN_CENTER)
    }
    subtitle = make {
      format_set_text_wrap($0)
      align($0, LXW_ALIGN_CENTER)
    }
    header = make {
      format_set_bold($0)
      format_set_text_wrap($0)
      format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_bg_color($0, 0xE8EEF4)
      align($0, LXW_ALIGN_CENTER)
    }
    note = make(size: 12) { format_set_italic($0) }
    var cells: [String: UnsafeMutablePointer<lxw_format>] = [:]
    var columns: [String: UnsafeMutablePointer<lxw_format>] = [:]
    for (form, code) in Self.forms {
      for isBold in [false, true] {
        cells["\(form)\(isBold)"] = make { format in
          format_set_num_format(format, code)
          format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
          if isBold { format_set_bold(format) }
          switch form {
          case .text:
            format_set_text_wrap(format)
            align(format, LXW_ALIGN_LEFT)
          case .centred, .date: align(format, LXW_ALIGN_CENTER)
          default: align(format, LXW_ALIGN_RIGHT)
          }
        }
      }
      columns["\(form)"] = make { _ in }
    }
    self.cells = cells
    self.columns = columns
  }

  /// For what a person adds below.
  func plain(_ form: Workbook.Form) -> UnsafeMutablePointer<lxw_format>? { columns["\(form)"] }

  func cell(_ cell: Sheet.Cell, _ form: Workbook.Form, isBold: Bool) -> UnsafeMutablePointer<lxw_format>? {
    let own: Workbook.Form =
      switch cell {
      case .percent: .percent
      case .date: .date
      case .flag, .failure: .centred
      case .number(let number):
        switch form {
        case .centred where number.exponent >= 0: .centred
        case .text, .centred, .date: number.exponent < 0 ? .decimal : .integer
        default: form
        }
      case .text: form == .integer || form == .decimal || form == .percent ? form : form == .text ? .text : .centred
      case .empty: form
      }
    return cells["\(own)\(isBold)"]
  }
}
