import Foundation
import Subprocess

/// A program of somebody else's, run with limits: what it may use of memory, processor time and disk, and how long we
/// wait. Pictures come from outside; a decoder may crash, loop or want all memory, and only it suffers.
struct ExternalTool: Sendable {
  /// `vipsthumbnail`; looked for on the PATH.
  let name: String
  /// The Debian package that brings it.
  let package: String

  static let thumbnailer = ExternalTool(name: "vipsthumbnail", package: "libvips-tools")
  static let vips = ExternalTool(name: "vips", package: "libvips-tools")
  static let metadata = ExternalTool(name: "exiftool", package: "libimage-exiftool-perl")
  static let ffmpeg = ExternalTool(name: "ffmpeg", package: "ffmpeg")
  static let probe = ExternalTool(name: "ffprobe", package: "ffmpeg")
  private static let limiter = ExternalTool(name: "prlimit", package: "util-linux")

  /// Whether it is on this machine.
  var isInstalled: Bool { path != nil }

  private var path: String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it to its end and returns what it printed.
  ///
  /// - Parameters:
  ///   - seconds: after this it is killed and ``ToolFailure/timeout`` is thrown.
  ///   - isForeign: whether it reads a file from outside: then libvips uses only loaders proven on hostile files.
  @discardableResult
  func run(
    _ arguments: [String], seconds: Int, megabytes: Int = 2_048, isForeign: Bool = false
  ) async throws -> String {
    guard isInstalled else { throw ToolFailure.missing(self) }
    var command = [name] + arguments
    if Self.limiter.isInstalled {
      command =
        [
          "prlimit", "--as=\(megabytes * 1_048_576)", "--cpu=\(seconds)", "--fsize=\(2_147_483_648)", "--core=0",
          "--nofile=128", "--",
        ] + command
    }
    let first = command.removeFirst()
    let rest = command
    return try await withThrowingTaskGroup(of: String?.self) { group in
      group.addTask { try await Self.output(first, rest, isForeign: isForeign) }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        return nil
      }
      defer { group.cancelAll() }
      guard let finished = try await group.next(), let output = finished else { throw ToolFailure.timeout(self) }
      return output
    }
  }

  private static func output(
    _ executable: String, _ arguments: [String], isForeign: Bool
  ) async throws -> String {
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(200))]
    let result = try await Subprocess.run(
      .name(executable), arguments: Arguments(arguments),
      environment: .inherit.updating(environment(isForeign: isForeign)),
      platformOptions: options, input: .none, output: .string(limit: 1_048_576), error: .string(limit: 262_144))
    guard result.terminationStatus.isSuccess else {
      throw ToolFailure.failed(message: String(result.standardError.prefix(500)))
    }
    return result.standardOutput
  }

  /// One thread each, so that two cores still serve readers; no warnings, of which a damaged file gives thousands.
  private static func environment(isForeign: Bool) -> [Environment.Key: String?] {
    var values: [Environment.Key: String?] = ["VIPS_CONCURRENCY": "1", "VIPS_WARNING": "0", "LC_ALL": "C.UTF-8"]
    if isForeign { values["VIPS_BLOCK_UNTRUSTED"] = "1" }
    return values
  }
}

/// Why a tool gave no result.
enum ToolFailure: Error {
  case missing(ExternalTool)
  case timeout(ExternalTool)
  case failed(message: String)
}
