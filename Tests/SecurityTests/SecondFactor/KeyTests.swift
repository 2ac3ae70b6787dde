import Foundation
import Testing

@testable import Security

struct KeyTests {
  @Test("the key is made once, for its owner only, and read the same afterwards")
  func made() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("keys/installation.key")
    let first = try InstallationKey(file: file)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let sealed = try SecretBox(first).seal(Data("bí mật".utf8), for: "a")
    #expect(try SecretBox(InstallationKey(file: file)).open(sealed, for: "a") == Data("bí mật".utf8))
  }

  @Test("a damaged key stops the program rather than being made anew")
  func damaged() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("short".utf8).write(to: file)
    #expect(throws: KeyError.self) { try InstallationKey(file: file) }
    #expect(try Data(contentsOf: file) == Data("short".utf8))
  }

  @Test("another installation, another record or a changed byte opens nothing")
  func closed() throws {
    let box = SecretBox(InstallationKey(bytes: Data(repeating: 1, count: 32)))
    let sealed = try box.seal(Data("bí mật".utf8), for: "a")
    #expect(throws: (any Error).self) { try box.open(sealed, for: "b") }
    let other = SecretBox(InstallationKey(bytes: Data(repeating: 2, count: 32)))
    #expect(throws: (any Error).self) { try other.open(sealed, for: "a") }
    for place in sealed.indices {
      var changed = sealed
      changed[place] ^= 1
      #expect(throws: (any Error).self) { try box.open(changed, for: "a") }
    }
    #expect(throws: (any Error).self) { try box.open(Data(), for: "a") }
  }
}
