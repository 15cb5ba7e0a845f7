import Renewal

/// The texts of staff's log-in.
package enum LogInText: String, TextGroup {
  case heading, number, pin, checking, demonstration
  case wrong, locked, unavailable, untrusted, revoked, roleNotEnough, samePerson, documentStillInside, notNow
  case ownHeading, ownHint, ownPIN, ownAgain, pinsDiffer

  package static let section = "logIn"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .demonstration: ["number", "pin"]
    case .locked: ["seconds"]
    case .ownHint: ["number"]
    case .heading, .number, .pin, .checking, .wrong, .unavailable, .untrusted, .revoked, .roleNotEnough, .samePerson,
      .documentStillInside, .notNow, .ownHeading, .ownPIN, .ownAgain, .pinsDiffer:
      []
    }
  }
}

/// Staff number, then PIN; in a demonstration both stand on the screen.
enum LogInScreen {
  static func page(_ logIn: LogIn, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(logIn.own == nil ? LogInText.heading : .ownHeading))
    page.isStaff = true
    page.addFields(of: logIn, setting, as: \.account)
    return page
  }

  /// What a log-in, or an action, met.
  static func words(_ notice: LogIn.Notice?, _ setting: Setting) -> SpokenText? {
    switch notice {
    case nil: nil
    case .wrong: setting(LogInText.wrong)
    case .locked(let seconds): setting(LogInText.locked, ["seconds": .number(seconds)])
    case .unavailable: setting(LogInText.unavailable)
    case .untrusted: setting(LogInText.untrusted)
    case .revoked: setting(LogInText.revoked)
    case .pinFault(let fault): setting(TextKey.fault(fault))
    case .pinsDiffer: setting(LogInText.pinsDiffer)
    case .news(let news): setting(TextKey.news(news))
    case .roleNotEnough: setting(LogInText.roleNotEnough)
    case .samePerson: setting(LogInText.samePerson)
    case .documentStillInside: setting(LogInText.documentStillInside)
    case .notNow: setting(LogInText.notNow)
    }
  }
}

extension Page {
  /// The fields of a log-in, what it met, and how to log in at a demonstration.
  mutating func addFields(
    of logIn: LogIn, _ setting: Setting, as account: KeyPath<DemonstrationHint, DemonstrationHint.Account>
  ) {
    if let own = logIn.own { return addFields(of: own, logIn, setting) }
    let entry = logIn.pin ?? logIn.number
    keys = KeyHints(
      enter: setting(CommonText.keyOn), back: setting(entry.digits.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    add(.field(Field(setting(LogInText.number), logIn.number, isFocused: logIn.pin == nil && !logIn.isChecking)))
    if let pin = logIn.pin {
      add(.field(Field(setting(LogInText.pin), pin, isFocused: !logIn.isChecking)), gap: false)
    }
    if logIn.isChecking { add(.prompt(setting(LogInText.checking))) }
    notice(.bad, LogInScreen.words(logIn.notice, setting))
    leaveQuestion(entry, setting)
    if let known = setting.context.demonstration?[keyPath: account] {
      let values: [String: Value] = ["number": .plain(known.staffNumber), "pin": .plain(known.pin)]
      add(.notice(.staff, setting(LogInText.demonstration, values)))
    }
  }

  /// The fields in which somebody chooses a PIN of their own, and why they must.
  private mutating func addFields(of own: OwnPIN, _ logIn: LogIn, _ setting: Setting) {
    let entry = own.second ?? own.first
    keys = KeyHints(
      enter: setting(CommonText.keyOn), back: setting(entry.digits.isEmpty ? CommonText.keyBack : CommonText.keyErase))
    add(.text(setting(LogInText.ownHint, ["number": .plain(own.setBy.digits)])))
    add(.field(Field(setting(LogInText.ownPIN), own.first, isFocused: own.second == nil && !logIn.isChecking)))
    if let second = own.second {
      add(.field(Field(setting(LogInText.ownAgain), second, isFocused: !logIn.isChecking)), gap: false)
    }
    if logIn.isChecking { add(.prompt(setting(LogInText.checking))) }
    notice(.bad, LogInScreen.words(logIn.notice, setting))
    leaveQuestion(entry, setting)
  }
}
