import Foundation

/// Calls of the program `openssl` on files in a folder of their own. What it prints is read from files and never run on.
struct OpenSSL: Sendable {
  let folder: URL

  private static let tool = OfficeTool(name: "openssl", package: "openssl")

  enum State {
    case sound(content: Data)
    case broken
    /// There is no content within, and none was given.
    case noContent
    case noCertificate
    case unreadable

    var finding: SignatureFinding {
      switch self {
      case .sound: SignatureFinding(.sound)
      case .broken: SignatureFinding(.broken, .content)
      case .noContent: SignatureFinding(.unmatched)
      case .noCertificate: SignatureFinding(.unchecked, .noCertificate)
      case .unreadable: SignatureFinding(.unchecked, .unreadable)
      }
    }
  }

  /// Digest and signature, with the certificates that came along; whose they are is looked at apart (`-noverify`).
  func verify(_ signature: Data, over content: Data?) async throws -> State {
    let isText = signature.starts(with: Data("-----BEGIN".utf8))
    try await write(signature, "chu-ky")
    var arguments = [
      "cms", "-verify", "-binary", "-noverify", "-inform", isText ? "PEM" : "DER", "-in", path("chu-ky"), "-out",
      path("noi-dung-da-ky"), "-signer", path("nguoi-ky.pem"), "-certsout", path("chung-thu.pem"),
    ]
    if let content {
      try await write(content, "noi-dung")
      arguments += ["-content", path("noi-dung")]
    }
    do {
      try await Self.tool.run(arguments, seconds: 20)
    } catch PaperFailure.failed(_, let message) {
      return Self.state(message)
    }
    return .sound(content: try await read("noi-dung-da-ky"))
  }

  /// By the library's own names of errors (crypto/cms/cms_err.c), which are not translated.
  private static func state(_ message: String) -> State {
    if message.contains("no content") { return .noContent }
    if message.contains("signer certificate not found") { return .noCertificate }
    let broken = ["verification failure", "content verify error", "signature failure", "messagedigest"]
    return broken.contains(where: message.contains) ? .broken : .unreadable
  }

  /// Each signer's certificate into a file of its own.
  func split() async throws -> Int {
    let text = String(decoding: try await read("nguoi-ky.pem"), as: UTF8.self)
    let certificates = text.matches(of: /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/).prefix(10)
    for (number, one) in certificates.enumerated() { try await write(Data(one.output.utf8), "ky-\(number).pem") }
    return certificates.count
  }

  /// - Parameter authorities: PEM; nil: chains are not checked.
  func signer(_ number: Int, authorities: Data?) async throws -> SignatureFinding.Signer {
    let certificate = path("ky-\(number).pem")
    try await Self.tool.run(
      [
        "x509", "-in", certificate, "-noout", "-subject", "-issuer", "-serial", "-dates", "-dateopt", "iso_8601",
        "-nameopt", "multiline,utf8,-esc_msb", "-out", path("ky.txt"),
      ], seconds: 10)
    let card = Card(String(decoding: try await read("ky.txt"), as: UTF8.self))
    var chain = SignatureFinding.Signer.Chain.unchecked
    if let authorities {
      try await write(authorities, "tin-cay.pem")
      chain = try await isTrusted(certificate) ? .trusted : .untrusted
    }
    return SignatureFinding.Signer(
      name: card.subject["commonName"] ?? "", organisation: card.subject["organizationName"] ?? "",
      issuer: card.issuer["commonName"] ?? card.issuer["organizationName"] ?? "", serial: card.serial,
      validFrom: card.from, validUntil: card.until, chain: chain)
  }

  /// Only by the authorities given, never by those of the machine.
  private func isTrusted(_ certificate: String) async throws -> Bool {
    do {
      try await Self.tool.run(
        [
          "verify", "-no-CApath", "-no-CAstore", "-CAfile", path("tin-cay.pem"), "-untrusted",
          path("chung-thu.pem"), "-purpose", "any", certificate,
        ], seconds: 10)
      return true
    } catch PaperFailure.failed {
      return false
    }
  }

  // MARK: Files

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func write(_ data: Data, _ name: String) async throws {
    let file = folder.appendingPathComponent(name)
    try await Blocking.run { try data.write(to: file) }
  }

  private func read(_ name: String) async throws -> Data {
    let file = folder.appendingPathComponent(name)
    return try await Blocking.run { try Data(contentsOf: file) }
  }

  /// What `x509 -subject -issuer -serial -dates` prints, in many lines.
  struct Card {
    var subject: [String: String] = [:]
    var issuer: [String: String] = [:]
    var serial = ""
    var from: Date?
    var until: Date?

    init(_ text: String) {
      var part = ""
      for line in text.split(whereSeparator: \.isNewline) {
        let pair = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        guard pair.count == 2 else { continue }
        if !line.hasPrefix(" ") { part = pair[0] }
        switch (part, line.hasPrefix(" ")) {
        case ("subject", true): subject[pair[0]] = subject[pair[0]] ?? pair[1]
        case ("issuer", true): issuer[pair[0]] = issuer[pair[0]] ?? pair[1]
        case ("serial", false): serial = pair[1]
        case ("notBefore", false): from = Self.date(pair[1])
        case ("notAfter", false): until = Self.date(pair[1])
        default: break
        }
      }
    }

    /// `2026-11-28 14:48:19Z`
    private static func date(_ text: String) -> Date? {
      try? Date(text.replacing(" ", with: "T"), strategy: .iso8601)
    }
  }
}
