import ArgumentParser
import Renewal
import Reports
import Runtime

/// How the queue is printed.
enum DeskListFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `pasboks desk --list`: the queue for scripts.
enum DeskList {
  /// Prints the queue of the box behind a socket.
  static func print(from path: String, as format: DeskListFormat) throws {
    let lines: [QueueLine]
    do throws(SocketFault) {
      lines = try StaffClient(path: path).answer(to: .list(version: Wire.version)) { message in
        if case .queue(let lines) = message { lines } else { nil }
      }
    } catch {
      Output.complaint(error.message)
      throw DeskCommand.exit(for: error).exit
    }
    switch format {
    case .text: for line in lines { Output.line(text(line)) }
    case .json: Output.line(JSON.list(lines.map(json)).shown)
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
    [
      "severity": .text(line.severity), "code": .text(line.code), "step": line.step.json, "device": line.device.json,
      "case": line.number.json, "minutes": line.minutes.json, "isClaimed": .flag(line.isClaimed),
    ]
  }
}
