import PassportRules

extension Alphabet {
  func choices(in visit: Visit) -> [[Event]] {
    switch visit.overlay {
    case nil: keys([.help, .stop]) + choices(in: visit.step, of: visit).filter { goesBack || $0 != [.key(.back)] }
    case .help: keys([.digit(7), .back] + calls(visit) + logIns(visit))
    case .stopQuestion: keys([.digit(1), .digit(2), .help])
    case .idleWarning: keys([.enter]) + [[.scan(card)]]
    case .calling: keys([.help, .stop, .back] + logIns(visit))
    }
  }

  private func calls(_ visit: Visit) -> [Key] {
    helpSteps.contains(visit.step.name) || !visit.flags.isEmpty ? [.digit(8)] : []
  }

  private func logIns(_ visit: Visit) -> [Key] {
    guard staffSteps.contains(visit.step.name) else { return [] }
    return helpSteps.contains(visit.step.name) || !visit.flags.isEmpty ? [.digit(9)] : []
  }

  private func choices(in step: Step, of visit: Visit) -> [[Event]] {
    switch step {
    case .language(.language): keys([.digit(1), .back])
    case .language(.speech): keys([.digit(1), .digit(2), .back])
    case .privacy: keys([.digit(1), .digit(2), .enter, .back])
    case .start(let start): choices(in: start)
    case .grounds: keys(groundsKeys + [.enter, .back])
    case .identity(let identity): choices(in: identity, of: visit)
    case .document: keys([.enter, .digit(1), .digit(2), .back] + (hasNewNumbers ? [.digit(3)] : [])) + zones
    case .photo(let photo): choices(in: photo)
    case .fingerprints, .signature: keys([.enter, .back] + (hasClaims ? [.digit(1), .digit(2)] : []))
    case .details(let details): choices(in: details)
    case .review: keys([.enter, .back] + (reopens ? (1...ReviewStep.lines.count).map { .digit($0) } : []))
    case .attestation: keys([.enter, .back, .digit(1), .digit(9)])
    case .payment: keys([.enter, .back, .digit(1)])
    case .receipt: keys([.enter, .back, .stop, .digit(1)])
    case .farewell: keys([.enter])
    }
  }

  private var groundsKeys: [Key] {
    GroundsStep.choices.indices.filter { grounds.contains(GroundsStep.choices[$0]) }.map { .digit($0 + 1) }
  }

  func leaving(_ entry: Entry) -> [[Event]] {
    entry.digits.isEmpty ? keys([.back]) : [erasing(entry)]
  }

  private func choices(in start: StartStep) -> [[Event]] {
    var choices = keys([.enter]) + leaving(start.entry)
    guard hasBookings else { return choices }
    choices.append(typing("123456", over: start.entry))
    choices.append(typing("123", over: start.entry))
    choices.append([.scan(Scan(kind: .code, text: "654321"))])
    return choices
  }

  private func choices(in identity: IdentityStep, of visit: Visit) -> [[Event]] {
    let own = typing(standIns.cpr.digits, over: identity.entry)
    var choices = keys([.enter]) + leaving(identity.entry)
    choices.append(own)
    choices.append(typing("3113130000", over: identity.entry))
    choices.append([.scan(card)])
    choices.append([.scan(Scan(kind: .card, text: "%E?"))])
    if hasClaims {
      choices.append(typing("611285" + "1111", over: identity.entry))
      choices.append([.scan(Scan(kind: .code, text: "6112851111"))])
    }
    if visit.application.hangsOnThePerson {
      choices.append([.scan(Scan(kind: .code, text: standIns.other.digits))])
    }
    return choices
  }

  /// What a reader of machine readable zones sends, good and bad, where chips may be silent.
  private var zones: [[Event]] {
    guard pages.contains(.silent) else { return [] }
    return [standIns.lines.joined(), "P<"].map { [.scan(Scan(kind: .mrz, text: $0))] }
  }

  private func choices(in photo: PhotoStep) -> [[Event]] {
    switch photo.situation {
    case .framing, .stopped, .done: keys([.enter, .back] + (hasClaims ? [.digit(1)] : []))
    case .taking: keys([.back])
    case .choosing: keys([.enter, .back, .digit(2), .right, .left])
    }
  }

  private func choices(in details: DetailsStep) -> [[Event]] {
    switch details.question {
    case .height(let entry):
      return leaving(entry) + keys([.enter]) + [
        typing("\(standIns.policy.heights.lowerBound)", over: entry), typing("1", over: entry),
      ]
    case .mobile(let entry):
      return leaving(entry) + keys([.enter]) + [typing("123", over: entry)]
        + (hasBookings ? [typing("20123456", over: entry)] : [])
    case .pickUpPlace: return keys([.digit(0), .digit(1), .digit(9), .enter, .back])
    }
  }
}
