import Contracts
import Foundation
import Kernel
import Organisations
import TestSupport
import Testing
@Suite struct ZDump {
  @Test func dump() async throws {
    try await withRoom(.sqlite, units: true) { room in
      let site = Site(room)
      let body = try await room.found("Tỉnh ủy Lam Giang", from: day("2000-01-01"), kind: .governingBody)
      let paper = try await room.found("Báo Lam Giang", from: day("2000-01-01"), body: body)
      let st = try await room.found("Đài Phát thanh và Truyền hình Lam Giang", from: day("2000-01-01"), body: body)
      let lit = try await room.found("Tạp chí Văn nghệ Lam Giang", from: day("2000-01-01"), body: body)
      try await room.organisations.merge([paper, st], into: .existing(paper), on: day("2025-03-17"), legalBasis: "QĐ 12/QĐ-TU", by: Room.lead)
      let one = try await room.organisations.merge([paper, lit], into: .new(OrganisationDetails(kind: .pressAgency, name: "Báo và phát thanh, truyền hình Lam Giang", shortName: "Báo Lam Giang", governingBody: body, province: UnitID("20250301-0001-8000-8000-000000000004"), imprint: Imprint(productName: "Lam Giang điện tử", licenceNumber: "123/GP", licenceIssuer: "Bộ VHTTDL", address: "12 đường Bờ Sông", phone: "0206 000 000", email: "toasoan@baolamgiang.example", domain: "baolamgiang.example"))), on: after, legalBasis: "NQ 202/2025/QH15", by: Room.lead)
      try await room.organisations.appoint(Appointment(title: "Tổng biên tập", person: "Lê Thị Hoa", isHead: true, from: after), in: one, by: Room.lead)
      try await room.organisations.appoint(Appointment(title: "Giám đốc", person: "Lê Thị Hoa", isHead: true, from: day("2026-07-01")), in: one, by: Room.lead)
      let pages = [("list", "/lam-viec/to-chuc"), ("org", "/lam-viec/to-chuc/\(one)"), ("edit", "/lam-viec/to-chuc/\(one)/sua"), ("merge", "/lam-viec/to-chuc/hop-nhat"), ("units", "/lam-viec/dia-gioi?q=bao+lam"), ("unit", "/lam-viec/dia-gioi/20250701-0001-8000-8000-000000000044"), ("commune", "/lam-viec/dia-gioi/20250301-0003-8000-8000-000000001279"), ("country", "/lam-viec/dia-gioi")]
      for (name, path) in pages {
        try await site.get(path, as: "administrator").text.write(toFile: "/tmp/mt/pages/\(name).html", atomically: true, encoding: .utf8)
      }
    }
  }
}
