import PassportRules
import Renewal

/// What devices, the authority, the store, the accounts and desks say.
extension EventRedactor {
  /// A device's answer.
  func written(_ answer: DeviceAnswer) -> Canonical {
    switch answer {
    case .document(let reading): ["document": written(reading)]
    case .photos(let photos): ["photos": .list(photos.map(\.canonical))]
    case .print(let print): ["print": print.canonical]
    case .noFinger: "noFinger"
    case .signature(let signature): ["signature": signature.canonical]
    case .noSignature: "noSignature"
    case .payment(let answer): ["payment": answer.canonical]
    case .receipt(let outcome): ["receipt": outcome.canonical]
    case .failed(let fault): ["failed": fault.canonical]
    case .indeterminate: "indeterminate"
    }
  }

  private func written(_ reading: DocumentReading) -> Canonical {
    switch reading {
    case .page(let page):
      let chip: Canonical =
        switch page.chip {
        case .genuine(let lines): written(zone: lines)
        case .silent: "silent"
        case .notGenuine: "notGenuine"
        }
      return ["zone": written(zone: page.lines), "chip": chip, "picture": page.picture.canonical]
    case .nothing: return "nothing"
    case .upsideDown: return "upsideDown"
    case .skewed: return "skewed"
    case .twoDocuments: return "twoDocuments"
    }
  }

  /// The lines of a passport: somebody's of the register, or whether a stranger's can be read.
  func written(zone lines: [String]) -> Canonical {
    if let zone = people.zone(lines) { return zone.canonical }
    return ["readable": .flag(MachineReadableZone.read(lines).valid?.documentCode.hasPrefix("P") == true)]
  }

  /// The authority's answer.
  func written(_ answer: AuthorityAnswer, at box: Box) -> Canonical {
    switch answer {
    case .person(let record):
      [
        "person": Canonical(people.key(of: record.cpr)), "matches": .flag(record.documentMatches),
        "isAsked": .flag(record.cpr == box.state.visit?.application.identity?.cpr),
        "booked": .flag(record.booking != nil), "issued": .integer(record.issued.count),
        "remarks": .list(record.remarks.sorted().map(\.canonical)),
      ]
    case .unknown: "unknown"
    case .unavailable: "unavailable"
    }
  }

  /// The store's answer.
  mutating func written(_ answer: StoreAnswer, at box: Box) -> Canonical {
    switch answer {
    case .done: "done"
    case .failed: "failed"
    case .resumed(let parked): ["resumed": written(parked, at: box)]
    case .gone(let why): ["gone": why.canonical]
    case .contact(let slip):
      [
        "contact": slip.map { ["name": written($0.name), "hasMobile": .flag($0.mobile != nil)] } ?? .null
      ]
    }
  }

  /// The accounts' answer.
  mutating func written(_ answer: AccountsAnswer) -> Canonical {
    switch answer {
    case .welcome(let session): ["welcome": written(session)]
    case .wrong: "wrong"
    case .locked(let seconds): ["locked": .integer(seconds)]
    case .unavailable: "unavailable"
    case .untrusted: "untrusted"
    case .mustChangePIN(let other): ["mustChangePIN": written(other)]
    case .pinRefused(let fault): ["pinRefused": fault.canonical]
    }
  }

  /// What a desk asks for. Of a note only the length is kept.
  mutating func written(_ wish: DeskEvent) -> Canonical {
    switch wish {
    case .claim(let workItem): ["claim": workItem.canonical]
    case .release: "release"
    case .guide(let guidance): ["guide": guidance.canonical]
    case .note(let text): ["note": .integer(text.unicodeScalars.count)]
    case .act(let flag, let action, let second, let learned):
      [
        "act": action.canonical, "flag": flag.canonical, "second": second.map { written($0) } ?? .null,
        "learned": learned.canonical,
      ]
    case .takeFrame: "takeFrame"
    }
  }

  // MARK: A parked case

  private mutating func written(_ parked: ResumedCase, at box: Box) -> Canonical {
    [
      "application": written(parked.application, at: box), "language": parked.language.canonical,
      "notes": .list(parked.notes.map { .integer($0.unicodeScalars.count) }), "attempts": .integer(parked.attempts),
    ]
  }

  private mutating func written(_ application: CompleteApplication, at box: Box) -> Canonical {
    let accepted = application.accepted.sorted { $0.key < $1.key }.map { circumstance, acceptance -> Canonical in
      ["of": circumstance.canonical, "by": written(acceptance.by), "reason": acceptance.reason.canonical]
    }
    return [
      "grounds": application.grounds.canonical, "cpr": written(application.identity.cpr, at: box),
      "name": written(application.name),
      "document": written(application.document, application.document.value.map { written($0) }),
      "photo": written(application.photo, application.photo.value.canonical), "picture": application.picture.canonical,
      "prints": written(application.prints, application.prints.value.canonical),
      "signature": written(application.signature, application.signature.value.canonical),
      "details": written(application.details),
      "accepted": .list(accepted), "fee": application.fee.canonical, "feeDate": application.feeDate.canonical,
    ]
  }

  /// A requirement, with what was given for it as it is written.
  private mutating func written<Value>(_ requirement: Requirement<Value>, _ given: Canonical?) -> Canonical {
    switch requirement {
    case .missing: "missing"
    case .met: ["met": given ?? .null]
    case .excepted(let staff, let reason): ["excepted": reason.canonical, "by": written(staff)]
    }
  }

  private func written(_ document: OldDocument) -> Canonical {
    [
      "name": written(document.name), "picture": document.picture.canonical, "hasExpiry": .flag(document.expiry != nil),
      "isRegistered": .flag(document.isRegistered),
    ]
  }

  /// The height and the mobile number are the citizen's: only whether there is a number is kept.
  private func written(_ details: Details) -> Canonical {
    ["hasMobile": .flag(details.mobile != nil), "place": .integer(details.pickUpPlace)]
  }
}
