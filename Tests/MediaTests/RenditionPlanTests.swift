import Testing

@testable import Media

struct RenditionPlanTests {
  @Test("nothing is ever made larger than the picture")
  func widths() {
    #expect(RenditionPlan.wholeWidths(of: 6_000) == [320, 640, 960, 1280, 1920])
    #expect(RenditionPlan.wholeWidths(of: 1_000) == [320, 640, 960])
    #expect(RenditionPlan.wholeWidths(of: 1_200) == [320, 640, 960, 1_200])
    #expect(RenditionPlan.wholeWidths(of: 100) == [100])
    #expect(RenditionPlan.wholeWidths(of: 1_920) == [320, 640, 960, 1280, 1920])
  }

  @Test("a cut keeps the focal point and stays within the picture")
  func cuts() {
    let wide = RenditionPlan.cut(width: 1920, height: 1280, focalX: 0.5, focalY: 0, target: RenditionPlan.wide)
    #expect(wide == .init(left: 0, top: 0, width: 1920, height: 1080, finalWidth: 1200, finalHeight: 675))
    let right = RenditionPlan.cut(width: 1920, height: 1280, focalX: 1, focalY: 0.5, target: RenditionPlan.square)
    #expect(right == .init(left: 640, top: 0, width: 1280, height: 1280, finalWidth: 400, finalHeight: 400))
    let small = RenditionPlan.cut(width: 90, height: 300, focalX: 0.5, focalY: 0.5, target: RenditionPlan.square)
    #expect(small == .init(left: 0, top: 105, width: 90, height: 90, finalWidth: 90, finalHeight: 90))
  }

  @Test("any size and any focal point give a cut inside the picture")
  func anyCut() {
    var generator = Repeatable(state: 7)
    for _ in 0..<5_000 {
      let width = Int.random(in: 1...4_000, using: &generator)
      let height = Int.random(in: 1...4_000, using: &generator)
      let cut = RenditionPlan.cut(
        width: width, height: height, focalX: .random(in: 0...1, using: &generator),
        focalY: .random(in: 0...1, using: &generator), target: RenditionPlan.wide)
      #expect(cut.left >= 0 && cut.top >= 0 && cut.left + cut.width <= width && cut.top + cut.height <= height)
      #expect(cut.finalWidth <= RenditionPlan.wide.width && cut.width > 0 && cut.height > 0)
    }
  }

  @Test("a panorama keeps enough height to be cut to 16:9")
  func panorama() {
    #expect(RenditionPlan.baseWidth(width: 9_600, height: 2_000) == 3_240)
    #expect(RenditionPlan.baseWidth(width: 1_000, height: 100) == 1_000)
    #expect(RenditionPlan.baseWidth(width: 6_000, height: 4_000) == 1_920)
  }
}
