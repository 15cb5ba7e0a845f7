import Dispatch
import PassportChip
import Synchronization

/// Watches over a chip's commands: a chip that leaves one without an answer holds its reader, and whoever asked it, for as long as it likes.
final class CommandWatch: Sendable {
  /// How long one command may take: chips ask for more time again and again, and have answered after a second or two.
  static let patience = DispatchTimeInterval.seconds(8)

  /// The number of the command that is under way, and how many there were.
  private let commands = Mutex<(underWay: Int?, count: Int)>((nil, 0))
  private let giveUp: @Sendable () -> Never

  /// Gives up when a command was not answered in time.
  init(giveUp: @escaping @Sendable () -> Never) { self.giveUp = giveUp }

  func watch<Answer>(_ command: () throws(ChipLineFault) -> Answer) throws(ChipLineFault) -> Answer {
    let number = commands.withLock { commands in
      commands.count += 1
      commands.underWay = commands.count
      return commands.count
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience) { [self] in
      if commands.withLock({ $0.underWay == number }) { giveUp() }
    }
    defer { commands.withLock { $0.underWay = nil } }
    return try command()
  }
}

/// A chip whose commands are watched.
struct WatchedLine<Line: ChipLine>: ChipLine {
  let line: Line
  let watch: CommandWatch

  var takesLongCommands: Bool { line.takesLongCommands }

  func transmit(_ command: [UInt8]) throws(ChipLineFault) -> [UInt8] {
    try watch.watch { () throws(ChipLineFault) in try line.transmit(command) }
  }
}
