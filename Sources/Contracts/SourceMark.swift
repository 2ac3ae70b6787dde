package import Kernel

/// How far a fact that comes with the program can be relied on: the marks of the law pack, as people are told them.
package enum SourceMark {
  /// For a mark as `data/` has it: `A`, `A-ocr`, `B`, `C`, `D`, `M`, `own`; anything else is of no known source.
  package static func words(_ mark: String) -> Phrase {
    switch mark {
    case "A": "chép từ văn bản gốc"
    case "A-ocr": "chép từ bản quét của văn bản gốc, có thể sai chữ: đối chiếu trước khi trích dẫn"
    case "B": "theo trang tin hoặc bản trích, chưa đối chiếu với toàn văn"
    case "C": "theo tài liệu của nhà cung cấp, chưa đối chiếu với văn bản"
    case "D": "tính từ dữ liệu công khai"
    case "M": "chưa có nguồn xác nhận, phải kiểm tra"
    case "own": "viết trên phần mềm này"
    default: "chưa rõ nguồn"
    }
  }
}
