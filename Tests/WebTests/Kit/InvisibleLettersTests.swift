import Testing

@testable import Web

/// Scalars that Swift joins with a neighbour into one `Character`, so that a search for the neighbour misses it.
struct InvisibleLettersTests {
  static let joiners = ["\u{0600}", "\u{FE0F}", "\u{034F}", "\u{200D}", "\u{FF9E}", "\u{0301}"]

  @Test("no joined letter hides the end of a script of data", arguments: joiners)
  func script(joiner: String) {
    let safe = ScriptData.safe("\(joiner)</script>\(joiner)<meta http-equiv=refresh>")
    #expect(!safe.utf8.contains(UInt8(ascii: "<")))
    #expect(safe.hasSuffix("meta http-equiv=refresh>"))
  }

  @Test("no joined letter leads to another site", arguments: joiners)
  func local(joiner: String) {
    #expect(SafeURL.local("/\(joiner)/evil.example") == nil)
    #expect(SafeURL.local("//\(joiner)evil.example") == nil)
    #expect(SafeURL.local("/lam-viec?trang=2") == "/lam-viec?trang=2")
  }

  @Test("no joined letter hides a scheme", arguments: joiners)
  func scheme(joiner: String) {
    #expect(!SafeURL.isSafe("javascript:\(joiner)alert(1)"))
    #expect(!SafeURL.isSafe("javascript\(joiner):alert(1)"))
  }

  @Test("no joined letter leaves a sign of markup unescaped", arguments: joiners)
  func markup(joiner: String) {
    let html: HTML = "<p>\("\(joiner)<b>\(joiner)\"\(joiner)&")</p>"
    #expect(html.text.utf8.filter { $0 == UInt8(ascii: "<") }.count == 2)
    #expect(!html.text.utf8.dropFirst(3).dropLast(4).contains(UInt8(ascii: "\"")))
  }

  @Test("only names of this machine and those it was told are answered")
  func hosts() {
    let policy = HostPolicy.local(and: ["bao.example"])
    for host in ["localhost", "localhost:8080", "van-nghe.localhost", "127.0.0.1:80", "[::1]:8080", "bao.example"] {
      #expect(policy.allows(host), "\(host)")
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "xbao.example", ""] {
      #expect(!policy.allows(host), "\(host)")
    }
  }
}
