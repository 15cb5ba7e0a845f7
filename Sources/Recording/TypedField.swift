import Renewal

/// A field that somebody types into, and whose contents are judged when Enter is pressed. A note is none: every character of it is any.
enum TypedField {
  case booking(Entry)
  case cpr(Entry)
  case height(Entry)
  case mobile(Entry)
  case staffNumber(Entry)
  case pin(Entry)
  /// The PIN of one's own, for the first time.
  case ownPIN(LogIn, OwnPIN)
  /// The same PIN again.
  case ownPINAgain(LogIn, OwnPIN, Entry)
  case caseNumber(Entry)

  /// The field that is on a box's screen, when there is one and it can be given.
  init?(_ box: Box) {
    guard box.offers.offering(.submit) != nil else { return nil }
    switch box.state {
    case .visit(let visit): self.init(visit.step)
    case .logIn(let logIn, _): self.init(logIn)
    case .attended(let attendance): self.init(attendance.page)
    case .closed, .welcome, .maintenance: return nil
    }
  }

  private init?(_ step: Step) {
    switch step {
    case .start(let start): self = .booking(start.entry)
    case .identity(let identity): self = .cpr(identity.entry)
    case .details(let details):
      switch details.question {
      case .height(let entry): self = .height(entry)
      case .mobile(let entry): self = .mobile(entry)
      case .readyNotice, .pickUpPlace: return nil
      }
    // The others have no field; of one that is forgotten here what was given cannot be replayed, as the replay of a walk shows.
    default: return nil
    }
  }

  private init(_ logIn: LogIn) {
    if let own = logIn.own {
      self = own.second.map { .ownPINAgain(logIn, own, $0) } ?? .ownPIN(logIn, own)
    } else {
      self = logIn.pin.map { .pin($0) } ?? .staffNumber(logIn.number)
    }
  }

  private init?(_ page: Attendance.Page) {
    switch page {
    case .resume(let entry, _): self = .caseNumber(entry)
    case .work(.secondPerson(_, _, let logIn)): self.init(logIn)
    case .work(.flag), .work(.reason), .work(.learned), .work(.note), .work(.faces), .box, .outOfService, .chooseStep,
      .contact:
      return nil
    }
  }

  /// What was typed.
  var entry: Entry {
    switch self {
    case .booking(let entry), .cpr(let entry), .height(let entry), .mobile(let entry), .staffNumber(let entry),
      .pin(let entry), .caseNumber(let entry), .ownPINAgain(_, _, let entry):
      entry
    case .ownPIN(_, let own): own.first
    }
  }
}
