import ArgumentParser
import ChildProcesses
import Devices
import Dispatch
import Foundation
import Glibc
import Logging
import Renewal
import Runtime
import Synchronization

/// A simulated world in another process, behind the sockets of a folder: one that somebody plays beside the box, or a child that plays the
/// exercises of a rehearsal.
struct RemoteWorld {
  /// How long a world may take to be there and to greet, and how long a child, which is killed a second after it was asked to end, may
  /// take to be gone on a machine that is busy.
  private static let (patience, grace) = (Milliseconds.seconds(10), Milliseconds.seconds(30))
  /// How long a child is kept: longer than anybody rehearses.
  private static let longest = Milliseconds.seconds(7 * 86_400)

  let world: SimulatedWorld
  /// Ends it, where it is a child, and takes its sockets away.
  let end: @Sendable () -> Void

  /// The world that `pasboks world` plays behind the sockets of a folder; where there is none, that is told, and ends the program.
  static func played(in folder: String) throws -> SimulatedWorld {
    let line: WorldLine
    do throws(SocketFault) {
      line = try WorldLine(folder: folder)
    } catch {
      Output.complaint(
        "no world can be reached in \(folder): start it with `pasboks world \(folder)` (\(error.message))")
      throw SystemExit.unavailable.exit
    }
    guard let greeting = line.greeting(within: patience) else {
      Output.complaint("the world in \(folder) does not greet; one box at a time plays with it")
      throw SystemExit.unavailable.exit
    }
    return world(greeting, line, in: folder)
  }

  /// A child that plays all exercises behind sockets in a folder of its own; nothing where it cannot be had, for a reason in the log.
  static func child(_ order: WorldOrder, in folder: String, log: Logger) -> RemoteWorld? {
    func none(_ reason: String) -> RemoteWorld? {
      log.error("no simulated world to rehearse in", metadata: ["REASON": "\(reason)"])
      return nil
    }
    guard let program = SiblingProgram.world.path else { return none("pasboks-world is not installed") }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      return none("\(folder): \(String(cString: strerror(errno)))")
    }
    let over = DispatchSemaphore(value: 0)
    let ending = Mutex<Child.End?>(nil)
    let words = [program, "world", folder, "--exercises", "--config", order.configuration, "--state", order.state]
    let child = Child.start(
      words + ["--pace", "\(order.pace)"], within: longest, ended: { end in ending.withLock { $0 = end } },
      gone: { over.signal() })
    guard let child else { return none("it cannot be started: \(String(cString: strerror(errno)))") }
    let end: @Sendable () -> Void = {
      child.stop()
      _ = over.wait(timeout: .now() + .milliseconds(grace.count))
      remove(folder)
    }
    let line = awaited(in: folder) { ending.withLock { $0 != nil } }
    guard let line, let greeting = line.greeting(within: patience), !greeting.exercises.isEmpty else {
      end()
      return none("`pasboks world \(folder) --exercises` tells it")
    }
    return RemoteWorld(world: world(greeting, line, in: folder), end: end)
  }

  /// Takes away what a child left in its folder, and the folder.
  static func remove(_ folder: String) {
    // What is not there need not go; what is in the way is told by the next child.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The line to a world that is about to be there; nothing where it ended, or takes too long.
  private static func awaited(in folder: String, isOver: () -> Bool) -> WorldLine? {
    let end = steadyMilliseconds() + patience.count
    while steadyMilliseconds() < end, !isOver() {
      if let line = try? WorldLine(folder: folder) { return line }
      usleep(5_000)
    }
    return nil
  }

  private static func world(_ greeting: WorldGreeting, _ line: WorldLine, in folder: String) -> SimulatedWorld {
    SimulatedWorld(
      surroundings: { log in
        let drivers = Device.allCases.map { device in
          RemoteDriver(
            device, path: "\(folder)/\(device.rawValue)", scheduler: SystemScheduler(), log: log, takesSimulated: true)
        }
        let authority = RemoteAuthority(
          path: "\(folder)/\(WorldLine.authorityName)", scheduler: SystemScheduler(), log: log)
        return BoxSurroundings(drivers: drivers, authority: authority) {
          drivers.forEach { $0.close() }
          authority.close()
          line.end()
        }
      }, numbers: greeting.numbers, typed: greeting.typed, exercises: greeting.exercises,
      play: { place in line.play(place) })
  }
}
