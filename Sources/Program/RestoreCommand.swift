import ArgumentParser
import Cases
import Reports

/// `pasboks restore`: the store of a backup.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put the store of a backup into a state folder where none is.",
    discussion: """
      Nothing is overwritten: stop the box and move what is in the folder (pasboks.sqlite and the files beginning with \
      that name) away first. Before the store gets its name, its key, its pages, its references and the journal's chain \
      are looked at. Needs the store key the backup was made with: where the box has it, or named with --key.

      Afterwards the box stands where it stood at the backup. Dossiers that have been sent since are sent again, which \
      the authority takes as the same ones; payments since then are not in it, so compare with the terminal's list. The \
      next 1000 case numbers are left out, since citizens may hold some of them.

      Examples:
        systemctl stop kiosk.service
        mkdir /var/lib/pasboks/old && mv /var/lib/pasboks/pasboks.sqlite* /var/lib/pasboks/old
        pasboks restore /var/backups/pasboks/pasboks-20261122-021500.backup --state /var/lib/pasboks

      Ends with 0; 66 when there is no such file, 65 when it is no whole backup, 64 when a store is there, 75 when a box \
      runs on the folder, 77 when the key cannot be opened, 78 when it is another key, 74 when the disk does not take it.
      """)

  @OptionGroup var store: StoreFolder
  @Option(
    help: .init("The key of the backup, if it is not where the box has it.", valueName: "file"), completion: .file())
  var key: String?
  @Argument(help: .init("The backup.", valueName: "file"), completion: .file()) var file: String

  func run() throws {
    try BackupFiles.mustBeThere(file)
    let state = store.path
    try StoreAccess.telling { () throws(StoreError) in
      let key = try StoreAccess.key(key, state: state)
      let contents = try Store.restore(file, to: state, key: key, now: Today.milliseconds())
      Output.line("\(state) has the store of \(StoreTime.text(contents.madeAt)), made by \(contents.program)")
      Output.line(
        "\(contents.cases) cases, \(contents.outbox) dossiers to be sent, \(contents.rows) journal rows: all whole")
      Output.line(
        "the next \(Store.numbersLeftOut) case numbers are left out; `pasboks check` tells whether the box can start")
    }
  }
}
