import Foundation
import HTTPTypes
import Kernel
import Persistence
import TestSupport
import Testing
import Web

@testable import Security

struct BackgroundTests {
  @Test("what a page asks by itself keeps no session alive, nor hides that the person is there", arguments: Engine.all)
  func idle(engine: Engine) async throws {
    try await Gatehouse.open(engine) { gate in
      _ = try await gate.person("lan", "editor")
      let browser = Browser(gate.security)
      _ = try await browser.signIn("lan")
      // A page that asks every minute, with somebody who is there in the ninth.
      for minute in 1...14 {
        gate.hand.advance(by: 60)
        let headers: HTTPFields = minute == 9 ? [:] : [.background: "1"]
        #expect(try await browser.get("/tai-khoan", headers).status == 200, "\(minute)")
        gate.hand.advance(by: 1)
        if minute == 9 { continue }
        #expect(try await browser.get("/tai-khoan", [.accept: "text/event-stream"]).status == 200, "\(minute)")
      }
      for _ in 0..<9 {
        gate.hand.advance(by: 60)
        _ = try await browser.get("/tai-khoan", [.background: "1"])
      }
      #expect(try await browser.get("/tai-khoan", [.background: "1"]).status == 200)
      gate.hand.advance(by: 180)
      #expect(try await browser.get("/tai-khoan").location?.hasPrefix("/dang-nhap") == true)
    }
  }
}
