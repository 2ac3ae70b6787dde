import Contracts
import Foundation
import Hummingbird
import Kernel
import Web

/// Restating a frozen figure by forms: proposed with evidence, decided by another person.
extension TargetController {
  func addRestatementRoutes(to staff: RouterGroup<StaffContext>) {
    staff.post("chi-tieu/:target/dieu-chinh", use: propose)
    staff.post("chi-tieu/:target/dieu-chinh/xac-nhan") { request, context in
      try await act(request, context) { form, _ in
        try await programme.confirmRestatement(RestatementProposalID(form["proposal"]), by: context.principal)
      }
    }
    staff.post("chi-tieu/:target/dieu-chinh/tu-choi") { request, context in
      try await act(request, context) { form, _ in
        try await programme.refuseRestatement(
          RestatementProposalID(form["proposal"]), words: form["words"], by: context.principal)
      }
    }
    staff.post("chi-tieu/:target/dieu-chinh/rut") { request, context in
      try await act(request, context) { form, _ in
        try await programme.withdrawRestatement(RestatementProposalID(form["proposal"]), by: context.principal)
      }
    }
  }

  private func propose(_ request: Request, context: StaffContext) async throws -> Response {
    // Who may not propose sends nothing to disk.
    _ = try await programme.proposable(target(context), by: context.principal)
    let limits = MultipartReader.Limits(file: Programme.largestEvidence, field: 65_536, parts: 20)
    return try await Upload.read(request, context, limits: limits, in: programme.folder) { upload in
      let form = upload.form
      return try await answered(form, context) {
        guard let day = CivilDate(rawValue: form["re-day"]) else { throw Failure.invalid(["re-day": "Cần có ngày"]) }
        var input = RestatementInput(
          day: day, organisation: form.optional("re-organisation").map { OrganisationID($0) },
          numerator: try Self.numerator(form, "re-"), denominator: try Self.denominator(form, "re-"),
          reason: form["reason"])
        input.evidence = form["re-evidence"]
        try await programme.proposeRestatement(
          target(context), input, file: upload.file("re-file"), once: form.number, by: context.principal)
      }
    }
  }
}
