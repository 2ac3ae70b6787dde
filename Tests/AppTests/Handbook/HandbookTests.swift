import Contracts
import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import App

struct HandbookTests {
  private static let handbook = Handbook(folder: checkout.appendingPathComponent("docs/handbook"))

  @Test("text stays text, and links stay inside the handbook")
  func text() {
    let html = HandbookText.html(
      "# Tên\n\nMột **chữ `a<b`** và [trang](so-bo.md#giấy-phép), [mã](../x.swift), ![hình](a.png).\n\n- a\n  tiếp\n- b\n\n| A | B |\n| --- | --- |\n| <i> | 2 |"
    ).text
    #expect(html.contains("<strong>chữ <code>a&lt;b</code></strong>"))
    #expect(html.contains("href=\"/lam-viec/so-tay/so-bo#") && html.contains(", mã, ."))
    #expect(html.contains("<ul><li>a tiếp</li><li>b</li></ul>"))
    #expect(html.contains("<th scope=\"col\">A</th>") && html.contains("<td>&lt;i&gt;</td>"))
    #expect(!html.contains("Tên") && !html.contains("a.png"))
  }

  @Test("every page has a name, and every link between pages a place to go to")
  func links() throws {
    let pages = Self.handbook.pages
    #expect(pages.count > 20 && pages["README"] != nil)
    for page in pages.values {
      #expect(!page.title.isEmpty, "\(page.name)")
      for link in page.html.text.matches(of: /href="\/lam-viec\/so-tay\/([a-z0-9-]+)(?:#([^"]+))?"/) {
        let target = try #require(pages[String(link.1)], "\(page.name) → \(link.1)")
        if let anchor = link.2?.removingPercentEncoding {
          #expect(target.sections.contains { $0.anchor == anchor }, "\(page.name) → \(link.1)#\(anchor)")
        }
      }
    }
  }

  @Test("found by the beginnings of its headings, without marks")
  func palette() async throws {
    let found = try await Self.handbook.hits("ban phim", limit: 5, for: .system([]))
    #expect(found.contains { $0.path.hasPrefix("/lam-viec/so-tay/") && $0.title.contains("bàn phím") })
    #expect(Handbook(folder: checkout.appendingPathComponent("khong-co")).deskRooms.isEmpty)
  }
}
