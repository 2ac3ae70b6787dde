import App
import ArgumentParser

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve the site and the desk, and do the work behind them.")

  @Flag(help: "Load the demo province into an empty database first, and print one-time sign-ins.")
  var demo = false

  @Flag(help: "Leave the relay, jobs and schedules to `hoitu worker`.")
  var withoutWorker = false

  func run() async throws {
    try await Program.serve(demo: demo, worker: !withoutWorker)
  }
}

struct Worker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Only the work behind the pages: relay, jobs, schedules.")

  func run() async throws {
    try await Program.work()
  }
}
