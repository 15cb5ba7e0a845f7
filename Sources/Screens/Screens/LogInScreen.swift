import Renewal

/// The texts of staff's log-in.
package enum LogInText: String, TextGroup {
  case heading, number, pin, checking, demonstration
  case wrong, locked, unavailable, untrusted, revoked, timedOut, roleNotEnough, citizenFirst, samePerson,
    documentStillInside, notNow
  case ownHeading, ownHint, ownPIN, ownAgain, pinsDiffer

  package static let section = "logIn"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .demonstration: ["number", "pin"]
    case .locked: ["seconds"]
    case .ownHint: ["number"]
    case .heading, .number, .pin, .checking, .wrong, .unavailable, .untrusted, .revoked, .timedOut, .roleNotEnough,
      .citizenFirst, .samePerson,
      .documentStillInside, .notNow, .ownHeading, .ownPIN, .ownAgain, .pinsDiffer:
      []
    }
  }

  package var counted: String? { self == .locked ? "seconds" : nil }
}

/// Staff number, then PIN; in a demonstration both stand on the screen.
enum LogInScreen {
  static func page(_ logIn: LogIn, _ render: RenderContext) -> Page {
    var page = Page(.none, heading: render(logIn.own == nil ? LogInText.heading : .ownHeading))
    page.isStaff = true
    page.addFields(of: logIn, render, as: \.account)
    return page
  }

  /// What a log-in, or an action, met.
  static func words(_ notice: LogIn.Notice?, _ render: RenderContext) -> SpokenText? {
    switch notice {
    case nil: nil
    case .wrong: render(LogInText.wrong)
    case .locked(let seconds): render(LogInText.locked, ["seconds": .number(seconds)])
    case .unavailable: render(LogInText.unavailable)
    case .untrusted: render(LogInText.untrusted)
    case .revoked: render(LogInText.revoked)
    case .timedOut: render(LogInText.timedOut)
    case .pinFault(let fault): render(TextKey.fault(fault))
    case .pinsDiffer: render(LogInText.pinsDiffer)
    case .news(let news): render(TextKey.news(news))
    case .roleNotEnough: render(LogInText.roleNotEnough)
    case .citizenFirst: render(LogInText.citizenFirst)
    case .samePerson: render(LogInText.samePerson)
    case .documentStillInside: render(LogInText.documentStillInside)
    case .notNow: render(LogInText.notNow)
    case .noSuchKey: render(CommonText.strayKey)
    }
  }
}

extension Page {
  /// The fields of a log-in, what it met, and how to log in at a demonstration.
  mutating func addFields(
    of logIn: LogIn, _ render: RenderContext, as account: KeyPath<DemonstrationHint, DemonstrationHint.Account>
  ) {
    if let own = logIn.own { return addFields(of: own, logIn, render) }
    let entry = logIn.pin ?? logIn.number
    keys = KeyHints(
      enter: render(CommonText.keyOn), back: render(entry.digits.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    add(.field(Field(render(LogInText.number), logIn.number, isFocused: logIn.pin == nil && !logIn.isChecking)))
    if let pin = logIn.pin {
      add(.field(Field(render(LogInText.pin), pin, isFocused: !logIn.isChecking)), gap: false)
    }
    if logIn.isChecking { add(.prompt(render(LogInText.checking))) }
    notice(.bad, LogInScreen.words(logIn.notice, render))
    leaveQuestion(entry, render)
    if let known = render.context.demonstration?[keyPath: account] {
      let values: [String: SpokenValue] = ["number": .plain(known.staffNumber), "pin": .plain(known.pin)]
      add(.notice(.staff, render(LogInText.demonstration, values)))
    }
  }

  /// The fields in which somebody chooses a PIN of their own, and why they must.
  private mutating func addFields(of own: OwnPIN, _ logIn: LogIn, _ render: RenderContext) {
    let entry = own.second ?? own.first
    keys = KeyHints(
      enter: render(CommonText.keyOn), back: render(entry.digits.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    add(.text(render(LogInText.ownHint, ["number": .plain(own.setBy.digits)])))
    add(.field(Field(render(LogInText.ownPIN), own.first, isFocused: own.second == nil && !logIn.isChecking)))
    if let second = own.second {
      add(.field(Field(render(LogInText.ownAgain), second, isFocused: !logIn.isChecking)), gap: false)
    }
    if logIn.isChecking { add(.prompt(render(LogInText.checking))) }
    notice(.bad, LogInScreen.words(logIn.notice, render))
    leaveQuestion(entry, render)
  }
}
