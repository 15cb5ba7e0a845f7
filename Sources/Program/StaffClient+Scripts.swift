import ArgumentParser
import Runtime

extension StaffClient {
  /// How long the box may take to answer, in milliseconds.
  private static let bound = 5000

  /// Asks the box and waits for the message that answers, as `take` finds it; a refusal, a lost connection or silence is told, and
  /// ends the program.
  func answer<Answer>(to question: DeskMessage, _ take: (BoxMessage) -> Answer?) throws(SocketFault) -> Answer {
    send(question)
    let end = steadyMilliseconds() + Self.bound
    while steadyMilliseconds() < end {
      for news in news() {
        switch news {
        case .message(.refused(let why, let version)):
          Output.complaint(Self.words(for: why, version))
          DeskCommand.exit(withError: Self.exit(for: why).exit)
        case .message(let message): if let answer = take(message) { return answer }
        case .lost:
          Output.complaint("the box ended the connection")
          DeskCommand.exit(withError: SystemExit.unavailable.exit)
        }
      }
      wait(milliseconds: Int32(clamping: end - steadyMilliseconds()))
    }
    Output.complaint("the box does not answer")
    DeskCommand.exit(withError: SystemExit.unavailable.exit)
  }

  /// What a refusal means and what to do.
  static func words(for why: ClientRefusal, _ version: Int) -> String {
    switch why {
    case .version:
      "the box speaks version \(version) of the staff socket, this program version \(Wire.version): run the same pasboks as the box"
    case .full: "the box has as many desks as it takes (\(StaffSocket.mostDesks)): close one, and try again"
    case .tooMany:
      "this user has as many desks as one may have (\(StaffSocket.mostOfOneUser)): close one, and try again"
    case .notAuthorised: "it takes a supervisor's number and PIN"
    case .locked: "after wrong PINs this user must wait"
    case .mustChangePIN: "somebody else set this PIN: log in at a desk, and choose your own first"
    case .unavailable: "the box cannot look the account up now; its log tells why"
    }
  }

  /// How the program ends when a connection is refused.
  static func exit(for why: ClientRefusal) -> SystemExit {
    switch why {
    case .version: .unavailable
    case .full, .tooMany, .locked, .unavailable: .temporary
    case .notAuthorised, .mustChangePIN: .noPermission
    }
  }
}
