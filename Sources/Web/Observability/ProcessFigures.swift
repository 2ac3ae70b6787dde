import Foundation
import Glibc

/// What the kernel says of this process, under the names every Prometheus dashboard knows.
enum ProcessFigures {
  static func text(started: Date) -> String {
    var text = ""
    if let pages = residentPages() {
      text += "# TYPE process_resident_memory_bytes gauge\n"
      text += "process_resident_memory_bytes \(pages * sysconf(Int32(_SC_PAGESIZE)))\n"
    }
    if let ticks = processorTicks() {
      let seconds = Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
      text += "# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total \(seconds)\n"
    }
    if let descriptors = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
      text += "# TYPE process_open_fds gauge\nprocess_open_fds \(descriptors)\n"
    }
    text += "# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds \(started.timeIntervalSince1970)\n"
    return text
  }

  /// The second number of `/proc/self/statm` (proc(5)).
  private static func residentPages() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }

  /// User and system time: the 14th and 15th number of `/proc/self/stat`, counted past the name, which may have spaces
  /// and brackets in it (proc(5)).
  private static func processorTicks() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return nil }
    let numbers = text[name...].split(separator: " ").dropFirst().map { Int($0) ?? 0 }
    return numbers.count > 12 ? numbers[11] + numbers[12] : nil
  }
}
