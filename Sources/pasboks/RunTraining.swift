import Cases
import Foundation
import Glibc
import Renewal
import Runtime
import Screens
import SimulatedDevices

/// The exercises of `pasboks run --training`, as the loop and its screens follow them.
struct Exercises: Practice {
  private let training: Training
  private let language: Language

  init(_ training: Training, language: Language) {
    self.training = training
    self.language = language
  }

  var hint: DemonstrationHint {
    let exercise = training.exercise
    let title = exercise.world.scenario.title.text(in: language)
    return DemonstrationHint(
      account: DemonstrationAccounts.officer.shown, second: DemonstrationAccounts.supervisor.shown,
      cpr: exercise.world.typedNumber, exercise: "\(exercise.number)/\(exercise.count): \(title)")
  }

  func follow(_ state: Box.State) { training.follow(state) }
}

/// The folder of a training's store: within the state folder, and made anew at each start.
enum TrainingFolder {
  /// Stands in a folder that a training made, and in no other.
  private static let mark = "made-by-training"

  /// The folder for a state folder.
  static func path(state: String) -> String { "\(state)/training" }

  /// Refuses a folder that no training made: it is left as it is.
  static func check(_ folder: String) throws {
    guard isOther(folder) else { return }
    Output.complaint("\(folder) is there, and no training made it; it is left as it is. --state names another place")
    throw SystemExit.configuration.exit
  }

  /// Opens a store in which nothing is, with a key and accounts of its own; what an earlier training left is erased first.
  static func open(_ folder: String) throws(StoreError) -> Store {
    guard !isOther(folder) else { throw .permissions(path: folder) }
    try StateFolder.make(folder)
    try StateFolder.check(folder)
    try erase(folder)
    let made = Glibc.open("\(folder)/\(mark)", O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard made >= 0 else { throw StoreError(errno: errno, path: folder) }
    close(made)
    let key = try StoreKey.makeDemonstration(at: "\(folder)/store.key")
    let authority = try AuthorityKey.makeDemonstration(in: folder)
    let store = try Store(
      path: folder, key: key, authority: authority, program: PasboksCommand.program, now: Today.milliseconds)
    try DemonstrationAccounts.add(to: store)
    return store
  }

  private static func isOther(_ folder: String) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFDIR || access("\(folder)/\(mark)", F_OK) != 0
  }

  /// Erases what an earlier training left, under the store's own lock, so that nothing goes from under a box that runs.
  private static func erase(_ folder: String) throws(StoreError) {
    let lock = Glibc.open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw StoreError(errno: errno, path: folder) }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .heldBy(pid: nil, since: nil, path: folder) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name != "lock" && name != mark {
      guard unlink("\(folder)/\(name)") == 0 else { throw StoreError(errno: errno, path: "\(folder)/\(name)") }
    }
  }
}
