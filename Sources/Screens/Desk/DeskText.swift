import Renewal

/// The texts of a desk.
package enum DeskText: String, TextGroup {
  case logInHeading, keyQuit
  case nobody, nobodyHint, waits, minutes, hours, now, noAge, hasIt, youHaveIt, more, before, claimHint
  case keyClaim, keyLogOut, keyRelease
  case freshFrame, noFreshFrame, freshFirst, freshHint, takeFrame, takingFrame, newFrame, messages, watch, atBoxOnly,
    onlyAtBox
  case guidanceHeading, guidanceHint, guided, lastSaid
  case watchHeading, watchNothing
  case today, visits, kept, keptUntil, noneKept, outbox, waiting, devices, devicesWell, summary, nobodyWaits
  case over, released, goneHeading, gone

  package static let section = "desk"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .waits, .more, .before: ["count"]
    case .minutes: ["minutes"]
    case .hours: ["hours"]
    case .hasIt: ["name"]
    case .atBoxOnly: ["actions"]
    case .guidanceHint: ["language"]
    case .guided, .lastSaid: ["message"]
    case .visits: ["visits", "completed"]
    case .keptUntil: ["count", "moment"]
    case .waiting: ["count"]
    case .summary: ["count", "severity", "age"]
    case .logInHeading, .keyQuit, .nobody, .nobodyHint, .now, .noAge, .youHaveIt, .claimHint, .keyClaim,
      .keyLogOut, .keyRelease, .freshFrame, .noFreshFrame, .freshFirst, .freshHint, .takeFrame, .takingFrame, .newFrame,
      .messages,
      .watch,
      .onlyAtBox, .guidanceHeading, .watchHeading, .watchNothing, .today, .kept, .noneKept,
      .outbox, .devices, .devicesWell, .nobodyWaits, .over, .released, .goneHeading, .gone:
      []
    }
  }

  package var counted: String? { self == .waits ? "count" : nil }
}
