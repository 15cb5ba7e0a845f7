/// Values whose stable name is a word and what the word is about, with colons between: as journal, tables, report, log and screens have them.
///
/// The kinds are enumerations, so that a name is cut at a colon here alone and a reader of one kind never compares texts.

extension Ending: FieldValue {
  /// How a visit ended, without what that was about.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case completed, stopped, timedOut, consentRefused, referred, nobodyCame, parked, moneyOpen, endedByStaff
    case interrupted
  }

  /// How the visit ended.
  package var kind: Kind {
    switch self {
    case .completed: .completed
    case .stopped: .stopped
    case .timedOut: .timedOut
    case .consentRefused: .consentRefused
    case .referred: .referred
    case .nobodyCame: .nobodyCame
    case .parked: .parked
    case .moneyOpen: .moneyOpen
    case .endedByStaff: .endedByStaff
    case .interrupted: .interrupted
    }
  }

  /// The ending's stable name.
  package var name: String {
    switch self {
    case .referred(let place, let code): StableName(kind, place, code).text
    case .nobodyCame(let code): StableName(kind, code).text
    case .completed, .stopped, .timedOut, .consentRefused, .parked, .moneyOpen, .endedByStaff, .interrupted:
      StableName(kind).text
    }
  }

  package var canonical: Canonical { .text(name) }

  package init?(canonical: Canonical) {
    guard let name = canonical.text.map(StableName.init(text:)), let kind: Kind = name.part(0) else { return nil }
    let ending: Ending? =
      switch kind {
      case .completed: .completed
      case .stopped: .stopped
      case .timedOut: .timedOut
      case .consentRefused: .consentRefused
      case .referred: name.part(1).flatMap { place in name.part(2).map { .referred(place, $0) } }
      case .nobodyCame: name.part(1).map { .nobodyCame($0) }
      case .parked: .parked
      case .moneyOpen: .moneyOpen
      case .endedByStaff: .endedByStaff
      case .interrupted: .interrupted
      }
    guard let ending, ending.name == name.text else { return nil }
    self = ending
  }
}

extension StaffAction: FieldValue {
  /// What staff do, without on what ground or where to.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case retry, except, refer, attest, declineAttestation, park, settleMoney, confirmRemoved, takeOutOfService
    case putInService, confirmExamined, handBack, chooseStep, showContact, endVisit
  }

  /// What staff do.
  package var kind: Kind {
    switch self {
    case .retry: .retry
    case .except: .except
    case .refer: .refer
    case .attest: .attest
    case .declineAttestation: .declineAttestation
    case .park: .park
    case .settleMoney: .settleMoney
    case .confirmRemoved: .confirmRemoved
    case .takeOutOfService: .takeOutOfService
    case .putInService: .putInService
    case .confirmExamined: .confirmExamined
    case .handBack: .handBack
    case .chooseStep: .chooseStep
    case .showContact: .showContact
    case .endVisit: .endVisit
    }
  }

  /// The action's stable name.
  package var name: String {
    switch self {
    case .except(let reason): StableName(kind, reason).text
    case .refer(let place): StableName(kind, place).text
    case .retry, .attest, .declineAttestation, .park, .settleMoney, .confirmRemoved, .takeOutOfService, .putInService,
      .confirmExamined, .handBack, .chooseStep, .showContact, .endVisit:
      StableName(kind).text
    }
  }

  package var canonical: Canonical { .text(name) }

  package init?(canonical: Canonical) {
    guard let name = canonical.text.map(StableName.init(text:)), let kind: Kind = name.part(0) else { return nil }
    let action: StaffAction? =
      switch kind {
      case .retry: .retry
      case .except: name.part(1).map { .except($0) }
      case .refer: name.part(1).map { .refer($0) }
      case .attest: .attest
      case .declineAttestation: .declineAttestation
      case .park: .park
      case .settleMoney: .settleMoney
      case .confirmRemoved: .confirmRemoved
      case .takeOutOfService: .takeOutOfService
      case .putInService: .putInService
      case .confirmExamined: .confirmExamined
      case .handBack: .handBack
      case .chooseStep: .chooseStep
      case .showContact: .showContact
      case .endVisit: .endVisit
      }
    guard let action, action.name == name.text else { return nil }
    self = action
  }
}

extension Box.Closed: FieldValue {
  /// Why no visit can start, without which device it is about.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case starting, hours, device, storage, documentInside, cabinet, staff, clock, fault, stopping
  }

  /// Why no visit can start.
  package var kind: Kind {
    switch self {
    case .starting: .starting
    case .hours: .hours
    case .device: .device
    case .storage: .storage
    case .documentInside: .documentInside
    case .cabinet: .cabinet
    case .staff: .staff
    case .clock: .clock
    case .fault: .fault
    case .stopping: .stopping
    }
  }

  /// The reason's stable name, such as `device:camera`.
  package var name: String {
    switch self {
    case .device(let device): StableName(kind, device).text
    case .starting, .hours, .storage, .documentInside, .cabinet, .staff, .clock, .fault, .stopping:
      StableName(kind).text
    }
  }

  package var canonical: Canonical { .text(name) }

  package init?(canonical: Canonical) {
    guard let name = canonical.text.map(StableName.init(text:)), let kind: Kind = name.part(0) else { return nil }
    let reason: Box.Closed? =
      switch kind {
      case .starting: .starting
      case .hours: .hours
      case .device: name.part(1).map { .device($0) }
      case .storage: .storage
      case .documentInside: .documentInside
      case .cabinet: .cabinet
      case .staff: .staff
      case .clock: .clock
      case .fault: .fault
      case .stopping: .stopping
      }
    guard let reason, reason.name == name.text else { return nil }
    self = reason
  }
}

/// A word and what it is about, with colons between.
private struct StableName {
  let text: String

  init(text: String) { self.text = text }

  init(_ parts: any RawRepresentable<String>...) {
    text = parts.map { $0.rawValue }.joined(separator: ":")
  }

  /// The part at a place: the word at 0, what it is about behind it.
  func part<Part: RawRepresentable<String>>(_ place: Int) -> Part? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.indices.contains(place) ? Part(rawValue: String(parts[place])) : nil
  }
}
