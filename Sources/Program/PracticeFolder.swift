import Cases
import Foundation
import Glibc

/// The folder of a store that is practised on: within the state folder, and made anew at each start.
enum PracticeFolder: String {
  case training, rehearsal

  /// Stands in a folder that practice made, and in no other.
  private static let mark = "made-by-training"

  /// The folder for a state folder.
  func path(state: String) -> String { "\(state)/\(rawValue)" }

  /// Refuses a folder that no practice made: it is left as it is.
  static func check(_ folder: String) throws {
    guard isOther(folder) else { return }
    Output.complaint("\(folder) is there, and no training made it; it is left as it is. --state names another place")
    throw SystemExit.configuration.exit
  }

  /// How often it is looked whether something came or went while a folder was erased: a store that is just being closed takes files away.
  private static let mostLooks = 10

  /// Erases all that practice wrote, and the folder itself; one that no practice made is left as it is.
  static func remove(_ folder: String) {
    guard !isOther(folder) else { return }
    for _ in 0..<mostLooks {
      // The mark goes last: what a power cut leaves is known as practice's own. What stands in the way is told when somebody practises again.
      for name in names(in: folder) where name != mark { unlink("\(folder)/\(name)") }
      if names(in: folder) == [mark] { unlink("\(folder)/\(mark)") }
      if rmdir(folder) == 0 || errno == ENOENT { return }
    }
  }

  /// Opens a store in which nothing is, with a key and accounts of its own; what earlier practice left is erased first.
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
      path: folder, key: key, authority: authority, program: ProgramVersion.name, now: Today.milliseconds)
    try DemonstrationAccounts.add(to: store)
    return store
  }

  /// Whether something is there that no practice made; an empty folder is nobody's.
  private static func isOther(_ folder: String) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFDIR else { return true }
    guard access("\(folder)/\(mark)", F_OK) != 0 else { return false }
    return (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty != true
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Erases what earlier practice left, under the store's own lock, so that nothing goes from under a box that runs.
  private static func erase(_ folder: String) throws(StoreError) {
    let lock = Glibc.open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard lock >= 0 else { throw StoreError(errno: errno, path: folder) }
    defer { close(lock) }
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .heldBy(pid: nil, since: nil, path: folder) }
    for name in names(in: folder) where name != "lock" && name != mark {
      guard unlink("\(folder)/\(name)") == 0 else { throw StoreError(errno: errno, path: "\(folder)/\(name)") }
    }
  }
}
