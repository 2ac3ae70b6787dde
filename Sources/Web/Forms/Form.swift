import Crypto
import Foundation
package import Hummingbird
package import Kernel

/// What a person sent with a form (`application/x-www-form-urlencoded`), after its CSRF token was checked.
///
/// Every form made by `<form method="post">` holds `\(context.csrfField)`; scripts send the token as `X-CSRF-Token`.
package struct Form: Sendable {
  private let fields: [String: [String]]
  private let origin: Origin?

  /// From whom it came and to where.
  private struct Origin: Sendable {
    let session: Session
    let path: String
    /// Names, sizes and digests.
    let files: [String]
  }

  /// For tests and for forms that came another way; such a form has no ``number``.
  package init(fields: [String: [String]]) {
    self.fields = fields
    origin = nil
  }

  init(fields: [String: [String]], from session: Session?, at path: String, files: [String] = []) {
    self.fields = fields
    origin = session.map { Origin(session: $0, path: path, files: files) }
  }

  /// By which the same form is known when it is sent twice, for `Database.write(once:)`; nil where it does not come from a
  /// page of ours.
  ///
  /// The token stands differently in each page (``CSRFToken/mask(_:)``), so it names the page; with it goes what was typed,
  /// since somebody who goes back and types something else means another thing.
  package var number: FormNumber? {
    guard let origin, let token = fields[CSRFToken.field]?.first, token != origin.session.csrfToken else { return nil }
    var hash = SHA256()
    func add(_ text: String) { hash.update(data: Data("\(text.utf8.count):\(text)".utf8)) }
    for text in [origin.session.principal.id.rawValue, origin.path, token] + origin.files { add(text) }
    for (name, values) in fields.sorted(by: { $0.key < $1.key }) { ([name] + values).forEach(add) }
    return FormNumber(Base64URL.encode(Array(hash.finalize())))
  }

  /// Reads the body, at most `limit` bytes; throws ``Failure`` where it is too large, unreadable or not from our own form.
  package static func read(_ request: Request, _ context: StaffContext, limit: Int = 2_097_152) async throws -> Form {
    try await FormReader.read(request, session: context.session, limit: limit)
  }

  /// The same on pages for everybody; where nobody is signed in, only the origin is checked.
  package static func read(_ request: Request, _ context: AppContext, limit: Int = 2_097_152) async throws -> Form {
    try await FormReader.read(request, session: context.session, limit: limit)
  }

  /// Without asking for a token: only for acts that harm nobody whoever causes them, as choosing a language. The origin
  /// was checked by ``OriginGuard`` all the same.
  package static func readOpen(_ request: Request, _ context: AppContext, limit: Int = 16_384) async throws -> Form {
    try await FormReader.read(request, session: nil, limit: limit)
  }

  /// The value of a field without white space around it; `""` where it was not sent.
  package subscript(name: String) -> String {
    fields[name]?.first?.trimmed ?? ""
  }

  /// The value, or nil where it is empty or was not sent.
  package func optional(_ name: String) -> String? {
    let value = self[name]
    return value.isEmpty ? nil : value
  }

  /// Every value of a field that may be sent several times.
  package func all(_ name: String) -> [String] { fields[name] ?? [] }

  /// Whether a box was ticked.
  package func isOn(_ name: String) -> Bool { fields[name] != nil }
}

extension String {
  fileprivate var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[start...end])
  }
}

extension StaffContext {
  /// The hidden field that every form of a signed-in person holds.
  package var csrfField: HTML { "<input type=\"hidden\" name=\"_csrf\" value=\"\(csrfToken)\">" }

  /// The session's token for scripts (`X-CSRF-Token`), written differently each time it is asked for.
  package var csrfToken: String { CSRFToken.mask(session.csrfToken) }
}

extension AppContext {
  /// The hidden field for forms on pages for everybody; nothing where nobody is signed in.
  package var csrfField: HTML {
    guard let session else { return .empty }
    return "<input type=\"hidden\" name=\"_csrf\" value=\"\(CSRFToken.mask(session.csrfToken))\">"
  }
}
