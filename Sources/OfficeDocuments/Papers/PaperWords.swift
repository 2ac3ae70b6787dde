import Foundation
import Kernel

/// The fixed words of a paper, and where they take what it says.
struct PaperWords {
  let paper: OfficePaper

  static let nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
  static let motto = "Độc lập - Tự do - Hạnh phúc"
  static let addressee = "Kính gửi:"
  static let recipients = "Nơi nhận:"

  /// `Số: 12/BC-SVHTTDL`.
  var number: String { "Số: \(paper.head.number ?? Self.room(8))/\(paper.head.symbol)" }

  /// `Lạng Sơn, ngày 05 tháng 7 năm 2026`: days below 10 and the months 1 and 2 with a nought before them.
  var placeAndDate: String { "\(paper.head.place), \(date)" }

  /// To write in by hand.
  private static func room(_ letters: Int) -> String { String(repeating: "\u{A0}", count: letters) }

  private var date: String {
    guard let date = paper.head.date else {
      return "ngày\(Self.room(6))tháng\(Self.room(6))năm \(paper.head.year.map(String.init) ?? Self.room(6))"
    }
    let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
    return "ngày \(day) tháng \(date.month < 3 ? "0\(date.month)" : "\(date.month)") năm \(date.year)"
  }

  /// The subject of a letter.
  var subject: String? { paper.kind == nil ? "V/v \(paper.abstract)" : nil }

  var recipientLines: [String] {
    let lines = paper.recipients.map { "- \($0);" }
    return lines + (paper.filing.map { ["- Lưu: \($0)."] } ?? [])
  }

  /// `PHỤ LỤC II`; a single one has no number.
  func annexName(_ index: Int) -> String {
    paper.annexes.count == 1 ? "PHỤ LỤC" : "PHỤ LỤC \(Self.roman(index + 1))"
  }

  /// `(Kèm theo Báo cáo số 12/BC-SVHTTDL ngày 05 tháng 7 năm 2026 của Sở …)`.
  func annexOf(isLandscape: Bool) -> String {
    // Letters that are not bold are narrower than those whose widths are known.
    Self.balanced(
      Self.keepingNames(
        "(Kèm theo \(paper.kind ?? "Công văn") số \(paper.head.number ?? Self.room(6))/\(paper.head.symbol) \(date) của \(paper.head.issuer))"
      ), size: 13.6, millimetres: isLandscape ? PaperGeometry.landscapeWidth : PaperGeometry.textWidth)
  }

  static func roman(_ number: Int) -> String {
    var rest = number
    var text = ""
    for (value, letters) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
      while rest >= value {
        text += letters
        rest -= value
      }
    }
    return text
  }

  static func upper(_ text: String) -> String { text.uppercased(with: Locale(identifier: "vi_VN")) }

  /// In two lines as alike as may be, if it does not fit one; after a comma rather than within a name.
  static func balanced(_ text: String, size: Double, millimetres: Double) -> String {
    let points = millimetres / 25.4 * 72
    let words = text.split(separator: " ").map(String.init)
    let whole = width(text, size: size)
    guard whole > points, whole < points * 1.95, words.count > 1, !text.contains("\n") else { return text }
    let breaks = (1..<words.count).map { at in
      let lines = [words[..<at].joined(separator: " "), words[at...].joined(separator: " ")]
      let longest = lines.map { width($0, size: size) }.max() ?? 0
      return (lines: lines, cost: longest * (lines[0].hasSuffix(",") && longest <= points ? 0.6 : 1))
    }
    return (breaks.min { $0.cost < $1.cost }?.lines ?? [text]).joined(separator: "\n")
  }

  private static let times: Set<String> = ["ngày", "tháng", "năm", "số"]

  /// Names (`Lạng Sơn`) and years (`năm 2030`) are not broken over two lines.
  static func keepingNames(_ text: String) -> String {
    var result = ""
    var isName = false
    var last = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let begins = word.first?.isUppercase == true
      let isTime = word.first?.isNumber == true && times.contains(last)
      if !result.isEmpty || isName { result += (isName && begins) || isTime ? "\u{A0}" : " " }
      result += word
      isName = begins && word.last?.isPunctuation != true
      last = word.lowercased()
    }
    return result
  }

  var abstract: String {
    Self.balanced(Self.keepingNames(paper.abstract), size: 14, millimetres: PaperGeometry.textWidth - 12)
  }

  /// As the head has it: the province that the body above already names is not said twice.
  var issuer: String {
    let name = paper.head.issuer
    let province = "tỉnh"
    let place = name.range(of: " \(province) ", options: .backwards).map { String(name[$0.lowerBound...]) }
    let short = place.flatMap { place in
      paper.head.superior?.hasSuffix(place) == true ? String(name.dropLast(place.count)) : nil
    }
    return Self.balanced(Self.upper(short ?? name), size: 12, millimetres: PaperGeometry.issuerColumn - 2)
  }

  /// Common words of the body above are shortened where they would take a second line (annex I, part II.2).
  var superior: String? {
    paper.head.superior.map { name in
      let room = PaperGeometry.issuerColumn - 2
      let upper = Self.upper(name)
      let isLong = Self.width(upper, size: 12) > room / 25.4 * 72
      return Self.balanced(
        isLong ? upper.replacing("ỦY BAN NHÂN DÂN", with: "UBND") : upper, size: 12, millimetres: room)
    }
  }
  /// About how wide bold capitals of Times are, in em; for lines as long as a part of the text.
  static func width(_ text: String, size: Double) -> Double {
    let ems = text.unicodeScalars.reduce(0.0) { sum, scalar in
      if scalar == " " || scalar == "\u{A0}" { return sum + 0.25 }
      return sum + (scalar.properties.isUppercase ? 0.72 : 0.5)
    }
    return ems * size
  }
}
