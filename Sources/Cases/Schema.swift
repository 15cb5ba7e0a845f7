import GRDB

/// The store's migrations, by name and forward only; the schema itself holds the invariants.
///
/// A constraint or trigger that refuses bears the name of the `Refusal` it means. A migration that was released is never
/// edited. The table `facts about the store`, `meta`, keeps its two columns for ever: an older program reads from it who
/// wrote a newer store.
enum Schema {
  /// What the migrations are called.
  private static let names = Set(migrator.migrations)

  /// Whether a store has just these migrations: the one question that every opening of a store asks.
  static func isCurrent(_ database: Database) -> Bool {
    // One that cannot be asked is no store of this program yet, or a damaged one, which whoever looks closer tells.
    (try? String.fetchSet(database, sql: "SELECT identifier FROM grdb_migrations")) == names
  }

  /// The migrations in their order, to see how far a store is.
  static var migrator: DatabaseMigrator { migrator(nil) }

  /// The migrations in their order, to bring a store up to date.
  static func migrator(_ upgrade: StoreUpgrade?) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 journal, cases, flags, money, dossiers, accounts") { database in
      for part in [meta, journal, accounts, cases, flags, payments, dossiers] { try database.execute(sql: part) }
    }
    migrator.registerMigration("2 devices of flags, removed accounts, times to report by") { database in
      for part in [flagsWithDevices, removedAccounts, timesToReportBy] { try database.execute(sql: part) }
    }
    migrator.registerMigration("3 notes of staff") { try $0.execute(sql: notes) }
    migrator.registerMigration("4 signed checkpoints") { try $0.execute(sql: signedCheckpoints) }
    migrator.registerMigration("5 dossiers sealed to the authority") {
      try $0.execute(sql: dossiersSealedToTheAuthority)
    }
    migrator.registerMigration("6 accounts and dossiers that bear tags, tries by source") { database in
      for part in [taggedAccounts, taggedDossiers] { try database.execute(sql: part) }
      try bind(database, upgrade)
    }
    migrator.registerMigration("7 indices of what waits and what is due") {
      try $0.execute(sql: indicesOfWhatWaits)
    }
    return migrator
  }

  private static let meta = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO meta VALUES ('nextCase', 1);
    """

  private static let journal = """
    CREATE TABLE journal (
      id INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      caseNumber INTEGER CHECK (caseNumber > 0),
      kind TEXT NOT NULL CHECK (kind <> ''),
      detail TEXT NOT NULL CHECK (detail GLOB '{*}'),
      previous BLOB NOT NULL CHECK (length(previous) = 32),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE INDEX journalByCase ON journal (caseNumber) WHERE caseNumber IS NOT NULL;
    CREATE TRIGGER journalKeepsItsRows BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    CREATE TRIGGER journalLosesNoRow BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    CREATE TRIGGER journalIsAChain BEFORE INSERT ON journal
    WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal)
      OR NEW.previous IS NOT coalesce((SELECT hash FROM journal ORDER BY id DESC LIMIT 1), zeroblob(32))
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    """

  private static let accounts = """
    CREATE TABLE accounts (
      id TEXT PRIMARY KEY
        CONSTRAINT wrongStaffNumber CHECK (length(id) BETWEEN 2 AND 6 AND id NOT GLOB '*[^0-9]*'),
      name BLOB NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('librarian', 'officer', 'supervisor', 'technician')),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      rounds INTEGER NOT NULL CHECK (rounds > 1),
      blockSize INTEGER NOT NULL CHECK (blockSize > 0),
      parallelism INTEGER NOT NULL CHECK (parallelism > 0),
      verifier BLOB NOT NULL CHECK (length(verifier) = 32),
      isLocked INTEGER NOT NULL DEFAULT 0 CHECK (isLocked IN (0, 1)),
      isDemonstration INTEGER NOT NULL CHECK (isDemonstration IN (0, 1)),
      addedAt INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE logIns (
      mark BLOB PRIMARY KEY CHECK (length(mark) = 32),
      failures INTEGER NOT NULL CHECK (failures > 0),
      lastAt INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX logInsByTime ON logIns (lastAt);
    """

  private static let cases = """
    CREATE TABLE cases (
      number INTEGER PRIMARY KEY CHECK (number > 0),
      language TEXT NOT NULL,
      openedAt INTEGER NOT NULL,
      consentAt INTEGER,
      step TEXT,
      fee INTEGER CHECK (fee >= 0),
      feeDate TEXT CHECK (feeDate GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      attestedBy TEXT REFERENCES accounts (id),
      attestedAt INTEGER,
      endedAt INTEGER,
      ending TEXT,
      CHECK ((fee IS NULL) = (feeDate IS NULL)),
      CHECK ((attestedBy IS NULL) = (attestedAt IS NULL)),
      CHECK ((endedAt IS NULL) = (ending IS NULL)),
      CONSTRAINT noConsent CHECK (fee IS NULL OR consentAt IS NOT NULL),
      CONSTRAINT notFrozen CHECK (attestedBy IS NULL OR fee IS NOT NULL)
    ) STRICT;
    CREATE INDEX casesUnended ON cases (number) WHERE endedAt IS NULL;
    CREATE TRIGGER attestedByAnOfficer BEFORE UPDATE OF attestedBy ON cases
    WHEN NEW.attestedBy IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM accounts WHERE id = NEW.attestedBy AND role IN ('officer', 'supervisor') AND NOT isLocked)
    BEGIN SELECT RAISE(ABORT, 'notAuthorised'); END;
    """

  private static let flags = """
    CREATE TABLE flags (
      id INTEGER PRIMARY KEY,
      caseNumber INTEGER REFERENCES cases (number),
      code TEXT NOT NULL CHECK (code <> ''),
      severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
      step TEXT,
      holding TEXT NOT NULL CHECK (holding IN ('nothing', 'documentInReader', 'owes', 'moneyOpen')),
      amount INTEGER,
      sale INTEGER,
      attempt INTEGER,
      raisedAt INTEGER NOT NULL,
      closedAt INTEGER,
      closing TEXT CHECK (closing IN ('ended', 'withdrawn', 'lapsed')),
      action TEXT CHECK (action <> ''),
      endedBy TEXT REFERENCES accounts (id),
      countersignedBy TEXT REFERENCES accounts (id),
      CHECK ((closedAt IS NULL) = (closing IS NULL)),
      CHECK ((closing IS 'ended') = (action IS NOT NULL) AND (closing IS 'ended') = (endedBy IS NOT NULL)),
      CHECK ((holding IN ('owes', 'moneyOpen')) = (amount IS NOT NULL)),
      CHECK ((holding = 'moneyOpen') = (sale IS NOT NULL AND attempt IS NOT NULL)),
      CONSTRAINT samePerson CHECK (countersignedBy IS NULL OR countersignedBy <> endedBy)
    ) STRICT;
    CREATE UNIQUE INDEX flagsOpen ON flags (coalesce(caseNumber, 0), code, coalesce(sale, 0), coalesce(attempt, 0))
      WHERE closedAt IS NULL;
    CREATE TABLE assists (
      id INTEGER PRIMARY KEY,
      caseNumber INTEGER NOT NULL REFERENCES cases (number),
      code TEXT NOT NULL CHECK (code <> ''),
      step TEXT,
      by TEXT NOT NULL REFERENCES accounts (id),
      learned INTEGER NOT NULL CHECK (learned IN (0, 1)),
      endedAt INTEGER NOT NULL
    ) STRICT;
    """

  /// Money waits for an end in `intended`, `uncertain`, `approved` and `reversing`; one attempt of a case at a time.
  private static let payments = """
    CREATE TABLE payments (
      caseNumber INTEGER NOT NULL REFERENCES cases (number),
      attempt INTEGER NOT NULL CHECK (attempt > 0),
      amount INTEGER NOT NULL CHECK (amount > 0),
      approved INTEGER,
      state TEXT NOT NULL CHECK (state IN ('intended', 'uncertain', 'approved', 'notTaken', 'reversing', 'reversed',
        'open', 'settled', 'captured')),
      settledBy TEXT REFERENCES accounts (id),
      intendedAt INTEGER NOT NULL,
      changedAt INTEGER NOT NULL,
      PRIMARY KEY (caseNumber, attempt),
      CHECK ((state = 'settled') = (settledBy IS NOT NULL)),
      CONSTRAINT notApproved CHECK (state NOT IN ('approved', 'captured') OR approved IS NOT NULL),
      CONSTRAINT wrongAmount CHECK (state <> 'captured' OR approved = amount)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX paymentsCapturedOnce ON payments (caseNumber) WHERE state = 'captured';
    CREATE UNIQUE INDEX paymentsOneAtATime ON payments (caseNumber)
      WHERE state IN ('intended', 'uncertain', 'approved', 'reversing');
    CREATE INDEX paymentsOpen ON payments (caseNumber) WHERE state = 'open';
    CREATE TRIGGER paymentBeginsAsAnIntent BEFORE INSERT ON payments
    BEGIN
      SELECT RAISE(ABORT, 'noIntent') WHERE NEW.state <> 'intended';
      SELECT RAISE(ABORT, 'notAttested')
        WHERE NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND attestedBy IS NOT NULL);
      SELECT RAISE(ABORT, 'wrongAmount')
        WHERE NEW.amount IS NOT (SELECT fee FROM cases WHERE number = NEW.caseNumber);
      SELECT RAISE(ABORT, 'alreadyCaptured')
        WHERE EXISTS (SELECT 1 FROM payments WHERE caseNumber = NEW.caseNumber AND state = 'captured');
      SELECT RAISE(ABORT, 'paymentUnresolved')
        WHERE EXISTS (SELECT 1 FROM payments WHERE caseNumber = NEW.caseNumber
          AND state IN ('intended', 'uncertain', 'approved', 'reversing', 'open'));
      SELECT RAISE(ABORT, 'notHeld')
        WHERE NOT EXISTS (SELECT 1 FROM dossiers WHERE caseNumber = NEW.caseNumber AND state = 'held');
    END;
    CREATE TRIGGER paymentKeepsItsAmount BEFORE UPDATE OF caseNumber, attempt, amount ON payments
    BEGIN SELECT RAISE(ABORT, 'wrongAmount'); END;
    CREATE TRIGGER captureIsFinal BEFORE UPDATE OF state ON payments WHEN OLD.state = 'captured'
    BEGIN SELECT RAISE(ABORT, 'alreadyCaptured'); END;
    CREATE TRIGGER captureIsAttestedAndHeld BEFORE UPDATE OF state ON payments WHEN NEW.state = 'captured'
    BEGIN
      SELECT RAISE(ABORT, 'notApproved') WHERE OLD.state <> 'approved';
      SELECT RAISE(ABORT, 'notAttested')
        WHERE NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND attestedBy IS NOT NULL);
      SELECT RAISE(ABORT, 'notHeld')
        WHERE NOT EXISTS (SELECT 1 FROM dossiers WHERE caseNumber = NEW.caseNumber AND state = 'held');
    END;
    CREATE TRIGGER openMoneyIsNotForgotten BEFORE DELETE ON payments
    WHEN OLD.state IN ('intended', 'uncertain', 'approved', 'reversing', 'open')
    BEGIN SELECT RAISE(ABORT, 'paymentUnresolved'); END;
    CREATE TRIGGER freezeStandsOncePaid BEFORE UPDATE OF fee, attestedBy ON cases
    WHEN EXISTS (SELECT 1 FROM payments WHERE caseNumber = OLD.number
      AND state IN ('intended', 'uncertain', 'approved', 'reversing', 'captured'))
      AND (NEW.fee IS NOT OLD.fee OR NEW.attestedBy IS NOT OLD.attestedBy)
    BEGIN SELECT RAISE(ABORT, 'paymentUnresolved'); END;
    """

  private static let dossiers = """
    CREATE TABLE dossiers (
      caseNumber INTEGER PRIMARY KEY REFERENCES cases (number),
      state TEXT NOT NULL CHECK (state IN ('held', 'outbox')),
      key TEXT NOT NULL UNIQUE CHECK (key <> ''),
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      sealed BLOB NOT NULL CHECK (length(sealed) > 29),
      contact BLOB NOT NULL CHECK (length(contact) > 29),
      heldAt INTEGER NOT NULL,
      releasedAt INTEGER,
      CHECK ((state = 'outbox') = (releasedAt IS NOT NULL))
    ) STRICT;
    CREATE TRIGGER dossierIsHeldFirst BEFORE INSERT ON dossiers
    BEGIN
      SELECT RAISE(ABORT, 'notHeld') WHERE NEW.state <> 'held';
      SELECT RAISE(ABORT, 'notAttested')
        WHERE NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND attestedBy IS NOT NULL);
    END;
    CREATE TRIGGER dossierIsReleasedWhenPaid BEFORE UPDATE ON dossiers
    BEGIN
      SELECT RAISE(ABORT, 'alreadyReleased') WHERE OLD.state = 'outbox';
      SELECT RAISE(ABORT, 'notAttested')
        WHERE NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND attestedBy IS NOT NULL);
      SELECT RAISE(ABORT, 'feeOwed')
        WHERE NEW.state = 'outbox'
          AND NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND fee = 0)
          AND NOT EXISTS (SELECT 1 FROM payments WHERE caseNumber = NEW.caseNumber AND state = 'captured');
    END;
    CREATE TABLE parked (
      caseNumber INTEGER PRIMARY KEY REFERENCES cases (number),
      sealed BLOB NOT NULL CHECK (length(sealed) > 29),
      parkedAt INTEGER NOT NULL,
      until INTEGER NOT NULL,
      CONSTRAINT wrongWait CHECK (until > parkedAt AND until <= parkedAt + 96 * 3600 * 1000)
    ) STRICT;
    """
}
