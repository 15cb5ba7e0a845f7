import PassportRules

/// What is compared before the register is asked: the page with its chip, and the document with the citizen's number.
///
/// The lines decide nothing by themselves: without a genuine chip an officer looks. A number or a date that differs between page and chip
/// is suspect, for check digits cover both. What no check digit covers, such as a name, may be a misread letter: it is read again, and
/// then an officer compares it with the passport. Whenever it goes on, it goes on with what the chip says.
extension DocumentStep {
  func documentRead(_ reading: DocumentReading, in visit: inout Visit, _ transition: inout Transition) -> Move {
    switch reading {
    case .nothing: return .stay(.document(at(.stopped, .nothing)))
    case .upsideDown: return tryAgain(.upsideDown, &transition)
    case .skewed: return tryAgain(.skewed, &transition)
    case .twoDocuments: return tryAgain(.twoDocuments, &transition)
    case .page(let page):
      let move = judge(page, in: &visit, &transition)
      if !move.keepsPicture { Self.discard(page.picture, &transition) }
      return move
    }
  }

  /// The lines of a reader that has neither a page nor a chip to show: they are the keys by which the document reader reads the chip.
  func zoneScanned(_ zone: Scan, _ transition: inout Transition) -> Move {
    transition.cancel(.documentReader)
    guard let printed = MachineReadableZone.read([zone.text]).passport else {
      return tryAgain(.unreadable, &transition)
    }
    transition.command(.readChip(zone: printed.lines()))
    var next = self
    next.situation = .readingChip
    return .stay(.document(next))
  }

  private func judge(_ page: DocumentPage, in visit: inout Visit, _ transition: inout Transition) -> Move {
    guard let printed = MachineReadableZone.read(page.lines).passport else { return tryAgain(.unreadable, &transition) }
    switch page.chip {
    case .failed(let fault) where fault.mayPass: return tryAgain(.chip(fault), &transition, for: fault.flag)
    case .failed(let fault):
      return .call(fault.flag, .document(DocumentStep(situation: .stopped, notice: .chip(fault))))
    case .genuine(let lines):
      guard let chip = MachineReadableZone.read(lines).valid else {
        return .call(.documentMismatch, .document(DocumentStep(situation: .stopped)))
      }
      guard chip != printed else { return compare(chip, page.picture, in: &visit, &transition) }
      guard let difference = MRZDifference(printed: printed, chip: chip) else {
        return .call(.documentMismatch, .document(DocumentStep(situation: .stopped)))
      }
      return differ(DifferingPage(difference: difference, picture: page.picture), &transition)
    }
  }

  func tryAgain(
    _ notice: Notice, _ transition: inout Transition, for flag: FlagCode = .documentUnreadable
  ) -> Move {
    var next = self
    next.notice = notice
    next.unreadable += 1
    guard next.unreadable < transition.policy.tries[.document] else {
      return .call(flag, .document(DocumentStep(situation: .stopped, notice: notice)))
    }
    return next.read(&transition)
  }

  private func differ(_ page: DifferingPage, _ transition: inout Transition) -> Move {
    guard !hasDiffered else { return .call(.documentDiffers, .document(DocumentStep(situation: .differing(page)))) }
    var next = self
    next.notice = .differs
    next.hasDiffered = true
    return next.read(&transition)
  }

  /// The number in the zone must be the citizen's, or a former one of who is born on that day when an officer saw proof of the new one.
  func compare(
    _ zone: MachineReadableZone, _ picture: PictureID?, in visit: inout Visit, _ transition: inout Transition
  ) -> Move {
    guard let identity = visit.application.identity else { return .open(.identity) }
    guard let tie = visit.application.tie(of: zone, to: identity) else { return mismatch(in: &visit, &transition) }
    let old = OldDocumentPage(
      number: zone.documentNumber, name: PersonName(given: zone.givenNames, surname: zone.surname), picture: picture,
      tie: tie)
    transition.ask(.lookUp(cpr: identity.cpr, documentNumber: old.number, booking: visit.application.booking))
    return .stay(.document(DocumentStep(situation: .lookingUp(old))))
  }

  /// A growing pause, then the number again; it is never told which of the two is wrong.
  func mismatch(in visit: inout Visit, _ transition: inout Transition) -> Move {
    visit.mismatches += 1
    if visit.mismatches >= transition.policy.tries[.mismatch] {
      return .call(.documentMismatch, .document(DocumentStep(situation: .stopped)))
    }
    transition.start(.step, Milliseconds(transition.policy.waits[.mismatchPause].count * visit.mismatches))
    return .stay(.document(DocumentStep(situation: .pausing)))
  }

  static func discard(_ picture: PictureID?, _ transition: inout Transition) {
    if let picture { transition.emit(.discard([picture])) }
  }
}

extension Application {
  /// What ties a document to the citizen; nothing when it tells somebody else's number.
  fileprivate func tie(of zone: MachineReadableZone, to identity: Identity) -> OldDocumentPage.Tie? {
    guard let printed = zone.danishCPR else { return OldDocumentPage.Tie.none }
    if printed == identity.cpr { return .number }
    let isProven = accepted[.numberProof] != nil && printed.birthDate == identity.cpr.birthDate
    return isProven ? .formerNumber : nil
  }
}

extension Move {
  /// Whether a page was read whose picture is still wanted.
  var keepsPicture: Bool {
    let document: DocumentStep
    switch self {
    case .stay(.document(let step)), .call(_, .document(let step)): document = step
    case .stay, .call, .advance, .retreat, .askToStop, .open, .end, .anotherCitizen: return false
    }
    return switch document.situation {
    case .lookingUp, .differing: true
    case .reading, .readingChip, .stopped, .removing, .pausing, .lookingUpByProof, .done: false
    }
  }
}

extension MRZReading {
  /// What a passport's zone says, when it can be relied upon.
  fileprivate var passport: MachineReadableZone? { valid.flatMap { $0.documentCode.hasPrefix("P") ? $0 : nil } }
}
