import Dispatch
package import Foundation
import Synchronization
import Vietnamese

/// Looks texts through for what their writers may want to look at again. Knows Vietnamese; leaves alone what looks like
/// another language, a name, a number or an address, since a speller that cries at every name is switched off.
package final class Speller: Sendable {
  private let dictionary: HunspellDictionary
  private let candidates: Candidates
  /// In the writing of the dictionary: its tones stand as in `hoà`.
  private let ours = HouseStyle(tone: .sounding)
  private let data: SpellingData
  /// One text after the other: many long ones wait for each other, not for threads.
  private let queue = DispatchQueue(label: "hoitu.spelling", qos: .userInitiated)
  private let suggested = Mutex<[String: [String]]>([:])

  /// Nil where the dictionary is not installed: then nothing offers spelling.
  ///
  /// - Parameters:
  ///   - dictionary: the path of `vi_VN.aff` and `.dic` without their ending.
  ///   - data: the folder with the words and phrases of our own; throws where a file of it cannot be read.
  package init?(dictionary: String = "/usr/share/hunspell/vi_VN", data: URL, names: Set<String> = []) throws {
    self.data = try SpellingData(folder: data, names: names)
    guard let opened = HunspellDictionary(path: dictionary) else { return nil }
    self.dictionary = opened
    candidates = Candidates(dictionary: dictionary)
  }

  /// What one text holds, in order.
  ///
  /// - Parameters:
  ///   - words: of the agency and of the person, in lower case, composed.
  ///   - suggests: whether to say what may have been meant, for at most 60 words.
  package func findings(
    in text: String, words: Set<String> = [], style: HouseStyle = HouseStyle(), suggests: Bool = true
  ) async -> [SpellingFinding] {
    await withCheckedContinuation { continuation in
      // Away from the threads that answer requests: suggestions take milliseconds each.
      queue.async {
        continuation.resume(returning: self.look(through: text, words: words, style: style, suggests: suggests))
      }
    }
  }

  /// The text with every syllable as the house writes it, composed (NFC); nothing else is touched.
  package func normalised(_ text: String, style: HouseStyle) -> String {
    var result = VietnameseText.composed(text)
    for word in WordScanner.words(of: result).reversed() {
      guard let better = style.corrected(word.text) else { continue }
      let from = result.utf16.index(result.startIndex, offsetBy: word.start)
      result.replaceSubrange(from..<result.utf16.index(from, offsetBy: word.length), with: better)
    }
    return result
  }

  func look(through text: String, words: Set<String>, style: HouseStyle, suggests: Bool) -> [SpellingFinding] {
    if let legacy = legacy(in: text) { return [legacy] }
    let found = WordScanner.words(of: text)
    let phrases = phrases(in: found)
    var left = suggests ? 60 : 0
    var findings: [SpellingFinding] = []
    for (index, word) in found.enumerated() {
      if let phrase = phrases[index] {
        if let phrase { findings.append(phrase) }
        continue
      }
      guard let kind = judge(word, at: index, of: found, words: words, style: style) else { continue }
      var suggestions = kind.meant.map { [$0] } ?? []
      if suggestions.isEmpty, left > 0 {
        left -= 1
        suggestions = self.suggestions(for: word.text, style: style)
      }
      findings.append(
        SpellingFinding(
          start: word.start, length: word.length, kind: kind.kind, text: word.text, suggestions: suggestions))
    }
    return findings
  }

  /// What is wrong with a word; nil where nothing is.
  private func judge(
    _ word: WordScanner.Word, at index: Int, of all: [WordScanner.Word], words: Set<String>, style: HouseStyle
  ) -> (kind: SpellingFinding.Kind, meant: String?)? {
    let text = VietnameseText.composed(word.text)
    if word.hasDigits { return TypedKeys.meant(text).flatMap { knows($0) ? (.keys, $0) : nil } }
    guard text.count > 1 else { return nil }
    let lower = text.lowercased()
    if words.contains(lower) || data.isAllowed(text) { return nil }
    if knows(lower) { return style.corrected(text).map { (.style, $0) } }
    let isMarked = VietnameseText.fold(lower) != lower
    if text.first?.isUppercase == true {
      // An abbreviation, or a name of elsewhere; with a tone it is a name of ours, or a slip.
      if text.dropFirst().contains(where: \.isUppercase), !Self.hasTone(lower) { return nil }
      return isMarked && !data.names.contains(lower) ? (.unknown, nil) : nil
    }
    if isMarked { return (.unknown, nil) }
    if let meant = TypedKeys.meant(lower), knows(meant) { return (.keys, meant) }
    guard VietnameseSyllable(lower) != nil else { return nil }
    // Among words of another language a Vietnamese-looking one is of that language too.
    let neighbours = [index - 1, index + 1].filter(all.indices.contains).map { all[$0].text.lowercased() }
    return neighbours.contains(where: isForeign) ? nil : (.unknown, nil)
  }

  private func isForeign(_ lower: String) -> Bool {
    VietnameseText.fold(lower) == lower && !knows(lower) && VietnameseSyllable(lower) == nil
  }

  private func knows(_ lower: String) -> Bool {
    if dictionary.knows(lower) { return true }
    if let other = ours.corrected(lower), dictionary.knows(other) { return true }
    // `quí` where it knows `quý`.
    for ending in [HouseStyle(tone: .sounding, ending: .y), HouseStyle(tone: .sounding, ending: .i)] {
      if let other = ending.corrected(lower), dictionary.knows(other) { return true }
    }
    return data.words.contains(lower)
  }

  private func suggestions(for word: String, style: HouseStyle) -> [String] {
    let text = VietnameseText.composed(word)
    let lower = text.lowercased()
    let known = suggested.withLock { $0[lower] }
    let plain = known ?? candidates.of(lower, knows: knows) + dictionary.suggestions(for: lower, limit: 8)
    if known == nil {
      suggested.withLock { suggested in
        if suggested.count > 5_000 { suggested = [:] }
        suggested[lower] = plain
      }
    }
    let isAll = text.count > 1 && text == text.uppercased()
    let isFirst = text.first?.isUppercase == true
    var seen: Set<String> = []
    return plain.map { suggestion in
      let housed = style.corrected(suggestion) ?? suggestion
      return isAll ? housed.uppercased() : isFirst ? housed.prefix(1).uppercased() + housed.dropFirst() : housed
    }.filter { seen.insert($0).inserted && $0 != text }.prefix(6).map(\.self)
  }

  /// Phrases in which each word is known and the whole is wrong, by the place of their first word; the words that follow
  /// in them have no finding of their own.
  private func phrases(in words: [WordScanner.Word]) -> [Int: SpellingFinding?] {
    var found: [Int: SpellingFinding?] = [:]
    let lower = words.map { VietnameseText.composed($0.text).lowercased() }
    for index in lower.indices where found[index] == nil {
      guard let candidates = data.phrases[ours.corrected(lower[index]) ?? lower[index]] else { continue }
      for phrase in candidates where index + phrase.words.count <= lower.count {
        let range = index..<(index + phrase.words.count)
        let written = range.map { ours.corrected(lower[$0]) ?? lower[$0] }
        let last = words[range.upperBound - 1]
        let length = last.start + last.length - words[index].start
        // Only a space between them: nothing is joined over a full stop.
        let letters = range.reduce(0) { $0 + words[$1].length }
        guard written == phrase.words, length == letters + phrase.words.count - 1 else { continue }
        let isCapital = words[index].text.first?.isUppercase == true
        let right = isCapital ? phrase.right.prefix(1).uppercased() + phrase.right.dropFirst() : phrase.right
        found[index] = SpellingFinding(
          start: words[index].start, length: length, kind: .phrase,
          text: range.map { words[$0].text }
            .joined(separator: " "), suggestions: [right])
        for other in range.dropFirst() { found[other] = .some(nil) }
        break
      }
    }
    return found
  }

  /// The text in Unicode where most of it is of an older encoding: at least two words that nobody knows, each of which
  /// becomes one that is known.
  private func legacy(in text: String) -> SpellingFinding? {
    guard LegacyEncoding.isSuspect(text) else { return nil }
    let chunks = WordScanner.chunks(of: text)
    func known(_ chunk: some StringProtocol) -> Bool {
      let word = String(chunk.filter(\.isLetter)).lowercased()
      return word.count > 1 && knows(VietnameseText.composed(word))
    }
    for encoding in LegacyEncoding.allCases {
      var (gained, lost) = (0, 0)
      for chunk in chunks {
        guard let decoded = encoding.decoded(chunk.text) else { continue }
        if known(decoded), !known(chunk.text) { gained += 1 }
        if known(chunk.text), !known(decoded) { lost += 1 }
      }
      guard gained >= 2, gained > lost * 3, let whole = encoding.decoded(text) else { continue }
      return SpellingFinding(
        start: 0, length: text.utf16.count, kind: .encoding, text: text, suggestions: [VietnameseText.composed(whole)])
    }
    return nil
  }

  private static func hasTone(_ text: String) -> Bool {
    text.decomposedStringWithCanonicalMapping.unicodeScalars.contains(where: VietnameseSyllable.tones.contains)
  }
}
