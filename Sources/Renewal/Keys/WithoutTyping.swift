// What a held key may change, taken away: two states that are equal without it differ in nothing else.

extension Box.State {
  /// The state with every field empty, the focus at the first and the voice at its lowest.
  var withoutTyping: Box.State {
    switch self {
    case .closed, .welcome, .maintenance: self
    case .visit(let visit): .visit(visit.withoutTyping)
    case .logIn(let logIn, let visit): .logIn(logIn.withoutTyping, visit)
    case .attended(let attendance): .attended(attendance.withoutTyping)
    }
  }
}

extension Visit {
  fileprivate var withoutTyping: Visit {
    var bare = self
    bare.answer = nil
    if case .learnKeys(let trial) = overlay { bare.overlay = .learnKeys(trial.canonicalForm) }
    bare.presentation.volume = 0
    bare.presentation.pace = 0
    bare.step = step.body.withoutTyping.step
    return bare
  }
}

extension Attendance {
  fileprivate var withoutTyping: Attendance {
    var bare = self
    switch page {
    case .work(let work): bare.page = .work(work.withoutTyping)
    case .resume(let entry, let notice): bare.page = .resume(entry.withoutTyping, notice)
    case .box, .outOfService, .chooseStep, .contact: break
    }
    return bare
  }
}

extension Desk.State {
  /// The state with every field empty and the focus at the first.
  var withoutTyping: Desk.State {
    switch self {
    case .logIn(let logIn): .logIn(logIn.withoutTyping)
    case .queue(let session, _): .queue(session, place: 0)
    case .helping(let session, let workItem, .work(let work)): .helping(session, workItem, .work(work.withoutTyping))
    case .helping(_, _, .guidance), .helping(_, _, .watching), .gone: self
    }
  }
}

extension FlagWork {
  fileprivate var withoutTyping: FlagWork {
    switch self {
    case .secondPerson(let code, let action, let logIn): .secondPerson(code, action, logIn.withoutTyping)
    case .note(let place, _): .note(place, TextEntry())
    case .flag, .reason, .learned, .faces: self
    }
  }
}

extension LogIn {
  fileprivate var withoutTyping: LogIn {
    var bare = self
    bare.number = number.withoutTyping
    bare.pin = pin?.withoutTyping
    bare.own?.first = LogIn.emptyPIN
    bare.own?.second = own?.second?.withoutTyping
    return bare
  }
}

extension Entry {
  /// Empty; whether it asks to leave is no typing.
  var withoutTyping: Entry {
    var bare = Entry(limit: limit, isMasked: isMasked, shown: shown)
    bare.asksToLeave = asksToLeave
    return bare
  }
}
