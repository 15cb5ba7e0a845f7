/// Who of staff is logged in at the box.
package struct StaffSession: Hashable, Sendable {
  /// The account's number.
  package let id: StaffID
  /// The first name, shown to the citizen.
  package let firstName: String
  /// What the account may do.
  package let role: StaffRole
  /// What happened to the account since its owner was here last, and is told them once.
  package let news: [AccountNews]

  /// A session of a member of staff.
  package init(id: StaffID, firstName: String, role: StaffRole, news: [AccountNews] = []) {
    self.id = id
    self.firstName = firstName
    self.role = role
    self.news = news
  }
}

/// What others did to an account, and its owner hears at the next log-in; the raw values name its text.
package enum AccountNews: String, Hashable, Sendable, CaseIterable {
  /// Root at the machine unlocked it, without anybody's PIN.
  case unlockedByRoot
}

/// The log-in: staff number, then PIN; and a PIN of one's own in place of one that somebody else set.
package struct LogIn: Hashable, Sendable {
  /// Why a log-in did not succeed.
  package enum Notice: Hashable, Sendable {
    /// Number or PIN is wrong; never said which.
    case wrong
    /// Locked for that many seconds.
    case locked(seconds: Int)
    /// The accounts cannot be asked, as when the disk is full.
    case unavailable
    /// The account was changed by somebody who may not, past the program.
    case untrusted
    /// The account may not do this any more: it was locked, or got another role or PIN.
    case revoked
    /// Nobody pressed a key for the length of a session.
    case timedOut
    /// The new PIN is not taken.
    case pinFault(PINFault)
    /// The new PIN and the same again are not the same.
    case pinsDiffer
    /// What happened to the account since its owner was here last.
    case news(AccountNews)
    /// The role may not do this.
    case roleNotEnough
    /// Who sees nothing personal waits until the citizen's visit has an end.
    case citizenFirst
    /// The second person must be another one.
    case samePerson
    /// The document still lies in the reader.
    case documentStillInside
    /// Money is under way, or something is being stored: in a moment.
    case notNow
    /// The key means nothing here.
    case noSuchKey
  }

  /// The staff number, 2–6 digits.
  package var number = Entry(limit: 6)
  /// The PIN, 6–12 digits, masked; nothing while the number is typed.
  package var pin: Entry?
  /// The PIN of one's own that is being chosen; nothing when the one typed is one's own.
  package var own: OwnPIN?
  /// The field of a PIN, as long as one may be.
  static let emptyPIN = Entry(limit: PINPolicy.lengths.upperBound, isMasked: true)
  /// Whether the accounts are asked.
  package var isChecking = false
  /// Why it did not succeed.
  package var notice: Notice?

  /// An empty log-in.
  package init() {}
}

/// A PIN that somebody chooses for their own account, typed twice, because somebody else knows the one they have.
package struct OwnPIN: Hashable, Sendable {
  /// Who set the PIN that was typed.
  package let setBy: StaffID
  /// The new PIN.
  package var first = LogIn.emptyPIN
  /// The same again; nothing while the first is typed.
  package var second: Entry?

  /// An empty new PIN.
  package init(setBy: StaffID) { self.setBy = setBy }
}

/// Why staff take the box out of service; the raw values name its text.
package enum OutOfServiceReason: String, Hashable, Sendable, CaseIterable {
  case device, cleaning, paper, event, other
}

/// A technician at the box.
package struct Maintenance: Hashable, Sendable {
  /// What is on the screen.
  package enum Page: Hashable, Sendable {
    /// The devices in the order of `Device.allCases`, and whether the box is in service.
    case overview
    /// One device, to be tried out.
    case device(Device)
    /// Why the box goes out of service.
    case outOfService
  }

  /// Who is here.
  package let session: StaffSession
  /// What is on the screen.
  package var page = Page.overview
  /// How far the trial of the device on the screen is; nothing when it was not asked for.
  package var trial: Trial?
  /// What the keys of the page do.
  package internal(set) var keyList = KeyList()

  /// A trial of a device.
  package enum Trial: Hashable, Sendable {
    /// The device was asked and has not answered yet.
    case asked
    /// The device told its state.
    case answered
  }

  /// A technician at the overview.
  package init(session: StaffSession) { self.session = session }
}

/// Staff at the box, with the paused visit, or none.
package struct Attendance: Hashable, Sendable {
  /// What staff see.
  package enum Page: Hashable, Sendable {
    /// The open flags of the visit, or of the box itself.
    case work(FlagWork)
    /// No visit: the box itself.
    case box
    /// Why the box goes out of service.
    case outOfService
    /// The number of a parked case is typed or scanned.
    case resume(Entry, ResumeNotice?)
    /// The citizen goes on at an earlier step.
    case chooseStep(FlagCode)
    /// Whom to call about a dossier: any key goes back to the flag at that place.
    case contact(Int, Contact)
  }

  /// What became of the question whom to call.
  package enum Contact: Hashable, Sendable {
    /// The store is asked.
    case looking
    /// Whom to call.
    case slip(ContactSlip)
    /// No dossier waits any more, or the store does not answer.
    case none
  }

  /// What the number of a parked case led to.
  package enum ResumeNotice: Hashable, Sendable {
    /// The store is asked.
    case looking
    /// It cannot be resumed.
    case gone(ParkedGone)
    /// The store does not answer.
    case failed
  }

  /// Who is here.
  package let session: StaffSession
  /// The paused visit.
  package var visit: Visit?
  /// What staff see.
  package var page: Page
  /// Why the last action did not happen.
  package var notice: LogIn.Notice?
  /// The step at which the citizen shall go on, while what was learned is asked for.
  package var chosenStep: StepName?
  /// Whether nobody had called: then the call that staff opened goes with them, unless they did something about it.
  var isUncalled = false
  /// Whether the facts of covered flags are shown, because whoever is here asked for them.
  package var showsFacts = false
  /// What the keys of the page do.
  package internal(set) var keyList = KeyList()

  /// Whether a flag's page tells nothing now, and takes no action.
  package func covers(_ flag: Flag) -> Bool { visit != nil && flag.code.isCovered && !showsFacts }

  /// Whether the store is asked for a parked case: what it opens must find somebody here.
  var isLookingForParked: Bool {
    switch page {
    case .resume(_, let notice): notice == .looking
    case .work, .box, .outOfService, .chooseStep, .contact: false
    }
  }

  /// Staff at the box.
  package init(session: StaffSession, visit: Visit?, page: Page) {
    self.session = session
    self.visit = visit
    self.page = page
    notice = session.news.first.map { .news($0) }
  }
}
