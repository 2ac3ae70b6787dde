import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import Web

struct AssetsTests {
  static let script =
    "import {menu} from \"./editor/menu.js\";import './side.js'\nconst later=()=>import(\"./editor/menu.js\");"
    + "import vendor from '/assets/vendor/chart.js';import x from 'bare';const a=\"from './gone.js'\";"

  static let sources: [String: String] = [
    "site.css": "@import \"css/base.css\";@font-face{src:url('fonts/serif.woff2?v=1')}"
      + "a{background:url( icons.svg#home )}b{background:url(data:image/png;base64,xx)}",
    "css/base.css": "body{background:url(\"../icons.svg\")}",
    "icons.svg": "<svg/>", "fonts/serif.woff2": "font", "app.js": script, "side.js": "import './app.js'",
    "editor/menu.js": "export const menu = 1; // \(String(repeating: "dài ", count: 200))",
    "vendor/chart.js": "export default 1",
  ]

  static func assets(_ changes: [String: String] = [:]) -> Assets {
    Assets(sources: sources.merging(changes) { $1 }.mapValues { ByteBuffer(string: $0) })
  }

  let site = Site { AssetsTests.assets().addRoutes(to: $0) }

  @Test("no assets say their names as they are")
  func empty() {
    #expect(Assets().path("site.css") == "/assets/site.css")
  }

  @Test("an address carries a fingerprint before its ending")
  func fingerprints() {
    let path = Self.assets().path("editor/menu.js")
    #expect(path.wholeMatch(of: #//assets/editor/menu\.[0-9a-f]{16}\.js/#) != nil)
    #expect(Self.assets().path("gone.js") == "/assets/gone.js")
  }

  @Test("references lead to fingerprinted addresses, and what is no asset is left as it is")
  func references() throws {
    let assets = Self.assets()
    let css = try #require(assets.text("site.css"))
    #expect(
      css == "@import \"\(assets.path("css/base.css"))\";@font-face{src:url('\(assets.path("fonts/serif.woff2"))?v=1')}"
        + "a{background:url( \(assets.path("icons.svg"))#home )}b{background:url(data:image/png;base64,xx)}")
    #expect(assets.text("css/base.css") == "body{background:url(\"\(assets.path("icons.svg"))\")}")
    let menu = assets.path("editor/menu.js")
    #expect(
      assets.text("app.js")
        == "import {menu} from \"\(menu)\";import '\(assets.path("side.js"))'\nconst later=()=>import(\"\(menu)\");"
        + "import vendor from '\(assets.path("vendor/chart.js"))';import x from 'bare';const a=\"from './gone.js'\";")
  }

  @Test("a change gives new addresses to itself and to all that lead to it, even in a circle, and to nothing else")
  func changes() {
    let (old, new) = (Self.assets(), Self.assets(["editor/menu.js": "export const menu = 2"]))
    for name in ["editor/menu.js", "app.js", "side.js"] { #expect(old.path(name) != new.path(name)) }
    for name in ["site.css", "icons.svg", "vendor/chart.js"] { #expect(old.path(name) == new.path(name)) }
    let icons = Self.assets(["icons.svg": "<svg></svg>"])
    for name in ["icons.svg", "css/base.css", "site.css"] { #expect(old.path(name) != icons.path(name)) }
  }

  @Test(
    "a fingerprinted address is kept for ever; a plain one is asked again; an old one leads on; others are not there")
  func serving() async throws {
    let path = Self.assets().path("site.css")
    let reply = try await site.get(path)
    #expect(reply.status == 200)
    #expect(reply.headers[.cacheControl] == "public, max-age=31536000, immutable")
    #expect(reply.headers[.contentType] == "text/css; charset=utf-8")
    let tag = try #require(reply.headers[.eTag])
    #expect(try await site.get(path, [.ifNoneMatch: tag]).status == 304)
    #expect(try await site.get("/assets/site.css").headers[.cacheControl] == "no-cache")
    let old = try await site.get("/assets/editor/menu.0123456789abcdef.js")
    #expect(old.status == 302)
    #expect(old.headers[.location] == Self.assets().path("editor/menu.js"))
    for name in ["gone.js", "site.0123456789abcdeg.css", "editor", "", "../Package.swift", "gone.0123456789abcdef.js"] {
      #expect((400..<500).contains(try await site.get("/assets/" + name).status))
    }
  }

  @Test("text is sent packed where that helps, fonts never", arguments: ["gzip", "br"])
  func packed(coding: String) async throws {
    let menu = try await site.get(Self.assets().path("editor/menu.js"), [.acceptEncoding: coding])
    #expect(menu.headers[.contentEncoding] == coding)
    #expect(menu.headers[.vary] == "Accept-Encoding")
    #expect(menu.headers[.eTag]?.hasSuffix("-\(coding)\"") == true)
    let text = coding == "br" ? try Unpacked.brotli(menu.body) : try Unpacked.gzip(menu.body)
    #expect(text == Self.sources["editor/menu.js"])
    let tag = try #require(menu.headers[.eTag])
    let again = try await site.get(Self.assets().path("editor/menu.js"), [.acceptEncoding: coding, .ifNoneMatch: tag])
    #expect(again.status == 304)
    let font = try await site.get(Self.assets().path("fonts/serif.woff2"), [.acceptEncoding: coding])
    #expect(font.headers[.contentEncoding] == nil)
  }

  @Test("a folder is read with all below it, without what is hidden")
  func folder() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assets-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in ["a.css": "a{}", "js/b.js": "1", ".hidden": "x", "js/.c.js": "x", ".git/d.js": "x"] {
      let file = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(try Assets(folder: folder).names == ["a.css", "js/b.js"])
    #expect(throws: (any Error).self) { try Assets(folder: folder.appendingPathComponent("none")) }
  }

  static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../Public").standardizedFileURL

  @Test("what we ship leads only to what is there: no module, font or picture is asked for by a name that is not")
  func shippedReferences() throws {
    let assets = try Assets(folder: Self.shipped)
    #expect(!assets.names.isEmpty)
    let relative = #/(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+|\/assets\/[^"']+)["']/#
    for name in assets.names where name.hasSuffix(".js") {
      for match in try #require(assets.text(name)).matches(of: relative) {
        #expect(
          match.output.1.firstMatch(of: #/^\/assets\/.+\.[0-9a-f]{16}\.[a-z]+/#) != nil, "\(name): \(match.output.1)")
      }
    }
    let url = #/url\(\s*["']?([^"')]+)["']?\s*\)/#
    for name in assets.names where name.hasSuffix(".css") {
      for match in try #require(assets.text(name)).matches(of: url) where !match.output.1.hasPrefix("data:") {
        #expect(match.output.1.hasPrefix("/assets/"), "\(name): \(match.output.1)")
      }
    }
  }
}
