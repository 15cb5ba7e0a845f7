import Glibc
import Renewal
import Runtime
import Synchronization

/// Starts other programs without a shell.
enum Spawn {
  /// Starts a program with arguments; its standard input is a pipe that the text is written to. Nothing when it cannot be started.
  static func start(_ command: [String], input: String) -> pid_t? {
    guard let program = command.first else { return nil }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { for end in ends { close(end) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, program, &actions, nil, &arguments, environ) == 0 else { return nil }
    let bytes = Array(input.utf8.prefix(4096))
    _ = write(ends[1], bytes, bytes.count)
    return child
  }

  /// Takes away children that have ended.
  static func reap() { while waitpid(-1, nil, WNOHANG) > 0 {} }
}

/// The configured program that reads aloud what it gets on its input.
final class SpeechCommand: Voice {
  private let command: [String]
  private let speaking = Mutex<pid_t?>(nil)

  init(_ command: [String]) { self.command = command }

  func say(_ sentences: [String], _ presentation: Presentation) {
    hush()
    let child = Spawn.start(command, input: sentences.joined(separator: "\n") + "\n")
    speaking.withLock { $0 = child }
  }

  func hush() {
    guard !command.isEmpty else { return }
    Spawn.reap()
    speaking.withLock { child in
      if let running = child { kill(running, SIGTERM) }
      child = nil
    }
  }
}

/// The configured program that reaches a librarian: it gets the flag's code, its severity and the box, nothing personal.
struct NotifyCommand {
  private let command: [String]
  private let box: String

  init(_ command: [String], box: String) {
    self.command = command
    self.box = box
  }

  @Sendable func notify(_ code: FlagCode) {
    guard !command.isEmpty else { return }
    Spawn.reap()
    _ = Spawn.start(command + [code.rawValue, "\(code.severity)", box], input: "")
  }
}
