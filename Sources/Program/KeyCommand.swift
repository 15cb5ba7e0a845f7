import ArgumentParser
import Cases

/// `pasboks key`: the store's key.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Change the key that the store is sealed with.", subcommands: [KeyRotate.self])
}

/// `pasboks key rotate`.
struct KeyRotate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Seal the store with another key, all of it or nothing.",
    discussion: """
      No box may run. A key that lies in the state folder (store.key) is changed in one go: the new one is made, the store \
      sealed with it, and the old one kept as store.key.old-MARK, for backups that were made with it. Stopped in the \
      middle, by a power cut even, the next start takes the key that fits. 

      A key that the unit gets as a credential is named with --new-key: 32 random bytes in a file of mode 0600. The store \
      is sealed with it; give it to the unit then, in place of the old one, which --key names where the unit does not.

      Make a backup afterwards: older ones open with the old key alone. PINs stay as they are; after a theft of the old \
      key, give everybody a new one with `pasboks staff reset-pin`.

      Examples:
        pasboks key rotate --state /var/lib/pasboks
        head -c 32 /dev/urandom > new-key; chmod 600 new-key
        pasboks key rotate --state /var/lib/pasboks --key /etc/credstore/store-key --new-key new-key

      Ends with 0; 66 when there is no store, 75 when a box runs on it, 77 when a key cannot be opened, 78 when the old \
      key is another one, 65 when old and new are the same, 74 when the disk does not take it.
      """)

  @OptionGroup var store: StoreFolder
  @Option(
    help: .init("The key that the store has, if it is not where the box has it.", valueName: "file"),
    completion: .file())
  var key: String?
  @Option(help: .init("The key that it gets.", valueName: "file"), completion: .file()) var newKey: String?

  func run() throws {
    let state = store.path
    try BackupFiles.mustHaveStore(state)
    guard key == nil || newKey != nil else { throw ValidationError("--key goes with --new-key alone.") }
    guard newKey != nil || StoreAccess.keyPath(state: state) == StoreKeyFile.path(state) else {
      throw ValidationError("The unit gives the key as a credential: name the new one with --new-key.")
    }
    try StoreAccess.telling { () throws(StoreError) in
      if let newKey {
        printRotation(try rotate(to: newKey, state))
        Output.line("give the box \(newKey) as its store key now: it does not start with the old one")
      } else {
        let (done, oldKey) = try StoreKeyFile.rotate(state, now: Today.milliseconds, program: ProgramVersion.name)
        printRotation(done)
        Output.line("the old key is kept in \(oldKey) for older backups; delete it with them")
      }
      Output.line("make a backup now")
    }
  }

  private func rotate(to path: String, _ state: String) throws(StoreError) -> KeyRotation {
    let fresh = try StoreKey.load(from: path)
    let store = try Store(
      path: state, key: try StoreAccess.key(key, state: state), program: ProgramVersion.name,
      now: Today.milliseconds)
    let done = try store.rotateKey(to: fresh)
    try store.close()
    return done
  }

  private func printRotation(_ done: KeyRotation) {
    Output.line("\(done.resealed) values are sealed with the new key")
    if done.unopened > 0 {
      Output.line("\(done.unopened) values did not open with the old key either, and stay as they are")
    }
  }
}
