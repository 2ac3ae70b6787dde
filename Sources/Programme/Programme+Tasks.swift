import Kernel
import Messaging
import Web

extension Programme {
  static let tasksRoom = "tasks"

  static var tasksDesk: DeskRoom {
    DeskRoom(
      id: tasksRoom, title: "Nhiệm vụ", icon: "clipboard-list", path: ProgrammePath.tasks, permission: read)
  }

  /// Those whose organisation ended hand over first, so that reminders reach whoever carries on.
  var taskSchedules: [Schedule] {
    [
      Schedule("programme.reassign-ended", .daily(hour: 5, minute: 30)) { _ in try await reassignEnded() },
      Schedule("programme.make-turns", .daily(hour: 6, minute: 0)) { _ in try await makeTurns() },
      Schedule("programme.remind", .every(seconds: 1800)) { _ in try await remind() },
    ]
  }
}
