import Dispatch
import Glibc
import Logging
import Renewal
import Runtime
import Synchronization

/// Another program, started without a shell; it ends by itself, when it is stopped, or when its time is over.
final class Child: Sendable {
  /// How it ended.
  enum End: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// Its time was over, and it was killed.
    case timedOut
  }

  private struct Life {
    /// The process while it may be signalled; nothing once it was taken away.
    var number: pid_t?
    var isOverdue = false
    var isStopped = false

    /// Signals the program and all it started.
    func signal(_ signal: Int32) { if let number { kill(-number, signal) } }
  }

  /// How long a program that is to stop may take to do so.
  private static let grace = Milliseconds.seconds(1)

  private let life: Mutex<Life>

  private init(_ number: pid_t) { life = Mutex(Life(number: number)) }

  /// Starts a program that gets a text on its standard input; nothing when it cannot be started. `ended` is called once.
  static func start(
    _ command: [String], input: String = "", within bound: Milliseconds, ended: @escaping @Sendable (End) -> Void
  ) -> Child? {
    guard let number = spawn(command, input: input) else { return nil }
    let child = Child(number)
    DispatchQueue.global().async { ended(child.wait(for: number)) }
    child.after(bound) { life in
      life.isOverdue = life.number != nil
      life.signal(SIGKILL)
    }
    return child
  }

  /// Asks the program and what it started to end; what does not listen is killed.
  func stop() {
    life.withLock { life in
      life.isStopped = true
      life.signal(SIGTERM)
    }
    after(Self.grace) { $0.signal(SIGKILL) }
  }

  private func after(_ span: Milliseconds, _ change: @escaping @Sendable (inout Life) -> Void) {
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(span.count)) {
      self.life.withLock { change(&$0) }
    }
  }

  /// Waits for the end, and takes the process away while nobody can signal its number.
  private func wait(for number: pid_t) -> End {
    var ended = siginfo_t()
    while waitid(P_PID, id_t(number), &ended, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return life.withLock { life in
      // While its number is still its own: what it started and did not end with it.
      if life.isStopped || life.isOverdue { life.signal(SIGKILL) }
      var status: Int32 = 0
      waitpid(number, &status, 0)
      life.number = nil
      if life.isOverdue { return .timedOut }
      return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
    }
  }

  private static func spawn(_ command: [String], input: String) -> pid_t? {
    guard let program = command.first else { return nil }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    defer { for end in ends { close(end) } }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The box ignores SIGPIPE; a group of its own so that what the program starts ends with it.
    var usual = sigset_t()
    sigemptyset(&usual)
    posix_spawnattr_setsigmask(&attributes, &usual)
    sigaddset(&usual, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawnp(&child, program, &actions, &attributes, &arguments, environ) == 0 else { return nil }
    let bytes = Array(input.utf8.prefix(4096))
    _ = write(ends[1], bytes, bytes.count)
    return child
  }
}

/// The configured program that reads aloud what it gets on its input.
final class SpeechCommand: Voice {
  /// The longest that one screen may take to be said.
  private static let bound = Milliseconds.seconds(300)

  private let command: [String]
  private let log: Logger
  private let speaking = Mutex<Child?>(nil)

  init(_ command: [String], log: Logger) {
    self.command = command
    self.log = log
  }

  func say(_ sentences: [String], _ presentation: Presentation, ended: @escaping @Sendable () -> Void) {
    hush()
    guard !command.isEmpty else { return ended() }
    let text = sentences.joined(separator: "\n") + "\n"
    let child = Child.start(Self.filled(command, presentation), input: text, within: Self.bound) { _ in ended() }
    if child == nil {
      log.error("the speech engine cannot be started")
      ended()
    }
    speaking.withLock { $0 = child }
  }

  func hush() {
    speaking.withLock { child in
      child?.stop()
      child = nil
    }
  }

  /// The arguments with the citizen's language, volume (0–200, 100 is usual) and pace (words a minute) in their places.
  static func filled(_ command: [String], _ presentation: Presentation) -> [String] {
    let values = [
      "{language}": presentation.language.code,
      "{volume}": String([40, 70, 100, 140, 200][min(max(presentation.volume, 1), 5) - 1]),
      "{pace}": String([110, 140, 170, 200, 230][min(max(presentation.pace, 1), 5) - 1]),
    ]
    return command.map { argument in values[argument] ?? argument }
  }
}

/// The configured program that reaches a librarian: it gets the flag's code, its severity and the box, nothing personal.
final class NotifyCommand: Sendable {
  /// How long it may take.
  static let bound = Milliseconds.seconds(10)

  private let command: [String]
  private let box: String
  private let log: Logger
  private let failures = Mutex(0)

  init(_ command: [String], box: String, log: Logger) {
    self.command = command
    self.box = box
    self.log = log
  }

  @Sendable func notify(_ code: FlagCode) {
    guard !command.isEmpty else { return }
    let child = Child.start(command + [code.rawValue, "\(code.severity)", box], within: Self.bound) { end in
      switch end {
      case .exited(0): break
      case .exited(let status): self.failed("it ended with \(status)")
      case .signalled(let signal): self.failed("signal \(signal) ended it")
      case .timedOut: self.failed("it took longer than \(Self.bound.count / 1000) s")
      }
    }
    if child == nil { failed("it cannot be started") }
  }

  private func failed(_ reason: String) {
    let count = failures.withLock { failures in
      failures += 1
      return failures
    }
    log.error("nobody was reached", metadata: ["REASON": "\(reason)", "FAILURES": "\(count)"])
  }
}
