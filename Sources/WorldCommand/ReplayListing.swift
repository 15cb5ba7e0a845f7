import Program
import Recording
import Renewal

/// A replay as text: one line an event, and one for each of its effects.
enum ReplayListing {
  /// Prints all of it; ends the program with a fault where it departs or cannot go on.
  static func print(_ replay: Replay, of file: String) throws {
    var replay = replay
    Output.line("0 \(Mark(replay.box).words)")
    while replay.position < replay.end {
      let before = replay.position
      replay.move(by: 1)
      guard replay.position > before, let line = replay.line else { break }
      Output.line("\(replay.position) \(seconds(line.milliseconds)) \(line.event.words) → \(Mark(replay.box).words)")
      if replay.departure == replay.position {
        Output.line("  departed: the recorded box stood at \(line.after.words)")
      }
      for effect in replay.effects { Output.line("  \(effect.words)") }
    }
    if let fault = replay.fault {
      Output.complaint("\(file): \(fault)")
      throw SystemExit.data.exit
    }
    if let departure = replay.departure {
      Output.complaint("\(file): the replay departed from the recording at event \(departure), line \(departure + 1)")
      throw SystemExit.data.exit
    }
  }

  /// A time since the beginning, such as `12.345 s`.
  static func seconds(_ milliseconds: Int) -> String {
    let rest = String(abs(milliseconds % 1000))
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest) s"
  }
}
