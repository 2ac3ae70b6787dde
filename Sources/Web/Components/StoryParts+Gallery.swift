package import Kernel

extension StoryParts {
  /// One picture of a gallery with the words under it.
  package struct GalleryPicture: Sendable {
    let picture: StoryTeaser.Picture
    let caption: String
    let credit: String

    /// Both texts are plain and may be empty.
    package init(_ picture: StoryTeaser.Picture, caption: String, credit: String) {
      self.picture = picture
      self.caption = caption
      self.credit = credit
    }
  }

  /// Several pictures side by side; each opens large in a popover of the browser's own, so that no script is needed.
  /// Going from one to the next is a script's (`js/gallery.js`). Where popovers are unknown, and on paper, the pictures and their words stand there all the same.
  ///
  /// - Parameter id: Names this gallery on its page.
  package static func gallery(_ pictures: [GalleryPicture], caption: String, id: String, _ t: Translator) -> HTML {
    guard !pictures.isEmpty else { return .empty }
    let items = pictures.enumerated().map { index, each -> HTML in
      """
      <li><figure><button type="button" class="gallery__open" popovertarget="\(place(id, index))">\(thumbnail(each.picture))\
      </button>\(words(caption: each.caption, credit: each.credit, t))</figure></li>
      """
    }
    let large = pictures.indices.map { self.large(pictures[$0], at: $0, of: pictures.count, id, t) }
    return """
      <figure class="story__gallery"><ul class="gallery">\(items)</ul>\
      \(if: !caption.isEmpty, "<figcaption>\(caption)</figcaption>")\(large)</figure>
      """
  }

  private static func thumbnail(_ picture: StoryTeaser.Picture) -> HTML {
    let set = picture.sizes.map { "\($0.path) \($0.width)w" }.joined(separator: ", ")
    return """
      <img src="\(url: picture.path)" width="\(picture.width)" height="\(picture.height)" alt="\(picture.alt)"\
      \(attribute: "srcset", set.isEmpty ? nil : set)\
      \(attribute: "sizes", set.isEmpty ? nil : "(min-width: 720px) 20rem, 100vw") loading="lazy" decoding="async">
      """
  }

  private static func large(
    _ each: GalleryPicture, at index: Int, of count: Int, _ id: String, _ t: Translator
  ) -> HTML {
    let picture = each.picture
    let set = picture.sizes.map { "\($0.path) \($0.width)w" }.joined(separator: ", ")
    return """
      <div class="gallery__large" id="\(place(id, index))" popover role="dialog" \
      aria-label="\(t("Ảnh \(index + 1) trong \(count) ảnh"))"><figure><img src="\(url: picture.path)" \
      width="\(picture.width)" height="\(picture.height)" alt="\(picture.alt)"\
      \(attribute: "srcset", set.isEmpty ? nil : set)\(attribute: "sizes", set.isEmpty ? nil : "100vw") loading="lazy">\
      \(words(caption: each.caption, credit: each.credit, t))</figure><div class="gallery__acts">\
      \(if: count > 1, "<button type=\"button\" data-step=\"-1\" hidden>\(t("Ảnh trước"))</button>")\
      <button type="button" popovertarget="\(place(id, index))" popovertargetaction="hide" autofocus>\(t("Đóng"))</button>\
      \(if: count > 1, "<button type=\"button\" data-step=\"1\" hidden>\(t("Ảnh sau"))</button>")</div></div>
      """
  }

  private static func place(_ id: String, _ index: Int) -> String { "anh-\(id)-\(index + 1)" }

  /// Caption and credit under a picture, or nothing.
  static func words(caption: String, credit: String, _ t: Translator) -> HTML {
    guard !caption.isEmpty || !credit.isEmpty else { return .empty }
    return """
      <figcaption><span class="story__caption">\(caption)</span> \
      \(if: !credit.isEmpty, "<span class=\"story__credit\">\(t("Ảnh")): \(credit)</span>")</figcaption>
      """
  }
}
