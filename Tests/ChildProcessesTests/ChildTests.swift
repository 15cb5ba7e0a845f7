import ChildProcesses
import Foundation
import Renewal
import Testing

/// A program on its leash, kept by the built `pasboks`.
@Suite struct ChildTests {
  /// The program beside these tests, which is a keeper by its first word.
  private static let keeper: String = {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("pasboks").path
  }()

  /// How a command ends, told once all that came of it is gone.
  private static func end(
    of command: [String], within bound: Milliseconds = .seconds(60), input: String = "", stopped: Bool = false
  ) async -> Child.End? {
    await withCheckedContinuation { continuation in
      let ends = AsyncStream.makeStream(of: Child.End.self)
      let child = Child.start(
        command, input: Array(input.utf8), within: bound, keeper: keeper, ended: { ends.continuation.yield($0) },
        gone: { ends.continuation.finish() })
      guard let child else { return continuation.resume(returning: nil) }
      if stopped { child.stop() }
      Task {
        var last: Child.End?
        for await end in ends.stream { last = end }
        continuation.resume(returning: last)
      }
    }
  }

  @Test func `how a program ended is told`() async {
    #expect(await Self.end(of: ["/bin/true"]) == .exited(0))
    #expect(await Self.end(of: ["/bin/sh", "-c", "exit 3"]) == .exited(3))
    #expect(await Self.end(of: ["/bin/sh", "-c", "kill -KILL $$"]) == .signalled(SIGKILL))
  }

  @Test func `what cannot be started is told with the system's reason`() async {
    #expect(await Self.end(of: ["/nowhere/program"]) == .notStarted(ENOENT))
  }

  @Test func `a program reads what it was given`() async {
    #expect(await Self.end(of: ["/bin/sh", "-c", "read word; test \"$word\" = æøå"], input: "æøå\n") == .exited(0))
  }

  @Test func `a program whose time is over is ended, and so is one that is stopped`() async {
    #expect(await Self.end(of: ["/bin/sleep", "600"], within: Milliseconds(1)) == .timedOut)
    #expect(await Self.end(of: ["/bin/sleep", "600"], stopped: true) == .signalled(SIGTERM))
  }
}
