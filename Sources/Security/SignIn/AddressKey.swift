import Crypto
import Foundation
import Glibc
import Kernel
import Persistence
import Web

/// Counts wrong sign-ins by address without keeping addresses: under a salt that is thrown away after its day.
enum AddressKey {
  /// One network of an address: an IPv6 household has a /64 to choose from.
  static func network(_ address: String) -> String {
    var bytes = in6_addr()
    guard address.contains(":"), inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
    return withUnsafeBytes(of: bytes) { Token.hex($0.prefix(8)) }
  }

  static func key(_ address: String, salt: Data) -> String {
    let mac = HMAC<SHA256>.authenticationCode(for: Data(network(address).utf8), using: SymmetricKey(data: salt))
    return Token.hex(mac.prefix(16))
  }

  static func salt(_ day: CivilDate, on connection: any Connection) throws -> Data? {
    try connection.value("SELECT salt FROM address_salt WHERE day = \(day)", as: Data.self)
  }

  /// The salt of the day, made where it is missing; whoever comes first makes it for all nodes.
  static func madeSalt(_ day: CivilDate, on connection: any Connection) throws -> Data {
    if let salt = try salt(day, on: connection) { return salt }
    try connection.execute(
      """
      INSERT INTO address_salt (day, salt) VALUES (\(day), \(Data(RandomBytes.make(32)))) ON CONFLICT (day) DO NOTHING
      """)
    guard let salt = try salt(day, on: connection) else {
      throw DatabaseError.failed(code: "salt", message: "the salt of the day is missing")
    }
    return salt
  }
}
