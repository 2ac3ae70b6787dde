import App
import ArgumentParser

struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Bring the database up to date.")

  func run() async throws {
    try await Program.withHouse { house in
      let applied = try await house.migrate()
      try await house.loadFacts()
      print(applied.isEmpty ? "up to date" : applied.joined(separator: "\n"))
    }
  }
}

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fill an empty database with the demo province, print one-time sign-ins, and exit.")

  func run() async throws {
    try await Program.withHouse { house in
      try await house.migrate()
      try await house.loadDemo { print($0) }
      for line in try await house.demoSignIns() { print(line) }
    }
  }
}
