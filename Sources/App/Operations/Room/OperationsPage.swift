import Foundation
import Hummingbird
import Kernel
import Messaging
import Vietnamese
import Web

/// How the installation does, what somebody should look at first.
struct OperationsPage {
  let state: OperationsState
  let rhythms: [Schedule]
  let mayRetry: Bool
  /// How many were tried again just now.
  let done: Int?
  let problem: Phrase?

  func answer(_ context: StaffContext, status: Int = 200) -> Response {
    let t = context.translator
    let body: HTML = """
      <div class="stack">\(problem.map { Notice.bad(t($0)) })\(done.map { said($0, t) })\(verdict(t))
      \(machine(t))
      \(work(context))
      </div>
      """
    return DeskPage(title: t("Vận hành"), room: "operations", body: body, isWide: true)
      .answer(context, status: status)
  }

  private func said(_ count: Int, _ t: Translator) -> HTML {
    Notice.ok(t("Đã đưa \(count) việc vào chạy lại."), detail: t("Tải lại trang sau ít giây để xem kết quả."))
  }

  private func verdict(_ t: Translator) -> HTML {
    guard !state.concerns.isEmpty else { return Notice.ok(t("Mọi việc đang chạy tốt.")) }
    let lines = state.concerns.map { "<li>\($0.text(t))</li>" as HTML }
    let list: HTML = "<ul class=\"notice__list\">\(lines)</ul>"
    let title = t("Có \(state.concerns.count) điều cần xem")
    return state.concerns.contains(where: \.isGrave)
      ? Notice.bad(title, acts: list) : Notice.warn(title, acts: list)
  }

  private func machine(_ t: Translator) -> HTML {
    let pages = state.pageCache
    let asked = pages.hits + pages.renders
    let share = asked > 0 ? VietnameseNumber.percent(Double(pages.hits) * 100 / Double(asked)) : t("chưa có lượt đọc")
    let store = state.database.map { store -> String in
      "\(store.engine == "sqlite" ? "SQLite" : "PostgreSQL") \(store.version), \(VietnameseNumber.size(store.bytes))"
    }
    let disk = state.disk.map {
      t("\(VietnameseNumber.size($0.freeBytes)) trên \(VietnameseNumber.size($0.totalBytes))")
    }
    return """
      <section class="section"><h2>\(t("Máy này"))</h2><dl class="facts facts--wide">
      \(fact(t("Phiên bản"), "\(state.node.version)"))
      \(fact(t("Chạy từ"), TimeText.html(state.node.startedAt, now: state.at, t)))
      \(fact(t("Cơ sở dữ liệu"), "\(store ?? t("không trả lời"))"))
      \(fact(t("Bước lược đồ mới nhất"), "<code>\(state.node.schema)</code>"))
      \(fact(t("Đĩa còn trống"), "\(disk ?? t("không đọc được"))"))
      \(fact(t("Trang giữ sẵn"), "\(t("\(Figure.text(pages.pages)) trang, \(VietnameseNumber.size(pages.bytes)) trên \(VietnameseNumber.size(pages.capacityBytes))"))"))
      \(fact(t("Lượt đọc từ trang giữ sẵn"), "\(share)"))
      \(fact(t("Trang đang chờ làm mới"), "\(Figure.text(pages.stale))"))
      </dl></section>
      """
  }

  private func fact(_ name: String, _ value: HTML) -> HTML { "<div><dt>\(name)</dt><dd>\(value)</dd></div>" }

  private func work(_ context: StaffContext) -> HTML {
    let t = context.translator
    guard let work = state.work else {
      return Notice.info(
        t("Chưa đọc được việc nền, vì chúng nằm trong cơ sở dữ liệu."),
        detail: t("Không có việc nào bị mất. Khi cơ sở dữ liệu trả lời lại, chúng chạy tiếp."))
    }
    let tables = OperationsTables(state: state, rhythms: rhythms, mayRetry: mayRetry, context: context)
    return """
      <section class="section"><h2>\(t("Việc nền"))</h2>
      <p class="quiet">\(t("Những việc chạy ngoài lúc mở trang: tạo cỡ ảnh, đọc nguồn tin, nhập kho bài cũ."))</p>
      \(tables.jobs(work.jobs))</section>
      <section class="section"><h2>\(t("Chuyển tin giữa các phòng"))</h2>
      <p class="quiet">\(t("Mỗi luồng đi riêng: một luồng hỏng không làm chậm luồng khác."))
      \(work.untold > 0 ? t("\(Figure.text(work.untold)) sự kiện đang chờ chia về các luồng.") : "")</p>
      \(tables.lanes(work.lanes))</section>
      <section class="section"><h2>\(t("Việc theo lịch"))</h2>
      \(tables.schedules(work.schedules))</section>
      """
  }
}
