import Foundation
import Subprocess

/// A program of somebody else's, run with limits on time, memory and what it writes, in a folder of its own.
struct OfficeTool: Sendable {
  /// Looked for on the PATH.
  let name: String
  /// The Debian package that brings it.
  let package: String
  /// Whether its address space may be limited: Haskell's runtime reserves a terabyte at once, and is told otherwise.
  var isLimited = true

  static let pandoc = OfficeTool(name: "pandoc", package: "pandoc", isLimited: false)
  static let weasyprint = OfficeTool(name: "weasyprint", package: "weasyprint")
  static let vips = OfficeTool(name: "vips", package: "libvips-tools")
  private static let limiter = OfficeTool(name: "prlimit", package: "util-linux")

  /// Whether it is on this machine.
  var isInstalled: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// Runs it to its end; after so many seconds it is killed.
  func run(_ arguments: [String], seconds: Int) async throws {
    guard isInstalled else { throw PaperFailure.missing(program: name, package: package) }
    try await OfficeSeats.house.take()
    do {
      try await runLimited(arguments, seconds: seconds)
    } catch {
      await OfficeSeats.house.leave()
      throw error
    }
    await OfficeSeats.house.leave()
  }

  private func runLimited(_ arguments: [String], seconds: Int) async throws {
    var command = [name] + arguments
    if Self.limiter.isInstalled {
      let memory = isLimited ? ["--as=\(2_147_483_648)"] : []
      command =
        ["prlimit", "--cpu=\(seconds)", "--fsize=\(268_435_456)", "--core=0", "--nofile=256"] + memory + ["--"]
        + command
    }
    let first = command.removeFirst()
    let rest = command
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await self.finish(first, rest)
        return true
      }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        return false
      }
      defer { group.cancelAll() }
      guard try await group.next() == true else { throw PaperFailure.tooLong(program: name) }
    }
  }

  private func finish(_ executable: String, _ arguments: [String]) async throws {
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(200))]
    let result = try await Subprocess.run(
      .name(executable), arguments: Arguments(arguments), environment: .inherit.updating(Self.environment),
      platformOptions: options, input: .none, output: .discarded, error: .string(limit: 262_144))
    guard result.terminationStatus.isSuccess else {
      throw PaperFailure.failed(program: name, message: String(result.standardError.prefix(500)))
    }
  }

  /// A way out that leads nowhere: nothing of a paper is fetched from a network.
  private static let environment: [Environment.Key: String?] = [
    "LC_ALL": "C.UTF-8", "VIPS_CONCURRENCY": "1", "VIPS_WARNING": "0", "http_proxy": "http://127.0.0.1:9",
    "https_proxy": "http://127.0.0.1:9", "no_proxy": nil, "NO_PROXY": nil,
    // A paper set twice is the same bytes twice: fonts within it carry a time otherwise, and a signature made beside a PDF
    // could not be compared with the PDF made again.
    "SOURCE_DATE_EPOCH": "1577836800", "PYTHONHASHSEED": "0",
  ]
}

/// A folder for one paper, taken away afterwards.
enum WorkFolder {
  static func with<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hoitu-vb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }
}
