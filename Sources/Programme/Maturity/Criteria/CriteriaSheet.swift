import Kernel
import Vietnamese

/// Reads a table of criteria, row by row; every error of every row is found before anything is kept.
struct CriteriaSheet: Sendable {
  /// What is wrong, and in which row of the table.
  struct Problem: Sendable, Equatable {
    let row: Int
    let message: Phrase
  }

  private(set) var drafts: [CriterionDraft] = []
  private(set) var problems: [Problem] = []

  static let mostRows = 1000

  init(_ rows: [[String]], pillars: [IndexPillar]) {
    guard let head = rows.firstIndex(where: { $0.contains { !$0.isEmpty } }) else {
      problems = [Problem(row: 1, message: "Bảng không có dòng nào")]
      return
    }
    var places: [CriterionColumn: Int] = [:]
    for (place, name) in rows[head].enumerated() {
      guard let column = CriterionColumn.named(name) else { continue }
      if places.updateValue(place, forKey: column) != nil {
        problems.append(Problem(row: head + 1, message: "Có hai cột “\(column.phrase.vietnamese)”"))
      }
    }
    for column in CriterionColumn.allCases where column.isNeeded && places[column] == nil {
      problems.append(Problem(row: head + 1, message: "Thiếu cột “\(column.phrase.vietnamese)”"))
    }
    guard problems.isEmpty else { return }
    if rows.count - head - 1 > Self.mostRows {
      problems.append(Problem(row: head + 1, message: "Bảng có hơn \(Self.mostRows) dòng"))
      return
    }
    for (place, cells) in rows.enumerated().dropFirst(head + 1) where cells.contains(where: { !$0.isEmpty }) {
      take(
        { column in places[column].flatMap { cells.indices.contains($0) ? cells[$0] : nil } ?? "" }, row: place + 1,
        pillars)
    }
    if drafts.isEmpty, problems.isEmpty {
      problems.append(Problem(row: head + 1, message: "Bảng không có tiêu chí nào"))
    }
    findRepeated()
  }

  private mutating func take(_ cell: (CriterionColumn) -> String, row: Int, _ pillars: [IndexPillar]) {
    let before = problems.count
    let pillar = pillars.first {
      $0.code.lowercased() == cell(.pillar).lowercased()
        || VietnameseText.fold($0.name) == VietnameseText.fold(cell(.pillar))
    }
    if pillar == nil { refuse(row, "Trụ cột “\(cell(.pillar))” không có trong bộ chỉ số này") }
    let points = Points(text: cell(.points))
    if points == nil || points == .zero { refuse(row, "Điểm tối đa “\(cell(.points))” không phải là số điểm") }
    for (column, limit) in [(CriterionColumn.criterion, 2000), (.component, 300)] {
      if cell(column).isEmpty { refuse(row, "Thiếu “\(column.phrase.vietnamese)”") }
      if cell(column).count > limit { refuse(row, "“\(column.phrase.vietnamese)” dài quá \(limit) chữ") }
    }
    for column in [CriterionColumn.evidence, .rule] where cell(column).count > 4000 {
      refuse(row, "“\(column.phrase.vietnamese)” dài quá \(4000) chữ")
    }
    var blocs: [Bloc] = []
    for name in cell(.bloc).split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      let name = name.split(separator: " ").joined(separator: " ")
      if VietnameseText.fold(name) == "tat ca" || name == "all" { continue }
      guard let bloc = Bloc(text: name) else {
        refuse(row, "Khối “\(name)” không có")
        continue
      }
      blocs.append(bloc)
    }
    guard before == problems.count, let pillar, let points else { return }
    drafts.append(
      CriterionDraft(
        row: row, code: cell(.code).isEmpty ? String(drafts.count + 1) : cell(.code), text: cell(.criterion),
        pillar: pillar.code, component: cell(.component), points: points, evidence: cell(.evidence), rule: cell(.rule),
        blocs: blocs))
  }

  private mutating func refuse(_ row: Int, _ message: Phrase) {
    problems.append(Problem(row: row, message: message))
  }

  /// A code names one criterion; a component belongs to one pillar.
  private mutating func findRepeated() {
    var codes: [String: Int] = [:]
    var homes: [String: (pillar: String, row: Int)] = [:]
    for one in drafts {
      if one.code.count > 20 { refuse(one.row, "Mã tiêu chí dài quá \(20) chữ") }
      if let first = codes[one.code] { refuse(one.row, "Mã “\(one.code)” đã có ở dòng \(first)") }
      codes[one.code] = codes[one.code] ?? one.row
      let home = homes[one.component]
      if let home, home.pillar != one.pillar {
        refuse(one.row, "Chỉ số thành phần “\(one.component)” ở dòng \(home.row) thuộc trụ cột khác")
      }
      homes[one.component] = home ?? (one.pillar, one.row)
    }
    problems.sort { $0.row < $1.row }
  }
}
