import Foundation
import TestSupport
import Testing

@testable import OfficeDocuments

@Suite("What is checked of signed files", .enabled(if: SigningKit.isReady))
struct SignatureTests {
  private static let text = Data(("%PDF-1.7\n" + String(repeating: "Báo cáo kết quả. ", count: 200)).utf8)

  private func withKit(_ body: (SigningKit) async throws -> Void) async throws {
    let kit = try SigningKit()
    defer { kit.close() }
    try await body(kit)
  }

  private func message(
    _ data: Data, _ contents: [Data], trust: URL? = nil
  ) async throws -> SignatureFinding {
    try await WorkFolder.with { folder in
      let file = folder.appendingPathComponent("a.p7s")
      try data.write(to: file)
      let named = contents.enumerated().map { SignatureChecker.Content("tệp \($0.offset)", data: $0.element) }
      return try await SignatureChecker(trust: trust).message(at: file, contents: named)
    }
  }

  private func pdf(_ data: Data) async throws -> [SignatureFinding] {
    try await WorkFolder.with { folder in
      let file = folder.appendingPathComponent("a.pdf")
      try data.write(to: file)
      return try await SignatureChecker(trust: nil).pdf(at: file)
    }
  }

  @Test("a signature beside its content: whose, until when, of which of the files")
  func detached() async throws {
    try await withKit { kit in
      let signature = try kit.sign(Self.text)
      let found = try await message(signature, [Data("khác".utf8), Self.text])
      #expect(found.outcome == .sound && found.content == "tệp 1" && found.coversWhole == nil)
      let signer = try #require(found.signers.first)
      #expect(signer.name == "Nguyễn Văn Ký" && signer.organisation == "Sở Văn hóa, Thể thao và Du lịch")
      #expect(signer.issuer == "Gốc ca" && signer.chain == .unchecked && !signer.serial.isEmpty)
      let days = try #require(signer.validFrom).distance(to: try #require(signer.validUntil)) / 86_400
      #expect(days.rounded() == 365)
      let pem =
        "-----BEGIN CMS-----\n\(signature.base64EncodedString(options: .lineLength64Characters))\n-----END CMS-----\n"
      #expect(try await message(Data(pem.utf8), [Self.text]).outcome == .sound)
    }
  }

  @Test("one byte changed, anywhere: no signature of it is sound")
  func tampered() async throws {
    try await withKit { kit in
      let signature = try kit.sign(Self.text)
      for at in [0, 10, Self.text.count / 2, Self.text.count - 1] {
        var other = Self.text
        other[at] ^= 1
        let found = try await message(signature, [other])
        #expect(found.outcome == .unmatched && found.signers.isEmpty, "nothing is said of who signed")
      }
      var within = try kit.sign(Self.text, ["-nodetach"])
      #expect(try await message(within, []).outcome == .sound)
      #expect(try await message(within, []).content == nil)
      #expect(try await message(within, [Self.text]).content == "tệp 0")
      let place = try #require(within.range(of: Data("kết quả".utf8)))
      within[place.lowerBound] ^= 1
      let found = try await message(within, [Self.text])
      #expect(found.outcome == .broken && found.reason == .content && found.signers.isEmpty)
      // The last bytes are of the signature itself.
      var signed = signature
      signed[signed.count - 5] ^= 1
      #expect(try await message(signed, [Self.text]).outcome != .sound)
    }
  }

  @Test("a chain is only followed to authorities of the folder")
  func chains() async throws {
    try await withKit { kit in
      let signature = try kit.sign(Self.text)
      for (authority, chain) in [("ca", SignatureFinding.Signer.Chain.trusted), ("other", .untrusted)] {
        let trust = kit.folder.appendingPathComponent("trust-\(authority)")
        try FileManager.default.createDirectory(at: trust, withIntermediateDirectories: true)
        #expect(try await message(signature, [Self.text], trust: trust).signers.first?.chain == .unchecked, "empty")
        try FileManager.default.copyItem(
          at: kit.authority(authority), to: trust.appendingPathComponent("goc.crt"))
        let found = try await message(signature, [Self.text], trust: trust)
        #expect(found.outcome == .sound && found.signers.first?.chain == chain)
      }
    }
  }

  @Test("a PDF's signature covers the file but for itself; what is added or changed is told")
  func papers() async throws {
    try await withKit { kit in
      let signed = try kit.signed(Self.text)
      let found = try await pdf(signed)
      #expect(found.count == 1 && found[0].outcome == .sound && found[0].coversWhole == true)
      #expect(found[0].signers.first?.name == "Nguyễn Văn Ký")
      #expect(try await pdf(kit.signed(Self.text, kind: "ETSI.CAdES.detached")).first?.outcome == .sound)

      let longer = try await pdf(signed + Data("\n10 0 obj\nendobj\n".utf8))
      #expect(longer.first?.outcome == .sound && longer.first?.coversWhole == false, "an earlier revision")
      let twice = try await pdf(kit.signed(signed))
      #expect(twice.map(\.outcome) == [.sound, .sound] && twice.map(\.coversWhole) == [false, true])

      for at in [20, Self.text.count / 2, signed.count - 8] {
        var other = signed
        other[at] ^= 1
        let one = try #require(try await pdf(other).first)
        #expect(one.outcome == .broken && one.reason == .content && one.signers.isEmpty)
      }
      let old = try await pdf(kit.signed(Self.text, kind: "adbe.x509.rsa_sha1"))
      #expect(old.first?.outcome == .unchecked && old.first?.reason == .kind)
      #expect(try await pdf(Self.text).isEmpty)
    }
  }

  @Test("a range that leaves out more than the signature is no range")
  func ranges() async throws {
    try await withKit { kit in
      let signed = try kit.signed(Self.text)
      let text = String(decoding: signed, as: UTF8.self)
      let range = try #require(text.firstMatch(of: /\[0 (\d+) (\d+) (\d+)\]/))
      let (before, after, last) = (Int(range.1) ?? 0, Int(range.2) ?? 0, Int(range.3) ?? 0)
      for numbers in [[0, before - 40, after, last], [0, before, after + 10, last], [1, before, after, last]] {
        let other = text.replacing(
          range.0,
          with: "[\(numbers.map(String.init).joined(separator: " "))]".padding(
            toLength: range.0.count, withPad: " ", startingAt: 0), maxReplacements: 1)
        let found = try await pdf(Data(other.utf8))
        #expect(found.first?.outcome == .broken && found.first?.reason == .range, "\(numbers)")
      }
    }
  }

  @Test("without the signer's certificate, or with bytes that are none, nothing is claimed")
  func unchecked() async throws {
    try await withKit { kit in
      let bare = try await message(try kit.sign(Self.text, ["-nocerts"]), [Self.text])
      #expect(bare.outcome == .unchecked && bare.reason == .noCertificate)
      let junk = try await message(Data((0..<400).map { UInt8($0 & 0xFF) }), [Self.text])
      #expect(junk.outcome == .unchecked && junk.reason == .unreadable)
    }
  }
}
