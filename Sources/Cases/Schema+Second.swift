extension Schema {
  /// Two devices can fail at once; a flag bears the one it is about.
  static let flagsWithDevices = """
    ALTER TABLE flags ADD COLUMN device TEXT CHECK (device <> '');
    DROP INDEX flagsOpen;
    CREATE UNIQUE INDEX flagsOpen
      ON flags (coalesce(caseNumber, 0), code, coalesce(sale, 0), coalesce(attempt, 0), coalesce(device, ''))
      WHERE closedAt IS NULL;
    """

  /// A removed account keeps its number, for the rows that refer to it, and nothing else; the number is never used again.
  static let removedAccounts = """
    ALTER TABLE accounts ADD COLUMN removedAt INTEGER
      CHECK (removedAt IS NULL
        OR (isLocked AND name = x'' AND salt = zeroblob(16) AND verifier = zeroblob(32)));
    CREATE TRIGGER removedForEver BEFORE UPDATE ON accounts WHEN OLD.removedAt IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'unknownAccount'); END;
    """

  /// What staff noted about a case, sealed; it goes when its visit is over, unless the case is parked.
  static let notes = """
    CREATE TABLE notes (
      id INTEGER PRIMARY KEY,
      caseNumber INTEGER NOT NULL REFERENCES cases (number),
      by TEXT NOT NULL REFERENCES accounts (id),
      at INTEGER NOT NULL,
      sealed BLOB NOT NULL CHECK (length(sealed) > 28)
    ) STRICT;
    CREATE INDEX notesByCase ON notes (caseNumber);
    """

  /// A report asks for a span of days; the few rows that tell whether the box was open have an index of their own.
  static let timesToReportBy = """
    CREATE INDEX journalByTime ON journal (at);
    CREATE INDEX journalOfService ON journal (at) WHERE kind IN ('closed', 'opened');
    """
}
