import Contracts
import Kernel
import Vietnamese

/// What machines made: declared, verified by a person with a name, and told to readers (NĐ 237/2026 Art 24).
extension Preflight {
  /// Names of tools, as credits carry them; folded, as whole words.
  private static let tools = [
    "midjourney", "dall-e", "dalle", "stable diffusion", "firefly", "sora", "chatgpt", "gemini", "copilot",
    "anh tao bang ai", "tri tue nhan tao tao", "do ai tao", "anh minh hoa ai", "tao boi ai",
  ]
  /// What machines say of themselves and nobody else writes.
  private static let slips = [
    "la mot mo hinh ngon ngu", "as an ai language model", "as a large language model", "voi tu cach la mot ai",
    "du lieu huan luyen cua toi", "i cannot provide real-time information",
  ]

  mutating func checkMachines(_ subject: PreflightSubject) {
    let declared = Set(subject.machines.map(\.target))
    for use in subject.machines where use.origin != .none && use.verifiedBy == nil {
      find(.aiUnverified, "ai", "Phần dùng AI chưa có người chịu trách nhiệm kiểm chứng", unless: false)
    }
    for (block, figure) in subject.text.body.figures
    where !declared.contains(AIUse.media(figure.picture.rawValue)) {
      let words = [figure.caption, figure.credit, figure.alt].joined(separator: " ")
      find(
        .aiUndeclared, "block:\(block)", "Ảnh có vẻ do AI tạo nhưng chưa khai báo",
        unless: !Self.has(Self.tools, in: words))
    }
    guard !declared.contains(AIUse.text) else { return }
    let words = [subject.text.title, subject.text.summary, subject.text.body.plainText].joined(separator: "\n")
    find(
      .aiUndeclared, "ai", "Bài còn câu máy để lại; hãy sửa hoặc khai báo phần dùng AI",
      unless: !Self.has(Self.slips, in: words))
  }

  private static func has(_ words: [String], in text: String) -> Bool {
    guard !text.isEmpty else { return false }
    let letters = VietnameseText.fold(text).map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : " " }
    let folded = " \(String(letters)) "
    return words.contains { folded.contains(" \($0) ") }
  }
}
