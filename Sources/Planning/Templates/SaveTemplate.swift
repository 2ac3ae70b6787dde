import Contracts
import Foundation
import Kernel
import Persistence

extension Planning {
  func templates(of organisation: OrganisationID, for principal: Principal) async throws -> [Template] {
    try principal.require(Self.read, in: organisation)
    return try await database.read { try TemplateStore.all(of: organisation, on: $0) }
  }

  func template(_ id: TemplateID, for principal: Principal) async throws -> Template {
    try await database.read { try Self.seen(try TemplateStore.find(id, on: $0), \.organisation, by: principal) }
  }

  @discardableResult
  func addTemplate(
    _ words: TemplateWords, to organisation: OrganisationID, by principal: Principal
  ) async throws -> Template {
    try principal.require(Self.manage, in: organisation)
    let (words, name) = try await checked(words, in: organisation)
    let template = Template(
      organisation: organisation, words: words, personName: name, nextAt: Template.next(words, after: clock.now),
      madeBy: principal.id)
    try await database.write { connection in
      guard try TemplateStore.all(of: organisation, on: connection).count < 100 else {
        throw Failure.invalid(["name": "Đã có quá nhiều mẫu"])
      }
      try TemplateStore.insert(template, on: connection)
      try record(
        action: "planning.template.add", "planning-template/\(template.id)", in: organisation, by: principal.id,
        on: connection)
    }
    return template
  }

  func changeTemplate(
    _ id: TemplateID, _ words: TemplateWords, version: Int, by principal: Principal
  ) async throws {
    let organisation = try await template(id, for: principal).organisation
    try principal.require(Self.manage, in: organisation)
    let (words, name) = try await checked(words, in: organisation)
    let now = clock.now
    try await database.write { connection in
      var template = try Self.seen(try TemplateStore.lock(id, on: connection), \.organisation, by: principal)
      guard template.version == version else {
        throw Failure.conflict("Người khác vừa sửa mẫu này. Hãy xem bản mới rồi sửa tiếp.")
      }
      template.words = words
      template.personName = name
      template.problem = nil
      template.nextAt = Template.next(words, after: now)
      template.version += 1
      try TemplateStore.update(template, on: connection)
      try record(
        action: "planning.template.change", "planning-template/\(id)", in: organisation, by: principal.id,
        on: connection)
    }
  }

  /// Stops a template, or lets it go on from its next turn.
  func pauseTemplate(_ id: TemplateID, _ isPaused: Bool, by principal: Principal) async throws {
    let now = clock.now
    try await database.write { connection in
      var template = try Self.seen(try TemplateStore.lock(id, on: connection), \.organisation, by: principal)
      try principal.require(Self.manage, in: template.organisation)
      template.isPaused = isPaused
      template.problem = nil
      if !isPaused { template.nextAt = Template.next(template.words, after: now) }
      template.version += 1
      try TemplateStore.update(template, on: connection)
      try record(
        action: "planning.template.pause", "planning-template/\(id)", in: template.organisation, by: principal.id,
        detail: ["paused": isPaused ? "yes" : "no"], on: connection)
    }
  }

  private func checked(
    _ words: TemplateWords, in organisation: OrganisationID
  ) async throws -> (TemplateWords, name: String) {
    var words = words
    var errors: [String: Phrase] = [:]
    words.name = Words.line(words.name, 100)
    words.titlePattern = Words.line(words.titlePattern, 200)
    words.summary = Words.text(words.summary, 1000)
    words.body = Words.text(words.body, 20_000)
    if words.name.isEmpty { errors["name"] = "Cần có tên mẫu" }
    if words.titlePattern.isEmpty { errors["title"] = "Cần có tiêu đề" }
    if !(0..<1440).contains(words.minute) { errors["at"] = "Cần có giờ tạo" }
    if !(0...10_080).contains(words.dueMinutes) { errors["due"] = "Hạn trong vòng bảy ngày" }
    if let section = words.section {
      let sections = try await items.sections(of: organisation)
      if !sections.contains(where: { $0.id == section }) { errors["section"] = "Không có chuyên mục này" }
    }
    guard errors.isEmpty else { throw Failure.invalid(errors) }
    return (words, try await colleague(words.person, in: organisation) ?? "")
  }
}
