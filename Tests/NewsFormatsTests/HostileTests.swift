import Foundation
import Kernel
import Testing

@testable import NewsFormats

/// Files made to hurt are refused, or read, in bounded time and memory.
@Suite(.serialized)
struct HostileTests {
  /// The largest resident set this process ever had, in MB.
  private func peak() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (line.split { !$0.isNumber }.first.flatMap { Int($0) } ?? 0) / 1024
  }

  /// Reads within a time (generous: test machines are slow) and a growth of memory.
  private func refused(
    _ name: String, _ data: Data, seconds: Double = 5, megabytes: Int = 400, mustRefuse: Bool = true
  ) {
    let before = peak()
    let start = ContinuousClock.now
    var wasRead = false
    do {
      _ = try NewsReader.read(data)
      wasRead = true
    } catch {
      #expect(!error.reason.vietnamese.isEmpty)
    }
    let time = ContinuousClock.now - start
    let growth = peak() - before
    print("hostile \(name): \(wasRead ? "read" : "refused") in \(time), +\(growth) MB")
    if mustRefuse { #expect(!wasRead, "\(name)") }
    #expect(time < .seconds(seconds), "\(name)")
    #expect(growth < megabytes, "\(name)")
  }

  private let roots = [
    ("rss", "<rss version=\"2.0\"><channel><item><title>", "</title></item></channel></rss>"),
    ("nitf", "<nitf><body><body.content><p>", "</p></body.content></body></nitf>"),
    ("newsItem", "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><x>", "</x></newsItem>"),
  ]

  @Test("entities that read files or addresses are refused in every XML format")
  func external() {
    for (name, open, close) in roots {
      for target in ["file:///etc/passwd", "http://169.254.169.254/", "php://filter"] {
        let doctype = "<!DOCTYPE \(name) [<!ENTITY x SYSTEM \"\(target)\">]>"
        refused("XXE \(name)", Data("\(doctype)\(open)&x;\(close)".utf8), seconds: 1)
      }
      let parameter = "<!DOCTYPE \(name) [<!ENTITY % x SYSTEM \"http://a.example/x.dtd\"> %x;]>"
      refused("XXE parameter \(name)", Data("\(parameter)\(open)a\(close)".utf8), seconds: 1)
    }
  }

  @Test("billion laughs and its quadratic sister do not grow")
  func bombs() {
    for (name, open, close) in roots {
      var entities = "<!ENTITY a0 \"lol\">"
      for index in 1...9 {
        entities += "<!ENTITY a\(index) \"\(String(repeating: "&a\(index - 1);", count: 10))\">"
      }
      refused("billion laughs \(name)", Data("<!DOCTYPE \(name) [\(entities)]>\(open)&a9;\(close)".utf8), seconds: 1)
      let long = "<!ENTITY a \"\(String(repeating: "a", count: 100_000))\">"
      let many = String(repeating: "&a;", count: 100_000)
      refused("quadratic \(name)", Data("<!DOCTYPE \(name) [\(long)]>\(open)\(many)\(close)".utf8), seconds: 2)
    }
  }

  @Test("10,000 levels of elements, arrays and parts are refused")
  func nesting() {
    let deep = String(repeating: "<a>", count: 10_000)
    let up = String(repeating: "</a>", count: 10_000)
    for (name, open, close) in roots { refused("nesting \(name)", Data("\(open)\(deep)\(up)\(close)".utf8)) }
    refused("JSON arrays", Data((String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)).utf8))
    refused("JSON objects", Data(String(repeating: "{\"a\":", count: 10_000).utf8))
    var mail = "From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n"
    for index in 0..<10_000 {
      mail += "--b\(index)\r\nContent-Type: multipart/mixed; boundary=b\(index + 1)\r\n\r\n"
    }
    refused("MIME nesting", Data(mail.utf8), seconds: 10)
  }

  @Test("a tag with 100,000 attributes does not take quadratic time")
  func attributes() {
    let attributes = (0..<100_000).map { " a\($0)=\"x\"" }.joined()
    for (name, open, close) in roots {
      refused("attributes \(name)", Data("\(open)<b\(attributes)/>\(close)".utf8))
    }
    let spaces = (0..<100_000).map { " xmlns:a\($0)=\"u\($0)\"" }.joined()
    refused("namespaces", Data("<rss\(spaces) version=\"2.0\"><channel/></rss>".utf8))
  }

  @Test("200 MB is refused before anything looks at it")
  func size() {
    let data = Data(count: 200 * 1_048_576)
    refused("200 MB", data, seconds: 1, megabytes: 50)
  }

  @Test("20 MB of small things is read or refused within bounds")
  func crowds() {
    let elements = "<nitf><body><body.content>" + String(repeating: "<p/>", count: 4_900_000)
    refused("5 million elements", Data(elements.utf8), seconds: 10)
    refused("10 million numbers", Data(("[" + String(repeating: "1,", count: 10_000_000) + "1]").utf8), seconds: 10)
    let references = "<nitf><body><body.content><p>" + String(repeating: "&amp;", count: 3_900_000)
    refused(
      "4 million references", Data((references + "</p></body.content></body></nitf>").utf8), seconds: 20,
      megabytes: 800, mustRefuse: false)
    let part = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    let mail = "Subject: x\r\nFrom: a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    refused("500,000 MIME parts", Data((mail + String(repeating: part, count: 500_000)).utf8), seconds: 10)
    let header = "Subject: x\r\nFrom: a\r\n" + String(repeating: "X-A: b\r\n", count: 1_000_000)
    refused("a million header fields", Data(header.utf8), seconds: 10, mustRefuse: false)
    let words = "Subject: " + String(repeating: "=?utf-8?q?", count: 1_000_000) + "\r\nFrom: a\r\n\r\nx"
    refused("broken encoded words", Data(words.utf8), seconds: 10, mustRefuse: false)
  }
}
