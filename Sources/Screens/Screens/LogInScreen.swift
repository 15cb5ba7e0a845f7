import Renewal

/// The texts of staff's log-in.
package enum LogInText: String, TextGroup {
  case heading, number, pin, checking, demonstration
  case wrong, locked, unavailable, roleNotEnough, samePerson, documentStillInside, notNow

  package static let section = "logIn"
  package static let audience = Audience.staff

  package var placeholders: [String] {
    switch self {
    case .demonstration: ["number", "pin"]
    case .locked: ["seconds"]
    case .heading, .number, .pin, .checking, .wrong, .unavailable, .roleNotEnough, .samePerson, .documentStillInside,
      .notNow:
      []
    }
  }
}

/// Staff number, then PIN; in a demonstration both stand on the screen.
enum LogInScreen {
  static func page(_ logIn: LogIn, _ setting: Setting) -> Page {
    var page = Page(.none, heading: setting(LogInText.heading))
    page.isStaff = true
    page.addFields(of: logIn, setting, as: \.account)
    return page
  }

  /// What a log-in, or an action, met.
  static func words(_ notice: LogIn.Notice?, _ setting: Setting) -> Words? {
    switch notice {
    case nil: nil
    case .wrong: setting(LogInText.wrong)
    case .locked(let seconds): setting(LogInText.locked, ["seconds": .number(seconds)])
    case .unavailable: setting(LogInText.unavailable)
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
}
