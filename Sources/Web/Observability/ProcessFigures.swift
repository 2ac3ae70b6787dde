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
    var usage = rusage()
    if getrusage(Int32(RUSAGE_SELF.rawValue), &usage) == 0 {
      let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      let rest = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
      text += "# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total \(seconds + rest)\n"
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
}
