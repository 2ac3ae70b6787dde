import App
import ArgumentParser
import Security

struct Doctor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Say what is well and what is missing.")

  func run() async throws {
    let findings = await Program.examine()
    for finding in findings { print("\(finding.isWell ? "✓" : "✗") \(finding.text)") }
    if findings.contains(where: { !$0.isWell && $0.isNeeded }) { throw ExitCode(1) }
  }
}

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "The audit log.", subcommands: [Verify.self])

  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every link of the chain; fails at the first broken one.")

    func run() async throws {
      try await Program.withHouse { house in
        let verdict = try await house.verifyAudit { print("\($0)…") }
        print("\(verdict.entries) entries, the last one \(verdict.head)")
        if let fault = verdict.fault {
          print("NOT WHOLE: \(fault)")
          throw ExitCode(1)
        }
        print("whole")
      }
    }
  }
}
