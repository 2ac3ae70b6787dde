package import Foundation

/// What was found of one digital signature, offline. It says what was checked and nothing beyond: that a key signed these
/// bytes is arithmetic; whose key it is, only a chain to a known authority tells; whether it was revoked, nobody here asks.
package struct SignatureFinding: Codable, Sendable, Equatable {
  /// How the arithmetic came out.
  package enum Outcome: String, Codable, Sendable {
    /// The digest in the signature is that of the content, and the signature fits the certificate that came with it.
    case sound
    /// The content is not what was signed, or the signature is not one of this certificate.
    case broken
    /// A signature beside its content, of none of the contents at hand.
    case unmatched
    /// It could not be looked at.
    case unchecked
  }

  /// Why it is broken or was not checked.
  package enum Reason: String, Codable, Sendable {
    case content
    /// The bytes a PDF's signature says it covers do not leave out exactly the signature.
    case range
    case noCertificate = "no-certificate"
    case noProgram = "no-program"
    /// An older kind (`adbe.x509.rsa_sha1`, `adbe.pkcs7.sha1`) or one that is not known.
    case kind
    /// A time stamp of a service, not a person's signature.
    case timestamp
    case unreadable
  }

  /// How the arithmetic came out.
  package var outcome: Outcome
  /// Nil where it is sound or unmatched.
  package var reason: Reason?
  /// Empty unless it is sound; several where several signed the same.
  package var signers: [Signer]
  /// Of a PDF: whether it covers the file to its last byte; nil where that is no question.
  package var coversWhole: Bool?
  /// Of a file beside its content or around it: which content it is of, as it was named by the caller.
  package var content: String?

  init(
    _ outcome: Outcome, _ reason: Reason? = nil, signers: [Signer] = [], coversWhole: Bool? = nil,
    content: String? = nil
  ) {
    self.outcome = outcome
    self.reason = reason
    self.signers = signers
    self.coversWhole = coversWhole
    self.content = content
  }

  /// Who signed, by the words of the certificate.
  package struct Signer: Codable, Sendable, Equatable {
    /// Whether the certificate leads to an authority that is believed.
    package enum Chain: String, Codable, Sendable {
      /// No authorities are known here.
      case unchecked
      /// It leads to one that is, today.
      case trusted
      case untrusted
    }

    /// The common name.
    package var name: String
    /// Empty where the certificate names none.
    package var organisation: String
    /// The authority that certified it.
    package var issuer: String
    /// Hexadecimal, as the authority wrote it.
    package var serial: String
    /// Nil where the certificate's date could not be read.
    package var validFrom: Date?
    /// Nil where the certificate's date could not be read.
    package var validUntil: Date?
    /// Whether the certificate leads to an authority that is believed.
    package var chain: Chain

    /// As `openssl` reads the certificate.
    package init(
      name: String, organisation: String, issuer: String, serial: String, validFrom: Date?, validUntil: Date?,
      chain: Chain
    ) {
      self.name = name
      self.organisation = organisation
      self.issuer = issuer
      self.serial = serial
      self.validFrom = validFrom
      self.validUntil = validUntil
      self.chain = chain
    }
  }
}
