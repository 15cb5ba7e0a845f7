import PassportRules

extension Box {
  /// The menu: what each key does now. What is not here does nothing.
  package var offers: [Offer] { withRehearsalsEnd(pageOffers) }

  private var pageOffers: [Offer] {
    switch state {
    case .closed(.stopping): []
    case .closed: [Offer(.help, .logIn)] + speech(.speakAgain)
    case .welcome(.exercises(let page)): exerciseOffers(page: page)
    case .welcome:
      practiceOffers + [Offer([.enter], .begin, others: .all), Offer(.help, .help)] + speech(.readAloud(true))
    case .visit(let visit): visit.offers(policy, on: date ?? CivilDate(dayNumber: 0))
    case .logIn(let logIn, _): logIn.offers
    case .attended(let attendance): offers(for: attendance).with(attendance.keyList)
    case .maintenance(let maintenance): offers(for: maintenance).with(maintenance.keyList)
    }
  }

  /// What the key for the voice does before anybody has chosen a language.
  private func speech(_ intent: Intent) -> [Offer] {
    guard let own = policy.languages.first, policy.speaks(own) else { return [] }
    return [Offer(.again, intent)]
  }

  mutating func keyPressed(_ key: Key, _ transition: inout Transition) {
    let offer = offers.taking(key)
    noticePerson(&transition)
    guard let offer else { return tellStrayKey() }
    if let obstacle = offer.obstacle { return show(obstacle) }
    if offer.intent == .endRehearsal { return endRehearsal(&transition) }
    switch state {
    case .closed where offer.intent == .speakAgain: transition.emit(.speakAgain)
    case .closed: beginLogIn(nil, &transition)
    case .welcome: citizenCame(offer.intent, by: key, &transition)
    case .visit: toVisit(.chosen(offer.intent, by: key), &transition)
    case .logIn(let logIn, let visit): keyPressed(key, at: logIn, visit, &transition)
    case .attended(var attendance):
      if attendance.keyList.takes(offer.intent) { return state = .attended(attendance) }
      staffChose(offer.intent, by: key, attendance, &transition)
    case .maintenance(var maintenance):
      if maintenance.keyList.takes(offer.intent) { return state = .maintenance(maintenance) }
      technicianChose(offer.intent, maintenance, &transition)
    }
  }

  private mutating func citizenCame(_ intent: Intent, by key: Key, _ transition: inout Transition) {
    switch intent {
    case .begin, .help, .readAloud:
      var visit = open(&transition)
      // Who cannot see the screen need not find the question whether it shall be read.
      if intent == .readAloud(true) { visit.presentation.isSpoken = true }
      if intent == .help { _ = visit.handle(.chosen(.help, by: key), &transition) }
      state = .visit(visit)
    default: choseExercise(intent, &transition)
    }
  }

  /// Any key is a sign that somebody is here, and that they have read what was told once.
  private mutating func noticePerson(_ transition: inout Transition) {
    switch state {
    case .closed, .welcome: break
    case .visit(var visit):
      visit.answer = nil
      state = .visit(visit)
    case .logIn, .maintenance: transition.start(.session, policy.waits[.session])
    case .attended(var attendance):
      transition.start(.session, policy.waits[.session])
      attendance.notice = nil
      state = .attended(attendance)
    }
  }

  /// A key that means nothing here is answered: somebody pressed it and waits for something.
  private mutating func tellStrayKey() {
    switch state {
    case .visit(var visit):
      visit.answer = .key
      state = .visit(visit)
    case .attended(var attendance):
      attendance.notice = .noSuchKey
      state = .attended(attendance)
    case .closed, .welcome, .logIn, .maintenance: break
    }
  }

  /// Why what was pressed does not happen; a citizen reads it on the page already.
  private mutating func show(_ obstacle: Obstacle) {
    guard case .attended(var attendance) = state else { return }
    attendance.notice = LogIn.Notice(obstacle)
    state = .attended(attendance)
  }

  /// A reading is a person: it opens a visit as a key does, though nothing of it is kept before there is consent, and keeps staff's
  /// session alive; what it says is the visit's.
  mutating func scanned(_ scan: Scan, _ transition: inout Transition) {
    switch state {
    case .closed: break
    case .welcome(.exercises): break
    case .welcome: state = .visit(open(&transition))
    case .visit: toVisit(.scan(scan), &transition)
    case .logIn, .maintenance: transition.start(.session, policy.waits[.session])
    case .attended(let attendance):
      transition.start(.session, policy.waits[.session])
      scannedByStaff(scan, attendance, &transition)
    }
  }
}
