import Cases
import Foundation
import GRDB
import PassportRules
import Renewal
import Synchronization
import TestSupport

/// A clock that stands still until a test moves it.
final class HandClock: Sendable {
  private let milliseconds = Mutex(1_714_640_400_000)

  var now: @Sendable () -> Int { { self.milliseconds.withLock { $0 } } }

  func advance(seconds: Int) { milliseconds.withLock { $0 += seconds * 1000 } }
}

/// A state folder of its own for one test, removed afterwards.
final class StateFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/pasboks-cases-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var database: String { path + "/pasboks.sqlite" }

  /// Every byte of every file in the folder.
  func bytes() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      files[name] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
    }
    return files
  }

  /// Opens the file behind the store's back.
  func tamper(_ sql: String) throws {
    let queue = try DatabaseQueue(path: database)
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }
}

let testKey = key(7)
let theAuthority = AuthorityPrivateKey(isDemonstration: true)
let officer = StaffID("2002")
let supervisor = StaffID("3003")
let librarian = StaffID("1001")
let technician = StaffID("4004")
let first = CaseNumber(1)
let sample = SampleApplications.complete()
let fee = sample.fee.total

func key(_ byte: UInt8) -> StoreKey {
  guard let key = StoreKey(bytes: [UInt8](repeating: byte, count: 32)) else { preconditionFailure("32 bytes") }
  return key
}

func payment(_ attempt: Int = 1, _ number: CaseNumber = first, amount: Amount = fee) -> Payment {
  Payment(sale: number, attempt: attempt, amount: amount)
}

func evidence(of application: CompleteApplication = sample) -> [Evidence] {
  application.pictures.map { Evidence(name: $0.name, bytes: Array("raw pixels of \($0.name)".utf8)) }
}

extension Store {
  /// A store in memory with a librarian, an officer and a supervisor.
  static func staffed(_ clock: HandClock = HandClock()) throws -> Store {
    let store = try Store(inMemory: testKey, authority: theAuthority.publicKey, now: clock.now)
    try store.addStaff()
    return store
  }

  /// A store in a folder.
  static func opened(in folder: StateFolder, key: StoreKey = testKey, _ clock: HandClock = HandClock()) throws -> Store
  {
    try Store(
      path: folder.path, key: key, authority: theAuthority.publicKey, cost: .cheap, program: "pasboks 0.1 test",
      now: clock.now)
  }

  func addStaff() throws {
    try addAccount(id: librarian, firstName: "Ingeborg", role: .librarian, pin: "271828")
    try addAccount(id: officer, firstName: "Thorvald", role: .officer, pin: "314159")
    try addAccount(id: supervisor, firstName: "Gudrun", role: .supervisor, pin: "161803")
  }

  /// An account whose owner chose the PIN.
  func addAccount(
    id: StaffID, firstName: String, role: StaffRole, pin: String, isDemonstration: Bool = false
  ) throws {
    try testing.addAccount(id: id, firstName: firstName, role: role, pin: pin, isDemonstration: isDemonstration)
  }

  /// A log-in at the box.
  func logIn(_ id: StaffID, pin: String) throws -> AccountsAnswer { try logIn(id, pin: pin, from: .keypad) }

  func addTechnician() throws {
    try addAccount(id: technician, firstName: "Aksel", role: .technician, pin: "707186")
  }

  /// Brings a case to the freeze.
  func freeze(_ number: CaseNumber = first, _ application: CompleteApplication = sample) throws {
    try record([
      .visitOpened(number, Language("da")), .consentGiven(number), .stepDone(number, .photo),
      .frozen(number, application.fee.total, feeDate: application.feeDate),
    ])
  }

  /// Brings a case to a held dossier.
  func holdSample(_ number: CaseNumber = first, _ application: CompleteApplication = sample) throws {
    try freeze(number, application)
    try record(.attested(number, by: officer))
    try hold(number, Attestation(by: officer, application: application), evidence: evidence(of: application))
  }

  /// Brings a case to a dossier that waits to be sent.
  func releaseSample(_ number: CaseNumber = first, _ application: CompleteApplication = sample) throws {
    try holdSample(number, application)
    try approve(number)
    try capture(number, payment(1, number))
    try record(.visitEnded(number, .completed))
  }

  /// Brings a case to an approved payment.
  func approve(_ number: CaseNumber = first, attempt: Int = 1) throws {
    let payment = payment(attempt, number)
    try record([.paymentIntended(payment), .paymentAnswered(payment, .approved(payment.amount))])
  }

  /// Where its tables are not what its journal says.
  func differences(key: StoreKey = testKey) throws -> [RecordDifference] {
    let (differences, rows) = try testing.examined(with: key)
    return differences
      + rows.map { RecordDifference(table: "journal", row: "\($0.row)", kind: .unbound("\($0.fault)")) }
  }

  /// Runs SQL past the operations, to see what the schema itself refuses.
  func force(_ sql: String) throws(StoreError) { try testing.write { try $0.execute(sql: sql) } }

  func count(_ table: String) throws -> Int {
    try testing.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }
}
