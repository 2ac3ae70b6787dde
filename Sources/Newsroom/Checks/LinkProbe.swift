import AsyncHTTPClient
import Foundation
import Kernel
import NIOCore
import NIOHTTP1

/// Asks whether an address still leads somewhere: HEAD, then GET where the server knows no HEAD; never inside the server's
/// own network, as ``Destination`` decides for every step of a redirection.
package struct LinkProbe: Sendable {
  /// What came of asking.
  package enum Outcome: Sendable, Equatable {
    case fine(Int)
    /// The server says there is nothing, or there is no server.
    case dead(Int?)
    /// It would not say: refused robots, slow, in trouble. Nobody is stopped for that.
    case unknown(Int?)

    var name: String {
      switch self {
      case .fine: "fine"
      case .dead: "dead"
      case .unknown: "unknown"
      }
    }

    var status: Int? {
      switch self {
      case .fine(let status): status
      case .dead(let status), .unknown(let status): status
      }
    }
  }

  let allowsPrivateAddresses: Bool
  private static let redirects = 5

  /// - Parameter allowsPrivateAddresses: only for tests and closed networks.
  package init(allowsPrivateAddresses: Bool = false) {
    self.allowsPrivateAddresses = allowsPrivateAddresses
  }

  /// At most five redirections; never throws, and reads no body.
  package func ask(_ address: String) async -> Outcome {
    guard var url = URL(string: address) else { return .dead(nil) }
    do {
      for _ in 0...Self.redirects {
        let answer = try await status(of: url)
        guard (300..<400).contains(answer.status), let location = answer.location,
          let next = URL(string: location, relativeTo: url)?.absoluteURL
        else { return Self.outcome(answer.status) }
        url = next
      }
      return .unknown(nil)
    } catch is FeedFetcher.Trouble {
      // No such server, or one inside our own network: for readers there is nothing there.
      return .dead(nil)
    } catch {
      return .unknown(nil)
    }
  }

  static func outcome(_ status: Int) -> Outcome {
    switch status {
    case 200..<400: .fine(status)
    case 404, 410, 451: .dead(status)
    default: .unknown(status)
    }
  }

  private func status(of url: URL) async throws -> (status: Int, location: String?) {
    let (host, place) = try await Destination.check(url, allowsPrivate: allowsPrivateAddresses)
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(10)))
    // The connection goes to the very address that was checked, whatever the name server says a moment later.
    configuration.dnsOverride = [host: place]
    configuration.httpVersion = .http1Only
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      var answer = try await ask(client, url, .HEAD)
      // Many servers know no HEAD, or answer it wrongly.
      if [400, 403, 404, 405, 501].contains(answer.status) { answer = try await ask(client, url, .GET) }
      try await client.shutdown()
      return answer
    } catch {
      try? await client.shutdown()  // The error that ended the request is the one to tell.
      throw error
    }
  }

  /// The body is not read: letting go of the answer ends the connection.
  private func ask(
    _ client: HTTPClient, _ url: URL, _ method: HTTPMethod
  ) async throws -> (status: Int, location: String?) {
    var request = HTTPClientRequest(url: url.absoluteString)
    request.method = method
    request.headers.add(name: "User-Agent", value: "HoiTu/1 (+link check)")
    request.headers.add(name: "Accept", value: "*/*")
    let response = try await client.execute(request, timeout: .seconds(15))
    return (Int(response.status.code), response.headers.first(name: "Location"))
  }
}
