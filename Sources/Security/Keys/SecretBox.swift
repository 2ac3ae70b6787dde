import Crypto
import Foundation
import Kernel

/// Keeps a secret in the database so that only this installation reads it: AES-256-GCM, bound to the record it belongs
/// to, so that a row cannot be moved to another account. Stored as one version byte, then nonce, ciphertext and tag.
struct SecretBox: Sendable {
  private static let version: UInt8 = 1
  private let key: SymmetricKey

  init(_ key: InstallationKey) {
    self.key = key.key(for: "secret box 1")
  }

  func seal(_ secret: Data, for owner: String) throws -> Data {
    let box = try AES.GCM.seal(secret, using: key, authenticating: Data(owner.utf8))
    guard let combined = box.combined else { throw KeyError.damaged("secret box") }
    return Data([Self.version]) + combined
  }

  func open(_ stored: Data, for owner: String) throws -> Data {
    guard stored.first == Self.version else { throw KeyError.damaged("secret box") }
    let box = try AES.GCM.SealedBox(combined: stored.dropFirst())
    return try AES.GCM.open(box, using: key, authenticating: Data(owner.utf8))
  }

  /// The secret of an account's second factor. Where the key file is not the one it was sealed with (a database that was
  /// moved without it), nothing is wrong with the code, and people are told so.
  func secret(_ stored: Data, of account: AccountID) throws(Failure) -> Data {
    do {
      return try open(stored, for: account.rawValue)
    } catch {
      throw .unavailable("Máy chủ thiếu khóa của xác thực hai lớp. Hãy báo người quản trị; mật khẩu của bạn vẫn đúng.")
    }
  }
}
