import App
import ArgumentParser

struct User: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Accounts, for when nobody can sign in.", subcommands: [Add.self, Unlock.self, Reset.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open an account; prints its first password once.")
    @Argument(help: "What the person signs in with.") var login: String
    @Option(help: "The person's name.") var name: String
    @Option(help: "reporter, editor, secretary, chief or administrator.") var role: String
    @Option(help: "The agency's short address; not for an administrator.") var agency: String?

    func run() async throws {
      try await Program.withHouse { house in
        let password = try await house.openAccount(login: login, name: name, role: role, agency: agency)
        print("\(login)\t\(password)\t(to be changed at the first sign-in)")
      }
    }
  }

  struct Unlock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Break the glass: let a locked account in again.")
    @Argument var login: String

    func run() async throws {
      try await Program.withHouse { house in
        try await house.unlockAccount(login: login)
        print("\(login) may sign in again")
      }
    }
  }

  struct Reset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give an account a new first password and forget its second factor.")
    @Argument var login: String

    func run() async throws {
      try await Program.withHouse { house in
        print("\(login)\t\(try await house.resetAccount(login: login))\t(to be changed at the first sign-in)")
      }
    }
  }
}
