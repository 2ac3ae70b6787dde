/// Hands out codes for the new things of a plan that nothing of it has: `muc-tieu`, `muc-tieu-2`. Remembers where it
/// stopped: a table of thousands of like names must not be counted through for each.
struct FreeCodes {
  private var taken: Set<String>
  private var next: [String: Int] = [:]

  init(_ taken: some Sequence<String>) { self.taken = Set(taken) }

  mutating func code(_ wish: String) -> String {
    var number = next[wish] ?? 1
    var code = number == 1 ? wish : "\(wish)-\(number)"
    while taken.contains(code) {
      number += 1
      code = "\(wish)-\(number)"
    }
    next[wish] = number + 1
    taken.insert(code)
    return code
  }
}
