extension SecurityHeaders {
  /// The policy of a page that everybody gets and that may show these hosts in frames, https only (CSP Level 3 §6.1.5).
  package static func policy(framing hosts: [String], frameAncestors: String = "'none'") -> String {
    let frames = hosts.map { " https://\($0)" }.joined()
    return policy(scripts: "'self'", frameAncestors: frameAncestors) + "; frame-src 'self'\(frames)"
  }
}
