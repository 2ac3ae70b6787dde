import HTTPTypes
package import Hummingbird
package import Kernel
import Logging

/// Finds out who asks. The room Security knows how.
package protocol SessionReader: Sendable {
  /// The live session that a request names by its cookie or bearer token; nil where it names none, or one that ended.
  func session(for request: Request, context: AppContext) async throws -> Session?
}

/// Puts the session into the context, keeps answers to signed-in people out of caches, and tells of every denial.
package struct SessionMiddleware: RouterMiddleware {
  /// It stands before every route, whoever asks.
  package typealias Context = AppContext
  /// Who was denied what, and on which path.
  package typealias Denied = @Sendable (Principal?, Permission, String) async -> Void

  private let reader: any SessionReader
  private let onDenied: Denied

  /// - Parameter onDenied: told of each ``Failure/forbidden(_:)`` before it goes on, for the audit log.
  package init(reader: any SessionReader, onDenied: @escaping Denied = { _, _, _ in }) {
    self.reader = reader
    self.onDenied = onDenied
  }

  /// Reads the session once; a failure to do so is kept in the context and thrown to no reader of public pages.
  package func handle(
    _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    context.isBackground = request.isBackground
    do {
      context.session = try await reader.session(for: request, context: context)
      if let session = context.session { context.currentSession = current(session, request, context) }
    } catch {
      // Whoever only reads is served; a page for staff throws this when it is reached.
      context.sessionFailure = error
      context.logger.warning("session not read", metadata: ["error": "\(type(of: error))"])
    }
    do {
      var response = try await next(request, context)
      if context.session != nil, response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
      return response
    } catch Failure.forbidden(let permission) {
      await onDenied(context.principal, permission, context.path)
      throw Failure.forbidden(permission)
    }
  }

  /// Looks again, without that being a sign of the person's. While the database is away what was known holds: nothing can
  /// be told then anyway.
  private func current(
    _ session: Session, _ request: Request, _ context: AppContext
  ) -> @Sendable () async -> Session? {
    var background = context
    background.isBackground = true
    let (reader, asked) = (reader, background)
    return {
      do {
        return try await reader.session(for: request, context: asked)
      } catch {
        return session
      }
    }
  }
}

extension HTTPField.Name {
  /// Sent by scripts of ours that ask without anybody having pressed anything.
  package static let background = HTTPField.Name("X-Background")!
}

extension Request {
  /// Whether a page asks by itself: a stream of events (which browsers open again of their own accord), or our scripts.
  var isBackground: Bool {
    headers[.background] != nil || headers[.accept] == "text/event-stream"
  }
}
