import ArgumentParser
import Cases
import Glibc
import Reports

/// `pasboks backup`: a sealed copy of the store.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Make a sealed backup of the store, beside a running box too.",
    discussion: """
      SQLite copies one consistent state of the database; it is sealed with the store's key and written for its owner \
      alone (0600). A file that is there is never overwritten; into a folder goes a file named by the time in UTC.

      A backup opens only with the store key it was made with, which is not in it: keep that key elsewhere. What a backup \
      holds is kept longer than the box itself keeps it: delete old ones.

      Examples:
        pasboks backup /var/backups/pasboks
        pasboks backup /mnt/stick/before-the-upgrade.backup

      Ends with 0; 66 when there is no store, 64 when the file is there, 74 when the disk does not take it, 75 when \
      another backup is being made, 77 when store or key cannot be opened, 78 when the key is another one.
      """)

  @OptionGroup var store: StoreFolder
  @Option(help: .init("The store's key, if it is not where the box has it.", valueName: "file"), completion: .file())
  var key: String?
  @Argument(
    help: .init("The file to make, or the folder to make it in.", valueName: "file-or-folder"), completion: .file())
  var path: String

  func run() throws {
    let state = store.path
    try BackupFiles.mustHaveStore(state)
    let now = Today.milliseconds()
    var status = stat()
    let isFolder = stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    let file = isFolder ? "\(path)/pasboks-\(StoreTime.compact(now)).backup" : path
    try StoreAccess.telling { () throws(StoreError) in
      let contents = try Store.backUp(
        folder: state, to: file, key: try StoreAccess.key(key, state: state), program: ProgramVersion.name, now: now)
      Output.line(
        "\(file): \(contents.cases) cases, \(contents.outbox) dossiers to be sent, \(contents.rows) journal rows")
    }
  }
}
