import ArgumentParser
import Cases
import Configuration
import Renewal
import StrictYAML

/// `pasboks purge`: what is older than it may be, out of the file.
struct PurgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge",
    abstract: "Delete what is older than kiosk.yaml says, for good; a running box does it itself, once a day.",
    discussion: """
      Deletes ended cases with their payments, flags and assists, the journal's first rows, and the \
      backups in the state folder's own folder `backups`; what was deleted is no \
      longer in the database file, nor in its free pages or write-ahead log. What somebody must still act on stays however \
      old it is: open money, visits that go on, parked cases, dossiers that the authority has not acknowledged, open \
      flags, and the journal from the first row of such a case on.

      --dry-run tells what would go, also beside a running box.

      Nothing is deleted by a clock that contradicts the store's newest entry, until staff have confirmed the date at the box.

      Ends with 0; 66 when there is no store yet, 75 when a box runs on it, or the clock is in doubt.
      """)

  @OptionGroup var folders: Folders
  @ArgumentParser.Flag(name: .customLong("dry-run"), help: "Only tell what would go.") var isDry = false

  func run() throws {
    let kiosk = try ConfigurationFiles.reading { try KioskConfiguration.read(folder: folders.configuration) }
    // No store is made to purge it.
    let reader = try StoreAccess.reader(state: folders.state)
    if isDry {
      let plan = try StoreAccess.telling { () throws(StoreError) in
        try reader.purgePlan(kiosk.retention, now: Today.milliseconds())
      }
      return printPurge(plan, "would be deleted")
    }
    do throws(StoreError) {
      let store = try StoreAccess.open(state: folders.state, isDemonstration: kiosk.isDemonstration)
      let purge = try store.purge(kiosk.retention)
      try store.checkpoint()
      try store.close()
      printPurge(purge, "deleted")
    } catch {
      switch error {
      case .heldBy:
        Output.complaint(
          "a box runs on \(folders.state), and purges by itself once a day. --dry-run tells what would go.")
      case .refused(.clockDoubted):
        Output.complaint(
          "the machine's clock contradicts what stands in \(folders.state), or nobody has confirmed the date since it did, and "
            + "nothing is deleted by such a clock. Look at `date`, start the box, and have staff confirm the date at it."
        )
      case _: Output.complaint(error.description)
      }
      throw StoreAccess.exit(for: error).exit
    }
  }

  private func printPurge(_ purge: Purge, _ what: String) {
    let counts = [
      ("cases", purge.cases), ("payments", purge.payments), ("flags", purge.flags), ("assists", purge.assists),
      ("numbers with wrong PINs", purge.logIns), ("rows of the journal", purge.rows), ("backups", purge.backups),
    ].filter { $0.1 > 0 }
    Output.line(counts.isEmpty ? "nothing is old enough" : "\(what):")
    for (name, count) in counts { Output.line("  \(name): \(count)") }
    if !purge.waiting.isEmpty {
      let numbers = purge.waiting.prefix(20).map(\.description).joined(separator: ", ")
      let more = purge.waiting.count > 20 ? " and \(purge.waiting.count - 20) more" : ""
      Output.line("old enough, and kept because somebody must still act on them: cases \(numbers)\(more)")
    }
    if purge.rowsHeld > 0 {
      Output.line("rows of the journal kept with what somebody must still act on: \(purge.rowsHeld)")
    }
  }
}
