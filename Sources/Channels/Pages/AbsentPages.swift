import HTTPTypes
import Kernel
import Web

extension Edition {
  /// 404 in the site's own frame, with ways on.
  func missing() -> RenderedPage {
    let page = absent(
      t("Không tìm thấy trang này"), t("Địa chỉ có thể đã gõ sai, hoặc bài đã chuyển đi nơi khác."))
    return rendered(page, status: .notFound, keys: [listsKey])
  }

  /// 410: it was here and was taken away.
  func gone() -> RenderedPage {
    let page = absent(
      t("Bài này đã được gỡ"), t("\(site.product) đã gỡ bài này khỏi trang. Địa chỉ này sẽ không có bài khác."))
    return rendered(page, status: .gone, keys: [listsKey])
  }

  private func absent(_ title: String, _ text: String) -> SitePage {
    var page = frame(
      title,
      """
      <div class="listing"><h1 class="listing__title">\(title)</h1><p class="listing__lead">\(text)</p>\
      \(SearchForm.html(query: "", order: nil, t))<p><a href="/">\(t("Về trang chủ"))</a></p></div>
      """)
    page.robots = "noindex"
    return page
  }
}
