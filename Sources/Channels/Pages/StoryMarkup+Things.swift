import Contracts
import Kernel
import Web

/// What stands in a text beside words.
extension StoryMarkup {
  func thing(_ block: StoryBody.Block) -> HTML {
    switch block.kind {
    case .figure(let figure): picture(figure)
    case .gallery(let caption, let pictures): gallery(pictures, caption: caption, id: block.id)
    case .audio(let clip), .video(let clip): self.clip(clip)
    case .embed(let embed): self.embed(embed)
    case .related(let related): more(related)
    case .paragraph, .heading, .bulletList, .orderedList, .blockquote, .horizontalRule, .table, .factBox, .alternatives:
      .empty
    }
  }

  /// The words given in the story come before those of the library.
  private struct Placed {
    let profile: PictureProfile
    let alt: String
    let caption: String
    let credit: String
  }

  private func placed(_ figure: StoryBody.Figure) -> Placed? {
    things.pictures[figure.picture].map { profile in
      Placed(
        profile: profile, alt: figure.alt.isEmpty ? profile.alt : figure.alt,
        caption: figure.caption.isEmpty ? profile.caption : figure.caption,
        credit: figure.credit.isEmpty ? profile.credit : figure.credit)
    }
  }

  private func picture(_ figure: StoryBody.Figure) -> HTML {
    guard let placed = placed(figure), let picture = SitePicture.figure(placed.profile, alt: placed.alt) else {
      return .empty
    }
    if isFeed {
      return feedFigure(placed.profile, alt: placed.alt, caption: placed.caption, credit: placed.credit)
    }
    return StoryParts.figure(picture, caption: placed.caption, credit: placed.credit, t)
  }

  private func gallery(_ pictures: [StoryBody.GalleryPicture], caption: String, id: String) -> HTML {
    if isFeed {
      var html = HTML.empty
      for each in pictures { html += picture(each.figure) }
      if !caption.isEmpty { html += "<p><em>\(caption)</em></p>" }
      return html
    }
    let found = pictures.compactMap { each -> StoryParts.GalleryPicture? in
      guard let placed = placed(each.figure), let picture = SitePicture.figure(placed.profile, alt: placed.alt) else {
        return nil
      }
      return StoryParts.GalleryPicture(picture, caption: placed.caption, credit: placed.credit)
    }
    return StoryParts.gallery(found, caption: caption, id: prefix + id, t)
  }

  /// A picture for readers that know nothing of our sheets.
  func feedFigure(_ profile: PictureProfile, alt: String, caption: String, credit: String) -> HTML {
    guard let rendition = SitePicture.rendition(profile, width: 960) else { return .empty }
    let words = [caption, credit.isEmpty ? "" : "\(t("Ảnh")): \(credit)"].filter { !$0.isEmpty }.joined(separator: " ")
    return """
      <figure><img src="\(url: absolute(rendition.path))" width="\(rendition.width)" height="\(rendition.height)" \
      alt="\(alt)">\(if: !words.isEmpty, "<figcaption>\(words)</figcaption>")</figure>
      """
  }

  private func clip(_ placed: StoryBody.PlacedClip) -> HTML {
    guard let profile = things.clips[placed.clip] else { return .empty }
    let credit = placed.credit.isEmpty ? profile.credit : placed.credit
    if isFeed { return feedClip(profile, caption: placed.caption, credit: credit) }
    let clip = StoryParts.Clip(
      isVideo: profile.kind == .video, path: profile.path, poster: profile.poster, subtitles: profile.subtitles,
      width: profile.width, height: profile.height, duration: profile.duration, title: profile.title,
      transcript: profile.transcript)
    return StoryParts.clip(clip, caption: placed.caption, credit: credit, t)
  }

  private func feedClip(_ profile: ClipProfile, caption: String, credit: String) -> HTML {
    guard let path = profile.path else { return .empty }
    let words = [caption.isEmpty ? profile.title : caption, credit].filter { !$0.isEmpty }.joined(separator: " · ")
    let poster = profile.poster.map(absolute)
    return profile.kind == .video
      ? """
      <figure><video controls preload="none" src="\(url: absolute(path))"\(attribute: "poster", poster)></video>\
      <figcaption>\(words)</figcaption></figure>
      """
      : """
      <figure><audio controls preload="none" src="\(url: absolute(path))"></audio><figcaption>\(words)</figcaption></figure>
      """
  }

  /// What the allow-list does not know is a link and nothing more.
  private func embed(_ embed: StoryBody.Embed) -> HTML {
    let words = embed.caption.isEmpty ? embed.address : embed.caption
    guard !isFeed, let provider = things.embeds.provider(of: embed) else {
      return "<p><a href=\"\(url: embed.address)\" rel=\"noopener nofollow\">\(words)</a></p>"
    }
    return StoryParts.embed(
      name: provider.name, address: embed.address, frame: things.embeds.frame(for: embed)?.address,
      shape: (provider.width, provider.height), caption: embed.caption, t)
  }

  /// A story that is no longer published is not led to.
  private func more(_ related: StoryBody.RelatedItem) -> HTML {
    guard let story = things.related[related.item] else { return .empty }
    let title = related.title.isEmpty ? story.title : related.title
    if isFeed { return "<p>\(t("Xem thêm")): <a href=\"\(url: absolute(story.path))\">\(title)</a></p>" }
    return StoryParts.more(title: title, path: story.path, t)
  }
}
