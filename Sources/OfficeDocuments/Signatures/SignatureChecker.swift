package import Foundation

/// Looks at signed files offline, with the program `openssl` (`cms`, RFC 5652; Debian package openssl).
package struct SignatureChecker: Sendable {
  /// Certificates of authorities that are believed (PEM: `*.pem`, `*.crt`, `*.cer`); where the folder is not there or empty,
  /// chains are not checked.
  let trust: URL?

  /// - Parameter trust: the folder of believed certificates; nil: chains are not checked.
  package init(trust: URL?) { self.trust = trust }

  /// What a signature beside its content may be of.
  package struct Content: Sendable {
    /// As the caller calls it, told in ``SignatureFinding/content``.
    package let name: String
    let file: URL?
    let data: Data?

    /// Read when it is compared; it may be gone by then.
    package init(_ name: String, file: URL) {
      self.name = name
      self.file = file
      data = nil
    }

    /// At hand already.
    package init(_ name: String, data: Data) {
      self.name = name
      self.data = data
      file = nil
    }

    /// Nil where the file is gone.
    func bytes() async throws -> Data? {
      guard let file else { return data }
      return try await Blocking.run { try? Data(contentsOf: file) }
    }
  }

  /// Each signature of a PDF, in the order of the file; none where it has none.
  package func pdf(at file: URL) async throws -> [SignatureFinding] {
    let paper = SignedPDF(try await Blocking.run { try Data(contentsOf: file) })
    var found: [SignatureFinding] = []
    for field in paper.fields {
      guard let signature = field.signature else {
        found.append(SignatureFinding(.broken, .range))
        continue
      }
      switch field.kind {
      case .timestamp: found.append(SignatureFinding(.unchecked, .timestamp, coversWhole: field.coversWhole))
      case .other: found.append(SignatureFinding(.unchecked, .kind, coversWhole: field.coversWhole))
      case .detached:
        var one = try await check(signature, over: paper.content(of: field)).finding
        one.coversWhole = field.coversWhole
        found.append(one)
      }
    }
    return found
  }

  /// A PKCS#7 file (DER or PEM), with its content within it or beside it.
  ///
  /// - Parameter contents: what it may be of, by name.
  package func message(at file: URL, contents: [Content]) async throws -> SignatureFinding {
    let bytes = try await Blocking.run { try Data(contentsOf: file) }
    let within = try await check(bytes, over: nil)
    if within.finding.outcome != .unmatched {
      var finding = within.finding
      for content in contents where finding.content == nil && within.content != nil {
        if try await content.bytes() == within.content { finding.content = content.name }
      }
      return finding
    }
    for content in contents {
      guard let data = try await content.bytes() else { continue }
      var finding = try await check(bytes, over: data).finding
      if finding.outcome == .broken { continue }
      finding.content = finding.outcome == .sound ? content.name : nil
      return finding
    }
    return within.finding
  }

  /// - Returns: what was found, and the content that was signed; unmatched where there is none within and none was given.
  private func check(
    _ signature: Data, over content: Data?
  ) async throws -> (finding: SignatureFinding, content: Data?) {
    do {
      return try await WorkFolder.with { folder in
        let openSSL = OpenSSL(folder: folder)
        let state = try await openSSL.verify(signature, over: content)
        guard case .sound(let signed) = state else { return (state.finding, nil) }
        var signers: [SignatureFinding.Signer] = []
        let authorities = try await Blocking.run { Self.authorities(in: trust) }
        for number in 0..<(try await openSSL.split()) {
          signers.append(try await openSSL.signer(number, authorities: authorities))
        }
        return (SignatureFinding(.sound, signers: signers), signed)
      }
    } catch PaperFailure.busy {
      // Nothing was looked at: whoever asked is to come again, and no finding is kept.
      throw PaperFailure.busy
    } catch PaperFailure.missing {
      return (SignatureFinding(.unchecked, .noProgram), nil)
    } catch {
      return (SignatureFinding(.unchecked, .unreadable), nil)
    }
  }

  /// All of them in one text; nil where there are none.
  private static func authorities(in folder: URL?) -> Data? {
    guard let folder,
      let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    else { return nil }
    let texts = files.filter { ["pem", "crt", "cer"].contains($0.pathExtension.lowercased()) }
      .sorted { $0.path < $1.path }.compactMap { try? Data(contentsOf: $0) }
      .filter { $0.range(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil }
    return texts.isEmpty ? nil : texts.reduce(into: Data()) { $0 += $1 + Data("\n".utf8) }
  }
}
