import ArgumentParser

@main struct Hoitu: AsyncParsableCommand {
  func run() async throws { print("hoitu") }
}
