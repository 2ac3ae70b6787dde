import Crypto
package import Foundation
import NIOCore

/// The fingerprinted addresses of what lies in `Public/`: `assets.path("site.css")` → `/assets/site.3f2a….css`.
///
/// Everything is read once, at start. An address names its bytes for ever, so browsers keep it for a year. References
/// from one asset to another (`url(…)` in CSS, `import` in modules) are rewritten to fingerprinted addresses.
package struct Assets: Sendable {
  /// By logical name (`editor/menu.js`) and by fingerprinted name (`editor/menu.3f2a….js`).
  private let byName: [String: Asset]
  private let byFingerprint: [String: Asset]

  /// No assets: names are said as they are, and nothing is served.
  package init() {
    byName = [:]
    byFingerprint = [:]
  }

  /// Reads a folder with all below it; what begins with a dot is left out. Throws where a file cannot be read.
  package init(folder: URL) throws {
    var sources: [String: ByteBuffer] = [:]
    let root = folder.standardizedFileURL.resolvingSymlinksInPath().path
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      guard !name.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { continue }
      let file = URL(fileURLWithPath: root).appendingPathComponent(name)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      sources[name] = ByteBuffer(bytes: try Data(contentsOf: file))
    }
    self.init(sources: sources)
  }

  init(sources: [String: ByteBuffer]) {
    let references = sources.mapValues2 { name, bytes in
      AssetReferences.find(in: bytes, named: name).filter { sources[$0.target] != nil }
    }
    let digests = sources.mapValues { bytes in Array(SHA256.hash(data: Data(bytes.readableBytesView))) }
    var fingerprints: [String: String] = [:]
    for name in sources.keys {
      // The bytes, and those of all they lead to: where one changes, so do all addresses that lead to it.
      var hash = SHA256()
      for part in Self.reachable(from: name, references).sorted() { hash.update(data: digests[part] ?? []) }
      hash.update(data: digests[name] ?? [])
      fingerprints[name] = hash.finalize().prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    let paths = fingerprints.mapValues2 { name, print in "/assets/" + Self.fingerprinted(name, print) }
    byName = sources.mapValues2 { name, bytes in
      Asset(
        name: name, fingerprint: fingerprints[name] ?? "", path: paths[name] ?? "/assets/\(name)",
        bytes: AssetReferences.rewrite(bytes, references[name] ?? [], paths))
    }
    byFingerprint = Dictionary(uniqueKeysWithValues: byName.values.map { (String($0.path.dropFirst(8)), $0) })
  }

  /// The address to set into a page; where there is no such asset, the plain one, which is answered with 404.
  package func path(_ name: String) -> String {
    byName[name]?.path ?? "/assets/\(name)"
  }

  /// Whether there is one of this name.
  package func contains(_ name: String) -> Bool { byName[name] != nil }

  /// All logical names, in order.
  package var names: [String] { byName.keys.sorted() }

  /// The bytes of one, as they are served without packing; for setting an icon or style into a page or e-mail.
  package func text(_ name: String) -> String? {
    byName[name].map { String(buffer: $0.bytes) }
  }

  enum Found {
    /// Asked for by its fingerprint: it never changes.
    case forever(Asset)
    /// Asked for by its plain name.
    case named(Asset)
    /// Asked for by a fingerprint it had before.
    case elsewhere(String)
  }

  func find(_ name: String) -> Found? {
    if let asset = byFingerprint[name] { return .forever(asset) }
    if let asset = byName[name] { return .named(asset) }
    return Self.withoutFingerprint(name).flatMap { byName[$0] }.map { .elsewhere($0.path) }
  }

  private static func reachable(from name: String, _ references: [String: [AssetReference]]) -> Set<String> {
    var seen: Set<String> = []
    var open = [name]
    while let next = open.popLast() {
      for reference in references[next] ?? [] where seen.insert(reference.target).inserted {
        open.append(reference.target)
      }
    }
    return seen
  }

  private static func fingerprinted(_ name: String, _ print: String) -> String {
    let slash = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    guard let dot = name[slash...].lastIndex(of: ".") else { return "\(name).\(print)" }
    return "\(name[..<dot]).\(print)\(name[dot...])"
  }

  private static func withoutFingerprint(_ name: String) -> String? {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3, let print = parts.dropLast().last, print.utf8.count == 16,
      print.utf8.allSatisfy({ URLEncodedFields.hex($0) != nil })
    else { return nil }
    parts.remove(at: parts.count - 2)
    return parts.joined(separator: ".")
  }
}

extension Dictionary where Key == String {
  fileprivate func mapValues2<Other>(_ transform: (String, Value) -> Other) -> [String: Other] {
    [String: Other](uniqueKeysWithValues: map { ($0.key, transform($0.key, $0.value)) })
  }
}
