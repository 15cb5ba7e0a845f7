import PassportRules
import Renewal

/// What devices, the authority, the store, the accounts and desks say.
extension EventRedactor {
  /// A device's answer.
  func written(_ answer: DeviceAnswer) -> JSON {
    switch answer {
    case .document(let reading): ["document": written(reading)]
    case .photos(let photos): ["photos": .list(photos.map(\.json))]
    case .print(let print): ["print": print.json]
    case .noFinger: "noFinger"
    case .signature(let signature): ["signature": signature.json]
    case .noSignature: "noSignature"
    case .payment(let answer): ["payment": answer.json]
    case .receipt(let outcome): ["receipt": outcome.json]
    case .failed(let fault): ["failed": fault.json]
    case .indeterminate: "indeterminate"
    }
  }

  private func written(_ reading: DocumentReading) -> JSON {
    switch reading {
    case .page(let page):
      let chip: JSON =
        switch page.chip {
        case .genuine(let lines): written(zone: lines)
        case .silent: "silent"
        case .notGenuine: "notGenuine"
        }
      return ["zone": written(zone: page.lines), "chip": chip, "picture": page.picture.json]
    case .nothing: return "nothing"
    case .upsideDown: return "upsideDown"
    case .skewed: return "skewed"
    case .twoDocuments: return "twoDocuments"
    }
  }

  /// The lines of a passport: somebody's of the register, or whether a stranger's can be read.
  func written(zone lines: [String]) -> JSON {
    if let zone = people.zone(lines) { return zone.json }
    return ["readable": .flag(MachineReadableZone.read(lines).valid?.documentCode.hasPrefix("P") == true)]
  }

  /// The authority's answer.
  func written(_ answer: AuthorityAnswer, at box: Box) -> JSON {
    switch answer {
    case .person(let record):
      [
        "person": people.key(of: record.cpr).json, "matches": .flag(record.documentMatches),
        "isAsked": .flag(record.cpr == box.state.visit?.application.identity?.cpr),
        "booked": .flag(record.booking != nil), "issued": .integer(record.issued.count),
        "remarks": .list(record.remarks.sorted().map(\.json)),
      ]
    case .unknown: "unknown"
    case .unavailable: "unavailable"
    }
  }

  /// The store's answer.
  mutating func written(_ answer: StoreAnswer, at box: Box) -> JSON {
    switch answer {
    case .done: "done"
    case .failed: "failed"
    case .resumed(let parked): ["resumed": written(parked, at: box)]
    case .gone(let why): ["gone": why.json]
    case .contact(let slip):
      [
        "contact": slip.map { ["name": written($0.name), "hasMobile": .flag($0.mobile != nil)] } ?? .null
      ]
    }
  }

  /// The accounts' answer.
  mutating func written(_ answer: AccountsAnswer) -> JSON {
    switch answer {
    case .welcome(let session): ["welcome": written(session)]
    case .wrong: "wrong"
    case .locked(let seconds): ["locked": .integer(seconds)]
    case .unavailable: "unavailable"
    case .untrusted: "untrusted"
    case .mustChangePIN(let other): ["mustChangePIN": written(other)]
    case .pinRefused(let fault): ["pinRefused": fault.json]
    }
  }

  /// What a desk asks for. Of a note only the length is kept.
  mutating func written(_ wish: DeskEvent) -> JSON {
    switch wish {
    case .claim(let workItem): ["claim": workItem.json]
    case .release: "release"
    case .guide(let guidance): ["guide": guidance.json]
    case .note(let text): ["note": .integer(text.unicodeScalars.count)]
    case .act(let flag, let action, let second, let learned):
      [
        "act": action.json, "flag": flag.json, "second": second.map { written($0) } ?? .null,
        "learned": learned.json,
      ]
    case .takeFrame: "takeFrame"
    }
  }

  // MARK: A parked case

  private mutating func written(_ parked: ResumedCase, at box: Box) -> JSON {
    [
      "application": written(parked.application, at: box), "language": parked.language.json,
      "notes": .list(parked.notes.map { .integer($0.unicodeScalars.count) }), "attempts": .integer(parked.attempts),
    ]
  }

  private mutating func written(_ application: CompleteApplication, at box: Box) -> JSON {
    let accepted = application.accepted.sorted { $0.key < $1.key }.map { circumstance, acceptance -> JSON in
      ["of": circumstance.json, "by": written(acceptance.by), "reason": acceptance.reason.json]
    }
    return [
      "grounds": application.grounds.json, "cpr": written(application.identity.cpr, at: box),
      "name": written(application.name),
      "document": written(application.document, application.document.value.map { written($0) }),
      "photo": written(application.photo, application.photo.value.json), "picture": application.picture.json,
      "prints": written(application.prints, application.prints.value.json),
      "signature": written(application.signature, application.signature.value.json),
      "details": written(application.details),
      "accepted": .list(accepted), "fee": application.fee.json, "feeDate": application.feeDate.json,
    ]
  }

  /// A requirement, with what was given for it as it is written.
  private mutating func written<Value>(_ requirement: Requirement<Value>, _ given: JSON?) -> JSON {
    switch requirement {
    case .missing: "missing"
    case .met: ["met": given ?? .null]
    case .excepted(let staff, let reason): ["excepted": reason.json, "by": written(staff)]
    }
  }

  private func written(_ document: OldDocument) -> JSON {
    [
      "name": written(document.name), "picture": document.picture.json, "hasExpiry": .flag(document.expiry != nil),
      "isRegistered": .flag(document.isRegistered),
    ]
  }

  /// The height and the mobile number are the citizen's: only whether there is a number is kept.
  private func written(_ details: Details) -> JSON {
    ["hasMobile": .flag(details.mobile != nil), "place": .integer(details.pickUpPlace)]
  }
}
