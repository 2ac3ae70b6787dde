package import Kernel

/// Why a table could not be read. Nothing of it was taken.
package enum SpreadsheetFailure: ProblemConvertible, Equatable {
  /// `.xls` of Excel before 2007.
  case oldExcel
  /// Protected by a password.
  case encrypted
  /// `.xlsb`, `.ods`, a document of words, or anything else that is no table.
  case otherKind
  /// CSV in an encoding from before Unicode.
  case oldEncoding
  case damaged
  /// A bomb, a document type declaration, thousands of levels.
  case harmful
  /// More bytes than are taken.
  case tooLarge(bytes: Int)
  case tooManyRows(Int)
  case tooManyColumns(Int)
  case tooManyCells(Int)
  case textTooLong(place: String)
  /// No cell has anything in it.
  case empty
  /// The table lacks columns of these names.
  case columnsMissing([String])
  /// Two columns have names that mean the same.
  case columnTwice(String)
  /// The file could not be opened.
  case unreadable

  /// 422, with ``message``.
  package var problem: Problem {
    Problem(status: 422, type: "spreadsheet", title: "Không đọc được bảng", detail: message)
  }

  /// What is wrong and what to do.
  package var message: Phrase {
    switch self {
    case .oldExcel: "Đây là tệp Excel kiểu cũ (.xls). Hãy mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx."
    case .encrypted: "Tệp được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi gửi lại."
    case .otherKind: "Tệp này không phải bảng tính. Hãy gửi tệp .xlsx hoặc .csv."
    case .oldEncoding:
      "Tệp CSV không dùng mã UTF-8 (có thể là Windows-1258). Hãy lưu lại thành “CSV UTF-8” hoặc .xlsx."
    case .damaged: "Tệp bị hỏng hoặc chưa tải lên hết. Hãy mở, lưu lại rồi gửi lại."
    case .harmful: "Tệp có cấu tạo bất thường, có thể gây hại, nên bị từ chối."
    case .tooLarge(let bytes): "Tệp quá lớn. Giới hạn là \(bytes / 1_048_576) MB."
    case .tooManyRows(let limit): "Bảng có quá \(limit) dòng. Hãy chia thành nhiều tệp."
    case .tooManyColumns(let limit): "Bảng có quá \(limit) cột."
    case .tooManyCells(let limit): "Bảng có quá \(limit) ô có nội dung. Hãy chia thành nhiều tệp."
    case .textTooLong(let place): "Ô \(place) có quá nhiều chữ."
    case .empty: "Tệp không có dòng nào."
    case .columnsMissing(let names):
      "Không tìm thấy cột: \(names.joined(separator: ", ")). Hãy kiểm tra dòng tiêu đề của bảng."
    case .columnTwice(let name): "Có hai cột cùng tên “\(name)”. Hãy bỏ bớt một cột."
    case .unreadable: "Không mở được tệp. Hãy gửi lại."
    }
  }
}

/// How much of a table is taken. Larger than any register or plan; small enough to hold.
package enum SpreadsheetLimits {
  /// Of the file itself.
  package static let bytes = 20 * 1_048_576
  /// Of one sheet.
  package static let rows = 100_000
  /// Of one row.
  package static let columns = 500
  /// With something in them, of all sheets.
  package static let cells = 500_000
  /// Of one file.
  package static let sheets = 100
  /// A cell of Excel holds no more letters.
  static let text = 32_767
  /// Unpacked, of one part and of all.
  static let part = 40 * 1_048_576
  static let parts = 80 * 1_048_576
  static let entries = 2_000
  /// Tags of all parts read, and how deep they lie in each other.
  static let tags = 2_500_000
  static let depth = 64
  /// Letters of all cells.
  static let letters = 64 * 1_048_576
}
