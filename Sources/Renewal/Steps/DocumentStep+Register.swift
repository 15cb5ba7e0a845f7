import PassportRules

/// What the register says of who came, and of the document in hand.
extension DocumentStep {
  func whileLookingUp(
    _ page: OldDocumentPage, _ event: StepEvent, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    guard case .authority(let answer) = event else { return stay }
    let move = hear(answer, about: page, in: &visit, &transition)
    if visit.application.document.value == nil { Self.discard(page.picture, &transition) }
    return move
  }

  private func hear(
    _ answer: AuthorityAnswer, about page: OldDocumentPage, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    switch answer {
    case .person(let record):
      guard record.documentMatches, record.cpr == visit.application.identity?.cpr else {
        return mismatch(in: &visit, &transition)
      }
      let name = PersonName(given: record.givenNames, surname: record.surname)
      visit.mismatches = 0
      visit.application.document = .met(
        OldDocument(
          number: page.number, picture: page.picture, name: name, expiry: record.documentExpiry, isRegistered: true))
      return Self.registerAnswered(record, name, in: &visit, &transition)
    case .unknown, .unavailable:
      switch page.tie {
      case .none: return mismatch(in: &visit, &transition)
      case .number where answer == .unavailable:
        visit.application.name = page.name
        visit.application.document = .met(
          OldDocument(number: page.number, picture: page.picture, name: page.name, expiry: nil, isRegistered: false))
        return Self.settle(visit, &transition)
      // That a former number is the citizen's own is the register's to say.
      case .number, .formerNumber:
        visit.application.name = page.name
        return .call(.personUnknown, .document(DocumentStep(situation: .stopped)))
      }
    }
  }

  func whileLookingUpByProof(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    guard case .authority(let answer) = event else { return stay }
    switch answer {
    case .person(let record) where record.cpr == visit.application.identity?.cpr:
      return Self.registerAnswered(
        record, PersonName(given: record.givenNames, surname: record.surname), in: &visit, &transition)
    case .person, .unknown, .unavailable:
      return .end(.referred(.borgerservice, .personUnknown))
    }
  }

  private static func registerAnswered(
    _ record: RegisterRecord, _ name: PersonName, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    visit.application.name = name
    visit.application.bookingAnswer =
      visit.application.booking.map { _ in record.booking.map(BookingAnswer.known) ?? .unknown }
    if transition.policy.rules.reachesPassportLimit(issued: record.issued, on: transition.date) {
      visit.application.remarked.insert(.threeInFiveYears)
    }
    if record.remarks.contains(.documentReportedStolen), visit.application.grounds != .stolen {
      return .call(.documentReportedStolen, .document(DocumentStep(situation: .done)))
    }
    if record.remarks.contains(.passportRestriction) {
      return .call(.passportRestriction, .document(DocumentStep(situation: .done)))
    }
    return settle(visit, &transition)
  }
}
