import Contracts
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import NewsFormats
import OfficeDocuments

extension Newsroom {
  /// Whole stories in one file are heavy: so many at a time.
  static let mostFiles = 500

  /// Published items as a ZIP of one file each, as other houses read them. What may not leave the newsroom (drafts, what is
  /// held back) is not in it, and named in `khong-xuat.txt`.
  func files(of items: [Item], as format: NewsDocument.Format, for principal: Principal) async throws -> Response {
    let now = clock.now
    let (day, time) = (CivilDate(now), VietnamTime.hourAndMinute(now))
    var archive = ZipArchive(year: day.year, month: day.month, day: day.day, hour: time.hour, minute: time.minute)
    var left: [String] = []
    var refused: Failure?
    for item in items.prefix(Self.mostFiles) {
      do {
        let text = try await document(of: item.id, for: principal).text(as: format)
        archive.add("\(item.slugAndCode).\(format.fileExtension)", Array(text.utf8))
      } catch let failure as Failure {
        refused = refused ?? failure
        left.append("#\(item.code) \(item.title): \((failure.problem.detail ?? failure.problem.title).vietnamese)")
      }
    }
    if left.count == min(items.count, Self.mostFiles), let refused { throw refused }
    if !left.isEmpty { archive.add("khong-xuat.txt", Array(left.joined(separator: "\n").utf8)) }
    let buffer = ByteBuffer(bytes: archive.data)
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/zip", .contentLength: String(buffer.readableBytes), .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"tin-bai-\(format.rawValue)-\(day).zip\"",
      ], body: .init(byteBuffer: buffer))
  }
}
