import Contracts
import Foundation
import Kernel
import Persistence
import Web

/// Another tab was first; what stands there now.
struct StaleNote: Error {
  let current: PersonalNote
}

extension Collaboration {
  /// Throws ``StaleNote`` where the text has changed since `base`; nothing is written then.
  func saveNote(_ body: String, over base: Int, of account: AccountID) async throws -> PersonalNote {
    let text = body.replacing("\r\n", with: "\n")
    guard text.unicodeScalars.count <= PersonalNote.limit else {
      throw Failure.invalid(["note": "Ghi chú dài quá 50.000 ký tự. Hãy bớt đi rồi lưu."])
    }
    guard !text.unicodeScalars.contains("\0") else {
      throw Failure.invalid(["note": "Ghi chú có ký tự không lưu được."])
    }
    let now = clock.now
    return try await database.write { connection in
      let current = try PersonalStore.note(of: account, lock: true, on: connection)
      if current.body == text { return current }
      guard let saved = try PersonalStore.save(text, over: base, of: account, at: now, on: connection) else {
        throw StaleNote(current: try PersonalStore.note(of: account, on: connection))
      }
      return saved
    }
  }

  /// Keeps a page of the desk, or any address of the web, at hand. Of an item its own title is shown, as it is then.
  func pin(_ typed: String, as title: String, by principal: Principal) async throws {
    let now = clock.now
    let (address, item) = try Self.place(typed)
    let name = title.isEmpty ? address : String(title.prefix(200))
    try await database.write { connection in
      if let item { _ = try items.brief(item, for: principal, on: connection) }
      try PersonalStore.pin(name, at: address, item: item, of: principal.id, now: now, on: connection)
    }
  }

  /// A path of this site (`/lam-viec/bai/…` is an item), or an address that begins with http.
  private static func place(_ typed: String) throws(Failure) -> (address: String, item: ItemID?) {
    guard !typed.isEmpty, typed.utf8.count <= 2_000 else {
      throw .invalid(["address": "Cần một địa chỉ, ví dụ https://… hoặc /lam-viec/…"])
    }
    if let local = SafeURL.local(typed) {
      let parts = local.split(separator: "/")
      let isItem = parts.count >= 3 && parts[0] == "lam-viec" && parts[1] == "bai"
      let id = isItem ? ItemID(String(parts[2].prefix { $0 != "?" && $0 != "#" })) : nil
      return id.map { $0.isWellFormed ? ("/lam-viec/bai/\($0)", $0) : (local, nil) } ?? (local, nil)
    }
    let lower = typed.lowercased()
    guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), SafeURL.isSafe(typed),
      !typed.contains(where: \.isWhitespace)
    else { throw .invalid(["address": "Cần một địa chỉ, ví dụ https://… hoặc /lam-viec/…"]) }
    return (typed, nil)
  }
}
