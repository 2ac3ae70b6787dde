import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Web

/// `/lam-viec/bai/:id`: one item, to be written. Scripts save through `/api/v1/items/:id/text`; without them these forms do.
struct EditorController {
  let newsroom: Newsroom

  /// Vietnamese text is three bytes a letter once it is encoded for a form.
  static let formLimit = 4_194_304

  func addRoutes(to routes: RouterGroup<AppContext>) {
    let desk = newsroom.desk(routes)
    desk.get("lam-viec/bai/:id", use: show)
    desk.post("lam-viec/bai/:id", use: save)
    desk.post("lam-viec/bai/:id/thong-tin", use: saveMetadata)
    desk.get("lam-viec/bai/:id/thong-tin", use: Self.backToItem)
  }

  /// For addresses that forms are sent to, opened without one.
  @Sendable static func backToItem(_ request: Request, context: StaffContext) async throws -> Response {
    Answer.seeOther(DeskPath.item(try context.itemID))
  }

  @Sendable func show(_ request: Request, context: StaffContext) async throws -> Response {
    var view = try await newsroom.editorView(of: try context.itemID, for: context.principal)
    if let done = request.query["xong"].flatMap(DoneAct.init(rawValue:)) { view.notice = .done(done.phrase) }
    return EditorPage(view: view, context: context).page.answer(context)
  }

  @Sendable func save(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context, limit: Self.formLimit)
    let base = Int(form["base"]) ?? 0
    let seen = try await newsroom.revision(base, of: id, for: context.principal)
    let save = Newsroom.Save(
      base: base, title: form["title"], summary: form["summary"],
      body: seen.text.body.applying(plainForm: form["body"]), isAutosave: false)
    return try await attempt(save, id, seen.text.metadata, context)
  }

  @Sendable func saveMetadata(_ request: Request, context: StaffContext) async throws -> Response {
    let id = try context.itemID
    let form = try await Form.read(request, context)
    let opened = try await newsroom.open(id, for: context.principal)
    let text = opened.revision.text
    let metadata: ItemMetadata
    do {
      metadata = try await newsroom.metadata(from: form, over: text.metadata)
    } catch Failure.invalid(let errors) {
      return try await refuse(id, text, errors, context)
    }
    let save = Newsroom.Save(
      base: Int(form["base"]) ?? 0, title: text.title, summary: text.summary, body: text.body, metadata: metadata,
      isAutosave: false)
    return try await attempt(save, id, metadata, context)
  }

  private func attempt(
    _ save: Newsroom.Save, _ id: ItemID, _ metadata: ItemMetadata, _ context: StaffContext
  ) async throws -> Response {
    let typed = ItemText(title: save.title, summary: save.summary, body: save.body, metadata: metadata)
    do {
      _ = try await newsroom.save(save, to: id, by: context.principal)
      return Answer.seeOther(DeskPath.item(id) + "?xong=\(DoneAct.saved.rawValue)")
    } catch Failure.invalid(let errors) {
      return try await refuse(id, typed, errors, context)
    } catch let conflict as EditConflict {
      var view = try await newsroom.editorView(of: id, for: context.principal)
      view.notice = .conflict(conflict.problem.detail ?? "", kept: conflict.kept)
      return EditorPage(view: view, context: context).page.answer(context, status: 409)
    }
  }

  private func refuse(
    _ id: ItemID, _ typed: ItemText, _ errors: [String: Phrase], _ context: StaffContext
  ) async throws -> Response {
    var view = try await newsroom.editorView(of: id, for: context.principal)
    view.typed = typed
    view.problems = errors
    return EditorPage(view: view, context: context).page.answer(context, status: 422)
  }
}

extension StaffContext {
  /// The item an address names.
  var itemID: ItemID {
    get throws { ItemID(try parameters.require("id")) }
  }
}

/// What was just done, named in the address that the answer leads to.
enum DoneAct: String {
  case saved = "da-luu"
  case submitted = "gui-duyet"
  case sentBack = "tra-lai"
  case approved = "duyet"
  case published = "xuat-ban"
  case updated = "cap-nhat"
  case scheduled = "hen-gio"
  case unscheduled = "bo-hen-gio"
  case withdrawn = "go"
  case handedOver = "chuyen"
  case deadline = "han"
  case restored = "khoi-phuc"
  case undeleted = "bo-xoa"
  case marked = "danh-dau"
  case markDone = "xong-danh-dau"
  case flagged = "nhan"
  case highlighted = "diem-tin"
  case held = "giu"
  case declared = "khai-bao"
  case verified = "kiem-chung"
  case sourced = "nguon-tin"
  case overridden = "cho-qua"
  case translated = "ban-dich"

  var phrase: Phrase {
    switch self {
    case .held: "Đã đổi điều kiện đăng"
    case .declared: "Đã ghi phần dùng AI"
    case .verified: "Đã ghi người kiểm chứng"
    case .sourced: "Đã ghi nguồn tin"
    case .overridden: "Đã cho qua, lý do ở trong lịch sử"
    case .translated: "Đã tạo bản dịch. Hãy dịch phần chữ dưới đây."
    case .saved: "Đã lưu"
    case .submitted: "Đã gửi duyệt"
    case .sentBack: "Đã trả lại cho tác giả"
    case .approved: "Đã duyệt"
    case .published: "Đã xuất bản"
    case .updated: "Bạn đọc đã thấy bản mới"
    case .scheduled: "Đã hẹn giờ xuất bản"
    case .unscheduled: "Đã bỏ hẹn giờ"
    case .withdrawn: "Đã gỡ bài"
    case .handedOver: "Đã chuyển bài"
    case .deadline: "Đã đặt hạn"
    case .restored: "Đã khôi phục bản cũ thành bản mới nhất"
    case .undeleted: "Đã lấy lại bản nháp"
    case .marked: "Đã đánh dấu"
    case .markDone: "Đã xong việc được đánh dấu"
    case .flagged: "Đã lưu nhãn"
    case .highlighted: "Đã đưa vào điểm tin hôm nay"
    }
  }
}
