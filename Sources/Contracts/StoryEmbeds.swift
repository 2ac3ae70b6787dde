package import Foundation

/// What may be embedded in stories: the allow-list of `data/newsroom/embeds.json`. Anything else is a plain link.
package struct StoryEmbeds: Sendable {
  /// One service, with the addresses of it that are known.
  package struct Provider: Sendable, Codable, Equatable {
    /// As stories keep it: never changed.
    package let id: String
    /// For people: `YouTube`.
    package let name: String
    /// Regular expressions for whole addresses, the same in Swift and in JavaScript.
    package let patterns: [String]
    /// How the address is written here; `$1` to `$9` are the groups of the pattern.
    package let address: String
    /// What a browser loads in a frame; `{address}` is the address, percent-encoded. Nil: only a link is shown.
    package let frame: String?
    /// The shape of the frame, as a ratio.
    package let width: Int
    /// The other half of the ratio.
    package let height: Int
  }

  /// What a browser may load once its reader asks for it.
  package struct Frame: Sendable, Equatable {
    /// Whose frame it is, for the button that loads it.
    package let provider: Provider
    /// Https; its host is one of ``hosts(of:)``.
    package let address: String
  }

  private struct File: Codable {
    let note: String
    let providers: [Provider]
  }

  /// In the order of the file, in which they are tried; empty: nothing may be embedded.
  package let providers: [Provider]

  /// Nothing may be embedded.
  package init() {
    providers = []
  }

  /// Reads the allow-list; throws where the file or a pattern in it is not readable.
  package init(file: URL) throws {
    providers = try JSONDecoder().decode(File.self, from: try Data(contentsOf: file)).providers
    for pattern in providers.lazy.flatMap(\.patterns) { _ = try Regex(pattern) }
  }

  /// The embed for an address as somebody copied it; nil where the allow-list does not know it.
  package func recognise(_ address: String, caption: String = "") -> StoryBody.Embed? {
    for provider in providers {
      if let groups = groups(address, provider) {
        return .init(provider: provider.id, address: filled(provider.address, groups), caption: caption)
      }
    }
    return nil
  }

  /// What may be loaded for an embed; nil where its provider or its address is not on the list, or has no frame.
  package func frame(for embed: StoryBody.Embed) -> Frame? {
    guard let provider = provider(of: embed), let template = provider.frame,
      let groups = groups(embed.address, provider),
      let encoded = embed.address.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
    else { return nil }
    let address = filled(template, groups).replacing("{address}", with: encoded)
    return Frame(provider: provider, address: address)
  }

  /// The provider of an embed whose address is on the list; nil where it is not.
  package func provider(of embed: StoryBody.Embed) -> Provider? {
    providers.first { $0.id == embed.provider && groups(embed.address, $0) != nil }
  }

  /// The hosts that a page with this story must be allowed to frame (CSP `frame-src`), each once, in order.
  package func hosts(of body: StoryBody) -> [String] {
    var hosts: [String] = []
    for (_, embed) in body.embeds {
      guard let host = frame(for: embed).flatMap({ URL(string: $0.address)?.host() }), !hosts.contains(host) else {
        continue
      }
      hosts.append(host)
    }
    return hosts
  }

  private func groups(_ address: String, _ provider: Provider) -> [Substring]? {
    guard address.utf8.count <= 2_048 else { return nil }
    for pattern in provider.patterns {
      guard let match = try? Regex(pattern).wholeMatch(in: address) else { continue }
      return match.output.map { $0.substring ?? "" }
    }
    return nil
  }

  private func filled(_ template: String, _ groups: [Substring]) -> String {
    var result = template
    for (index, group) in groups.enumerated().dropFirst() { result = result.replacing("$\(index)", with: group) }
    return result
  }
}
