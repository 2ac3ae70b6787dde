import ArgumentParser

/// The commands of the program; each is a file in Commands/.
@main
struct Hoitu: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hoitu",
    abstract: "Hội Tụ: nền tảng báo chí và thông tin số của một tỉnh.",
    discussion:
      "Settings are environment variables: HOITU_DATABASE, HOITU_HTTP_HOST, HOITU_HTTP_PORT, HOITU_DATA_DIR, …",
    subcommands: [
      Serve.self, Worker.self, Migrate.self, Demo.self, BackupCommand.self, RestoreCommand.self, ExportCommand.self,
      ImportCommand.self, User.self, Doctor.self, Audit.self,
    ])
}
