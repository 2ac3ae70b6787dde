/// Numbers as Vietnamese writes them: `1.234.567`, `12,5 %`, `1.234.567 đ`.
package enum VietnameseNumber {
  /// With a point between thousands: `1.234.567`.
  package static func whole(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "." }
      text.append(digit)
    }
    return text
  }

  /// With at most `places` decimals (0…9), without zeros at the end.
  package static func decimal(_ number: Double, places: Int = 1) -> String {
    guard number.isFinite, number.magnitude < 1e15 else { return "–" }
    let scale = (0..<max(0, min(9, places))).reduce(1) { product, _ in product * 10 }
    guard number.magnitude * Double(scale) < 9e18 else { return whole(Int(number.rounded())) }
    let scaled = Int((number.magnitude * Double(scale)).rounded())
    var fraction = String(scaled % scale + scale).dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    let sign = number < 0 && scaled != 0 ? "-" : ""
    return sign + whole(scaled / scale) + (fraction.isEmpty ? "" : ",\(fraction)")
  }

  /// 12.5 is `12,5 %`.
  package static func percent(_ number: Double, places: Int = 1) -> String {
    "\(decimal(number, places: places)) %"
  }

  /// Whole đồng.
  package static func money(_ dong: Int) -> String { "\(whole(dong)) đ" }

  /// A size in bytes: `512 B`, `1,5 KB`, `20 MB`, by powers of 1,024.
  package static func size(_ bytes: Int) -> String {
    var number = Double(bytes)
    var unit = 0
    let units = ["B", "KB", "MB", "GB", "TB"]
    while number >= 1024, unit < units.count - 1 {
      number /= 1024
      unit += 1
    }
    return "\(decimal(number, places: number < 10 && unit > 0 ? 1 : 0)) \(units[unit])"
  }
}
