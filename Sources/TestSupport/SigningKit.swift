package import Foundation

/// An authority, a person with a certificate of it, and what they sign; made with the program `openssl` where it is.
package struct SigningKit: Sendable {
  /// Of its own in the temporary folder; holds keys and certificates.
  package let folder: URL

  /// Whether the program is there; tests that need it are skipped where it is not.
  package static let isReady = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  /// Makes two authorities, and a person certified by the first. Throws where `openssl` fails.
  package init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-ky-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["ca", "other"] {
      try run([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-utf8", "-days", "3650", "-keyout", path("\(name).key"),
        "-out",
        path("\(name).pem"), "-subj", "/C=VN/O=Tổ chức chứng thực thử/CN=Gốc \(name)",
      ])
    }
    try run([
      "req", "-newkey", "rsa:2048", "-nodes", "-utf8", "-keyout", path("person.key"), "-out", path("person.csr"),
      "-subj",
      "/C=VN/O=Sở Văn hóa, Thể thao và Du lịch/CN=Nguyễn Văn Ký",
    ])
    try run([
      "x509", "-req", "-in", path("person.csr"), "-CA", path("ca.pem"), "-CAkey", path("ca.key"), "-CAcreateserial",
      "-days", "365", "-out", path("person.pem"),
    ])
  }

  /// Takes the folder away.
  package func close() { try? FileManager.default.removeItem(at: folder) }

  /// The authority's certificate, or that of one that has nothing to do with the person.
  package func authority(_ name: String = "ca") -> URL { folder.appendingPathComponent("\(name).pem") }

  /// PKCS#7 in DER.
  ///
  /// - Parameter options: of `openssl cms -sign`: `-nodetach`, `-nocerts`.
  package func sign(_ data: Data, _ options: [String] = []) throws -> Data {
    try data.write(to: folder.appendingPathComponent("content"))
    try run(
      [
        "cms", "-sign", "-binary", "-in", path("content"), "-signer", path("person.pem"), "-inkey", path("person.key"),
        "-outform", "DER", "-out", path("signature"),
      ] + options)
    return try Data(contentsOf: folder.appendingPathComponent("signature"))
  }

  /// A PDF with a signature appended to it, as programs that sign do.
  package func signed(_ pdf: Data, kind: String = "adbe.pkcs7.detached") throws -> Data {
    let room = 16_000
    let start = pdf + Data("\n9 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /\(kind) /ByteRange ".utf8)
    let rangeRoom = 48
    let contents = Data(" /Contents ".utf8)
    let end = Data(" >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".utf8)
    let before = start.count + rangeRoom + contents.count
    let after = before + room + 2
    let range = "[0 \(before) \(after) \(end.count)]"
    let head = start + Data(range.padding(toLength: rangeRoom, withPad: " ", startingAt: 0).utf8) + contents
    let signature = try sign(head + end).map { String(format: "%02X", $0) }.joined()
    return head + Data("<\(signature.padding(toLength: room, withPad: "0", startingAt: 0))>".utf8) + end
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(command: arguments.prefix(2).joined(separator: " ")) }
  }

  private struct Failed: Error {
    let command: String
  }
}
