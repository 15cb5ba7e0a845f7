package import PassportRules
package import Quality

/// Something that happened.
package enum Event: Hashable, Sendable {
  /// The start is done: this is the next case's number, and these flags of earlier visits and of the box are still open.
  case started(nextCase: CaseNumber, flags: [Flag])
  /// The civil date, at the start and at midnight; nothing when the clock is not to be trusted.
  case date(CivilDate?)
  /// Civil time contradicts steady time, or what was written last, so that nobody knows whether the date is right.
  case clockDoubted
  /// Whether there is room on the disk for another visit changed.
  case storageRoom(StorageRoom)
  /// The box has lost its voice, or has it again.
  case voice(isThere: Bool)
  /// A headset was plugged in or out, as the machine tells it.
  case headset(isIn: Bool)
  /// Opening hours and officers' hours changed.
  case hours(Box.Hours)
  /// A key.
  case key(Key)
  /// A card, a code or an MRZ from a wedge reader.
  case scan(Scan)
  /// A timer ran out.
  case timer(TimerID)
  /// A device answered.
  case answer(RequestID, DeviceAnswer)
  /// What is not right in the live view changed; most useful first, empty when all is right.
  case advice(RequestID, [PhotoFault])
  /// The authority answered.
  case authority(RequestID, AuthorityAnswer)
  /// The store answered.
  case store(RequestID, StoreAnswer)
  /// The accounts answered.
  case accounts(RequestID, AccountsAnswer)
  /// Somebody at a desk wants something; who it is was checked by their PIN.
  case desk(DeskID, StaffSession, DeskEvent)
  /// What became of a dossier that was handed to the authority, long after its visit.
  case dossier(CaseNumber, DossierNews)
  /// A device told something unasked.
  case device(DeviceNotice)
  /// A fact could not be written: the disk is full, read-only or broken. What waited behind it and would have moved money, or asked the
  /// store, was not sent, and is answered as failed right after this event.
  case recordFailed
  /// What is in the store is not what was written there: somebody changed it past the program.
  case recordsDiffer
  /// The store contradicts what the machine says: our bug, and not the disk's. The rest is as after `recordFailed`.
  case contradicted
  /// An account may not do what it did any more, because it was locked, removed, or got another role or PIN, or because the store
  /// refused it: its sessions end. What was refused did not happen.
  case revoked(StaffID)
  /// The rehearsal at the box has ended, whoever or whatever ended it.
  case rehearsalOver
  /// The system asks the program to stop.
  case terminate
}

/// Whether there is room on the disk for what a visit may write.
package enum StorageRoom: String, Hashable, Sendable, CaseIterable {
  /// There is.
  case enough
  /// There is, and somebody should make more before it is gone.
  case low
  /// A visit could lose at its end what it had gathered.
  case short
}

/// What became of a dossier that was handed to the authority.
package enum DossierNews: Hashable, Sendable {
  /// The authority has it.
  case acknowledged
  /// It has waited longer than it should.
  case overdue
  /// The authority does not take it; so much was paid for it.
  case rejected(paid: Amount)
}

/// What the store is asked to do, each one transaction that may fail.
package indirect enum StoreQuestion: Hashable, Sendable {
  /// Seal the dossier and keep it as held, bound to the attestation.
  case hold(CaseNumber, Attestation)
  /// Captured, and held becomes ready to send, at once; a zero fee has no payment.
  case capture(CaseNumber, Payment?)
  /// Seal the case for an officer.
  case park(CaseNumber, CompleteApplication)
  /// Open a parked case again, its pictures into the vault; it stays parked until it is attested, or parked anew.
  case resume(CaseNumber, by: StaffID)
  /// Whom to call about a dossier that waits.
  case contact(CaseNumber)
}

/// What the store answers.
package enum StoreAnswer: Hashable, Sendable {
  case done
  case failed
  /// The parked case, its pictures in the vault.
  indirect case resumed(ResumedCase)
  /// There is no such parked case, and why.
  case gone(ParkedGone)
  /// Whom to call; nothing when no dossier waits any more.
  case contact(ContactSlip?)
}

/// A parked case as the store had it.
package struct ResumedCase: Hashable, Sendable {
  /// What was gathered, its pictures in the vault.
  package let application: CompleteApplication
  /// The language the citizen chose.
  package let language: Language
  /// What staff noted, the newest last.
  package let notes: [String]
  /// How often money was asked for before it was parked: no attempt takes another one's reference.
  package let attempts: Int

  /// A parked case with all its parts.
  package init(application: CompleteApplication, language: Language, notes: [String] = [], attempts: Int = 0) {
    self.application = application
    self.language = language
    self.notes = notes
    self.attempts = attempts
  }
}

/// Whom to call about a dossier, kept while it waits.
package struct ContactSlip: Hashable, Sendable {
  /// The citizen's names.
  package let name: PersonName
  /// Eight digits, or nothing when the citizen gave none.
  package let mobile: String?

  /// A name and a number.
  package init(name: PersonName, mobile: String?) {
    self.name = name
    self.mobile = mobile
  }
}

/// Why a parked case cannot be resumed.
package enum ParkedGone: String, Hashable, Sendable, CaseIterable {
  /// No case with that number was parked, or it is done.
  case unknown
  /// Its time was over, and it was erased.
  case expired
}

/// What the accounts answer to a log-in.
package enum AccountsAnswer: Hashable, Sendable {
  case welcome(StaffSession)
  case wrong
  case locked(seconds: Int)
  /// Nobody could look: a try that cannot be written down first is not judged.
  case unavailable
  /// The account's row is not the one that the program wrote: nobody logs in with it, and staff are told.
  case untrusted
  /// Number and PIN are right, and the PIN is one that this member of staff set: the owner chooses another one first.
  case mustChangePIN(setBy: StaffID)
  /// The PIN that the owner chose is not taken.
  case pinRefused(PINFault)
}
