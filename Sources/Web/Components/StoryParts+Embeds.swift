package import Kernel

extension StoryParts {
  /// Something of another site: a link, and a button by which a reader lets it come. Before that nobody but us learns that
  /// the story is read; without scripts the link is all there is (`js/embeds.js`).
  ///
  /// - Parameters:
  ///   - name: Whose it is: `YouTube`.
  ///   - frame: What the button loads; nil: nothing is loaded here.
  ///   - shape: Width by height.
  package static func embed(
    name: String, address: String, frame: String?, shape: (width: Int, height: Int), caption: String, _ t: Translator
  ) -> HTML {
    let words = caption.isEmpty ? t("Nội dung từ \(name)") : caption
    let button: HTML =
      frame == nil
      ? .empty
      : """
      <button type="button" class="embed__show" hidden>\(t("Hiện nội dung từ \(name)"))</button>\
      <p class="embed__note" hidden>\(t("Bấm thì máy của bạn mới kết nối tới \(name)."))</p>
      """
    return """
      <figure class="story__embed embed embed--\(shapeName(shape))"\(attribute: "data-frame", frame) data-title="\(words)">\
      <div class="embed__place">\(button)<a class="embed__link" href="\(url: address)" rel="noopener nofollow">\
      \(t("Xem trên \(name)"))</a></div><figcaption>\(words)</figcaption></figure>
      """
  }

  private static func shapeName(_ shape: (width: Int, height: Int)) -> String {
    if shape.width * 2 > shape.height * 3 { return "wide" }
    return shape.width * 3 < shape.height * 2 ? "tall" : "card"
  }
}
