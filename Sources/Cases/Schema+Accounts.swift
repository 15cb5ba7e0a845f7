import FoundationEssentials
import GRDB
import Renewal

/// What bringing an older store up to date takes besides SQL.
struct StoreUpgrade: Sendable {
  /// The key that the store is sealed with.
  let key: StoreKey
  /// Unix time in milliseconds.
  let now: Int
}

extension Schema {
  /// Each account bears a tag that only the program can make, so that a row which was changed past it is known. Who must log in
  /// anew before they act, who set a PIN that is not its owner's, and the row of the journal that tells the last change stand with the
  /// account.
  ///
  /// Wrong PINs are counted by where they were typed, and by number.
  static let taggedAccounts = """
    ALTER TABLE accounts ADD COLUMN mustLogIn INTEGER NOT NULL DEFAULT 0 CHECK (mustLogIn IN (0, 1));
    ALTER TABLE accounts ADD COLUMN pinSetBy TEXT REFERENCES accounts (id);
    ALTER TABLE accounts ADD COLUMN changedRow INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN tag BLOB NOT NULL DEFAULT x'' CHECK (length(tag) IN (0, 32));
    DROP TRIGGER removedForEver;
    CREATE TRIGGER removedForEver
      BEFORE UPDATE OF id, name, role, salt, verifier, isLocked, isDemonstration, addedAt, removedAt ON accounts
      WHEN OLD.removedAt IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'unknownAccount'); END;
    CREATE TABLE tries (
      source TEXT NOT NULL CHECK (source <> ''),
      mark BLOB NOT NULL CHECK (length(mark) = 32),
      failures INTEGER NOT NULL CHECK (failures > 0),
      lastAt INTEGER NOT NULL,
      PRIMARY KEY (source, mark)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO tries SELECT 'keypad', mark, failures, lastAt FROM logIns;
    DROP TABLE logIns;
    CREATE INDEX triesByMark ON tries (mark);
    CREATE INDEX triesByTime ON tries (lastAt);
    CREATE INDEX journalOfLogIns ON journal (id) WHERE kind IN ('accountUnlocked', 'loggedIn');
    CREATE INDEX journalOfAccounts ON journal (id) WHERE kind IN (\(AccountChange.kinds));
    CREATE INDEX journalOfClock ON journal (id) WHERE kind IN ('clockConfirmed', 'clockDoubted');
    """

  /// Each dossier bears such a tag too: its bytes are the authority's to open, and not the box's.
  static let taggedDossiers = """
    ALTER TABLE dossiers ADD COLUMN content BLOB NOT NULL DEFAULT x'' CHECK (length(content) IN (0, 32));
    ALTER TABLE dossiers ADD COLUMN tag BLOB NOT NULL DEFAULT x'' CHECK (length(tag) IN (0, 32));
    """

  /// Gives the accounts and dossiers of an older store their tags, with the marks that the store keeps, and writes down how its tables
  /// stand: its journal did not tell everything that an audit compares.
  static func bind(_ database: Database, _ upgrade: StoreUpgrade?) throws {
    guard let upgrade else { throw Refusal.olderStore }
    let marks: Data? = try Store.meta("marks", database)
    let key = marks.flatMap { upgrade.key.marking(by: Array($0)) } ?? upgrade.key
    for id in try String.fetchAll(database, sql: "SELECT id FROM accounts") {
      try database.run(
        sql: "UPDATE accounts SET changedRow = ? WHERE id = ?",
        arguments: [try AccountChange.lastRow(of: StaffID(id), database) ?? 0, id])
      try AccountTag.write(StaffID(id), with: key, database)
    }
    for number in try Int.fetchAll(database, sql: "SELECT caseNumber FROM dossiers") {
      try DossierTag.write(CaseNumber(number), with: key, database)
    }
    try TriesSeal.write(with: key, database)
    guard try Store.journalHead(database) != nil else { return }
    let state = try RecordSnapshot.make(database)
    let mark = RecordSnapshot.mark(state, with: key)
    try Store.add(StoreFact.recordsBegin(state: state, mark: mark).entry, at: upgrade.now, database)
  }
}
