import Contracts
import Hummingbird
import Kernel
import Web

/// What an address would be in a story: asked by the editor before something of another site is put in.
struct EmbedAPI: Sendable {
  let newsroom: Newsroom

  func addRoutes(to routes: RouterGroup<AppContext>) {
    routes.group(context: StaffContext.self).get("api/v1/embeds", use: recognise)
  }

  private struct Recognised: Encodable {
    let provider: String
    /// Of the provider, for people.
    let name: String
    /// As it is to be written in the story.
    let url: String
    /// Whether readers can see it in the page, not only follow a link.
    let isShown: Bool
  }

  /// 422 where the allow-list does not know the address.
  private func recognise(_ request: Request, _ context: StaffContext) async throws -> Response {
    let address = request.uri.queryParameters["url"].map(String.init) ?? ""
    let embeds = newsroom.defaults.embeds
    guard let embed = embeds.recognise(address), let provider = embeds.provider(of: embed) else {
      throw Failure.invalid(["url": "Trang này chưa có trong danh sách được phép. Hãy đặt liên kết trong bài."])
    }
    return try Answer.json(
      Recognised(provider: embed.provider, name: provider.name, url: embed.address, isShown: provider.frame != nil))
  }
}
