import ArgumentParser
import Runtime

/// How the queue is printed.
enum DeskListFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `pasboks desk --list`: the queue for scripts.
enum DeskList {
  /// How long the box may take to answer, in milliseconds.
  private static let bound = 5000

  /// Prints the queue of the box behind a socket.
  static func print(from path: String, as format: DeskListFormat) throws {
    let lines: [QueueLine]
    do throws(StaffSocketFault) {
      lines = try queue(of: try StaffLine(path: path))
    } catch {
      Output.complaint(error.message)
      throw DeskCommand.exit(for: error).exit
    }
    switch format {
    case .text: for line in lines { Output.line(text(line)) }
    case .json: Output.line(JSON.list(lines.map(json)).description)
    }
  }

  private static func queue(of line: StaffLine) throws(StaffSocketFault) -> [QueueLine] {
    line.tell(.list(version: Wire.version))
    let end = steadyMilliseconds() + bound
    while steadyMilliseconds() < end {
      for news in line.news() {
        switch news {
        case .message(.queue(let lines)): return lines
        case .message(.refused(let why, let version)):
          Output.complaint(words(for: why, version))
          DeskCommand.exit(withError: (why == .full ? SystemExit.temporary : .unavailable).exit)
        case .message(.welcome), .message(.screen), .message(.flags), .message(.bye): break
        case .lost:
          Output.complaint("the box ended the connection")
          DeskCommand.exit(withError: SystemExit.unavailable.exit)
        }
      }
      line.wait(milliseconds: Int32(clamping: end - steadyMilliseconds()))
    }
    Output.complaint("the box does not answer")
    DeskCommand.exit(withError: SystemExit.unavailable.exit)
  }

  /// What a refusal means and what to do.
  static func words(for why: LineRefusal, _ version: Int) -> String {
    switch why {
    case .version:
      "the box speaks version \(version) of the staff socket, this program version \(Wire.version): run the same pasboks as the box"
    case .full: "the box has as many desks as it takes (\(StaffSocket.mostDesks)): close one, and try again"
    }
  }

  /// One flag on one line: severity, code, step or device, case, age and whether a desk has it.
  static func text(_ line: QueueLine) -> String {
    let place = line.device ?? line.step ?? "-"
    let age = line.minutes.map { "\($0) min" } ?? "-"
    return [line.severity, line.code, place, line.number ?? "box", age, line.isClaimed ? "claimed" : "free"]
      .joined(separator: "\t")
  }

  private static func json(_ line: QueueLine) -> JSON {
    .object([
      ("severity", .text(line.severity)), ("code", .text(line.code)), ("step", .text(line.step)),
      ("device", .text(line.device)), ("case", .text(line.number)), ("minutes", .number(line.minutes)),
      ("isClaimed", .flag(line.isClaimed)),
    ])
  }
}
