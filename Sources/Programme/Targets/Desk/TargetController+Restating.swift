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
        do {
          try await propose(form, upload.file("re-file"), context)
        } catch Failure.invalid(let errors) {
          throw Failure.invalid(Self.byField(errors, form))
        }
      }
    }
  }

  private func propose(_ form: Form, _ file: UploadedFile?, _ context: StaffContext) async throws {
    guard let day = CivilDate(rawValue: form["re-day"]) else { throw Failure.invalid(["day": "Cần có ngày"]) }
    var input = RestatementInput(
      day: day, organisation: form.optional("re-organisation").map { OrganisationID($0) },
      numerator: try Self.numerator(form, "re-"), denominator: try Self.denominator(form, "re-"), reason: form["reason"]
    )
    input.evidence = form["re-evidence"]
    try await programme.proposeRestatement(target(context), input, file: file, once: form.number, by: context.principal)
  }

  /// By the fields of this form: the page has another for figures that are entered.
  private static func byField(_ errors: [String: Phrase], _ form: Form) -> [String: Phrase] {
    let isOne = form.optional("re-share") != nil
    return Dictionary(
      errors.map { name, why in
        switch name {
        case "", "reason": (name, why)
        case "numerator" where isOne: ("re-share", why)
        default: ("re-\(name)", why)
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}
