import Glibc
package import Renewal

/// Why the store did not do what it was asked; each says what happened, where, and what a person can do.
package enum StoreError: Error, Hashable, Sendable {
  /// Another process has the state folder open, since a Unix time in milliseconds; no process id when it is not told.
  case heldBy(pid: Int?, since: Int?, path: String)
  /// A newer program wrote the store, and this one cannot read it.
  case newerVersion(writtenBy: String, path: String)
  /// What is in the file is no store, or no longer a whole one.
  case damaged(path: String, detail: String)
  /// The file system takes no writing.
  case readOnly(path: String)
  /// The disk, or the room given to the store, is full.
  case full(path: String)
  /// The file or the folder cannot be opened by this user.
  case permissions(path: String)
  /// The state folder is not its user's alone.
  case exposed(Exposure, path: String)
  /// What the path names is not what it must be.
  case misplaced(Misplacement, path: String)
  /// The system has no more of something just now; nothing is wrong with the store.
  case exhausted(Shortage, path: String)
  /// Another program is in the middle of writing to the file.
  case busy(path: String)
  /// The disk, or what it hangs on, failed.
  case inputOutput(path: String, detail: String)
  /// The system, or SQLite, refused for a reason that is none of the others.
  case system(path: String, detail: String)
  /// The personal columns were sealed with another key.
  case wrongKey(path: String)
  /// The key's file cannot be used.
  case key(KeyFault, path: String)
  /// The file of one of the authority's keys cannot be used.
  case authorityKey(KeyFault, path: String)
  /// There is such a file already, and it is never overwritten.
  case exists(path: String)
  /// The file is no backup that can be restored.
  case backup(BackupFault, path: String)
  /// The store was closed.
  case closed
  /// What was asked contradicts what is on disk; nothing was changed.
  case refused(Refusal)
  /// The account of whoever did it may not do it, or not any more; nothing was changed.
  case unauthorised(StaffID)
}

/// Who else could come to a state folder.
package enum Exposure: Hashable, Sendable {
  /// It belongs to another user, by number.
  case owner(Int)
  /// Its mode lets others in; the mode's bits.
  case mode(Int)
}

/// What a path leads to instead of what is asked for.
package enum Misplacement: Hashable, Sendable {
  /// Nothing has that name.
  case missing
  /// A folder, where a file belongs.
  case folder
  /// A file, where a folder belongs.
  case file
  /// Neither: a device, a pipe or a socket.
  case noFile
  /// Something on the way is no folder.
  case notInFolder
  /// A symbolic link, or a ring of them.
  case link
  /// The name is longer than a file system takes.
  case nameTooLong
}

/// What the system has no more of.
package enum Shortage: Hashable, Sendable {
  /// This process has as many files open as it may.
  case openFiles
  /// The machine has.
  case openFilesOfMachine
  case memory
  /// A signal came in between, again and again.
  case interruption
}

/// Why a key's file cannot be used.
package enum KeyFault: Hashable, Sendable {
  /// There is no such file, or it cannot be read.
  case unreadable
  /// There is one already.
  case exists
  /// Others than its owner could read or change it; the mode's bits.
  case mode(Int)
  /// It holds neither 32 bytes nor a demonstration key.
  case malformed
  /// A demonstration made it, and this box is none.
  case demonstration
}

/// What contradicts what is on disk; the raw values are the names of the schema's constraints and triggers.
package enum Refusal: String, Hashable, Sendable, CaseIterable {
  /// No case has that number.
  case unknownCase
  /// The number was given to a case before.
  case numberUsed
  /// The visit has ended.
  case visitEnded
  /// Nothing is frozen to be attested.
  case notFrozen
  /// The citizen has not agreed.
  case noConsent
  /// Nobody has attested the application.
  case notAttested
  /// Somebody else attested it.
  case attestedByAnother
  /// The account is unknown, locked, or has not the role for it.
  case notAuthorised
  /// No dossier is held for the case.
  case notHeld
  /// The dossier waits to be sent already.
  case alreadyReleased
  /// The dossier does not wait to be sent.
  case notReleased
  /// The intent is not on disk.
  case noIntent
  /// An earlier payment of the case has no end yet.
  case paymentUnresolved
  /// The payment is not approved.
  case notApproved
  /// The amount is not the frozen fee.
  case wrongAmount
  /// The case is paid.
  case alreadyCaptured
  /// A fee is owed.
  case feeOwed
  /// The authority's public key was not given, so that nothing can be sealed to it.
  case noAuthorityKey
  /// The dossier is sealed to the authority, which alone can open it.
  case alreadySealed
  /// An older program wrote the store; the box brings it up to date when it starts.
  case olderStore
  /// The new key is the one that the store has.
  case sameKey
  /// The evidence is not what the application has.
  case wrongEvidence
  /// The case shall wait for longer than 96 hours, or not at all.
  case wrongWait
  /// The second person is the first.
  case samePerson
  /// The journal only grows, a row after the other.
  case appendOnly
  /// A staff number is two to six digits.
  case wrongStaffNumber
  /// The name is empty or longer than 40 characters.
  case wrongName
  /// An account has that number already.
  case accountExists
  /// No account has that number.
  case unknownAccount
  /// The PIN is not 6 to 12 digits.
  case pinLength
  /// The PIN is one that others would try first.
  case pinTooSimple
  /// The case's visit goes on already.
  case visitGoesOn
  /// There is no room for a parked case's pictures.
  case noRoom
  /// The PIN is the one that it shall replace.
  case pinNotNew
  /// The account's row is not as the program wrote it.
  case untrustedAccount
  /// It takes two supervisors, where there are two.
  case secondSupervisorNeeded
  /// Without this account nobody who may could manage accounts.
  case lastSupervisor
  /// There is a supervisor already, who manages the accounts.
  case supervisorExists
  /// The clock is doubted: by another date too much would go.
  case clockDoubted
  /// The flag is open.
  case flagIsOpen
  /// Something else that the schema does not allow.
  case contradiction
}

extension StoreError: CustomStringConvertible {
  /// What happened, where, and what to do, in one or two sentences for the person who starts the box.
  package var description: String {
    switch self {
    case .heldBy(let pid, let since, let path):
      "\(path) is in use by \(pid.map { "process \($0)" } ?? "another process")"
        + (since.map { " since \(Self.utc($0))" } ?? "") + ". One box runs on one state folder: stop that one first."
    case .newerVersion(let writer, let path):
      "\(path) was written by \(writer), which is newer than this program. Install that version, or restore a backup."
    case .damaged(let path, let detail):
      "\(path) is damaged: \(detail). Keep a copy of the folder for an examination and restore a backup."
    case .readOnly(let path):
      "\(path) is read-only. Mount its file system for writing; after an error of the disk, replace the disk first."
    case .full(let path):
      "\(path) cannot grow: the disk is full. Make room on its file system."
    case .permissions(let path):
      "\(path) cannot be opened by this user. It must belong to the user who runs the box, with mode 0700 for the folder."
    case .exposed(let exposure, let path): exposure.told(of: path)
    case .misplaced(let misplacement, let path): misplacement.told(of: path)
    case .exhausted(let shortage, let path): shortage.told(of: path)
    case .busy(let path):
      "\(path) is locked by another program, such as a database tool. Close that program."
    case .inputOutput(let path, let detail):
      "\(path) could not be read or written: \(detail). Look at the disk and its cables."
    case .system(let path, let detail):
      "\(path) cannot be used: \(detail). Start the box again; if it stays so, restart the machine and tell who made the box."
    case .wrongKey(let path):
      "\(path) is sealed with another store key. Give the box the key it was made with."
    case .key(let fault, let path): "\(path) cannot be used as this box's key: \(fault)"
    case .authorityKey(let fault, let path): "\(path) cannot be used as the authority's key: \(fault.ofAuthority)"
    case .exists(let path): "\(path) is there already and is not overwritten. Name another file, or move that one away."
    case .backup(let fault, let path): "\(path) cannot be restored: \(fault)"
    case .closed: "The store is closed."
    case .unauthorised(let staff): "Refused, and nothing was changed: the account \(staff) may not do it."
    case .refused(let refusal): "Refused, and nothing was changed: \(refusal.words)."
    }
  }

  /// A Unix time in milliseconds as `2026-03-01 09:30:00 UTC`, without a locale.
  private static func utc(_ milliseconds: Int) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map(padded).joined(separator: "-")
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded(Int($0)) }.joined(separator: ":")
    return "\(date) \(time) UTC"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

extension KeyFault: CustomStringConvertible {
  /// What is wrong, and the mend.
  package var description: String {
    switch self {
    case .unreadable: "it is not there or cannot be read by this user."
    case .exists: "there is a file already; an old key is never overwritten."
    case .mode(let mode): "its mode is 0\(String(mode, radix: 8)); make it 0600 or 0400."
    case .malformed: "it must hold exactly 32 random bytes."
    case .demonstration: "a demonstration made it. Give the box a key of its own."
    }
  }

  /// The same for a key of the authority's.
  var ofAuthority: String {
    switch self {
    case .unreadable, .exists, .mode: description
    case .malformed: "it must hold an X25519 key, as 32 bytes or as PEM."
    case .demonstration: "a demonstration made it. Give the box the authority's own."
    }
  }
}
