extension Schema {
  /// Signed checkpoints of the journal, and the one way in which rows leave it: the first ones, in their order, up to where the
  /// last checkpoint says. Whoever changes the file past these triggers has no key to sign with.
  static let signedCheckpoints = """
    CREATE TABLE checkpoints (
      row INTEGER PRIMARY KEY CHECK (row > 0),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      at INTEGER NOT NULL,
      purgedTo INTEGER NOT NULL CHECK (purgedTo >= 0 AND purgedTo < row),
      purgedHash BLOB NOT NULL CHECK (length(purgedHash) = 32),
      publicKey BLOB NOT NULL CHECK (length(publicKey) = 32),
      signature BLOB NOT NULL CHECK (length(signature) = 64)
    ) STRICT;
    CREATE TRIGGER checkpointIsOfTheHead BEFORE INSERT ON checkpoints
    WHEN NEW.row IS NOT (SELECT max(id) FROM journal)
      OR NEW.hash IS NOT (SELECT hash FROM journal WHERE id = NEW.row)
      OR NEW.purgedTo < coalesce((SELECT purgedTo FROM checkpoints ORDER BY row DESC LIMIT 1), 0)
      OR NEW.purgedHash IS NOT coalesce(
        (SELECT hash FROM journal WHERE id = NEW.purgedTo),
        (SELECT purgedHash FROM checkpoints WHERE purgedTo = NEW.purgedTo ORDER BY row DESC LIMIT 1),
        iif(NEW.purgedTo = 0, zeroblob(32), NULL))
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    CREATE TRIGGER checkpointStands BEFORE UPDATE ON checkpoints
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    CREATE TRIGGER checkpointGoesWithItsRow BEFORE DELETE ON checkpoints
    WHEN OLD.row > (SELECT purgedTo FROM checkpoints ORDER BY row DESC LIMIT 1)
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    DROP TRIGGER journalLosesNoRow;
    CREATE TRIGGER journalLosesNoRow BEFORE DELETE ON journal
    WHEN OLD.id > coalesce((SELECT purgedTo FROM checkpoints ORDER BY row DESC LIMIT 1), 0)
      OR OLD.id IS NOT (SELECT min(id) FROM journal)
    BEGIN SELECT RAISE(ABORT, 'appendOnly'); END;
    CREATE TRIGGER openFlagIsNotForgotten BEFORE DELETE ON flags WHEN OLD.closedAt IS NULL
    BEGIN SELECT RAISE(ABORT, 'flagIsOpen'); END;
    CREATE TRIGGER visitThatGoesOnIsNotForgotten BEFORE DELETE ON cases WHEN OLD.endedAt IS NULL
    BEGIN SELECT RAISE(ABORT, 'visitGoesOn'); END;
    CREATE INDEX flagsByCase ON flags (caseNumber) WHERE caseNumber IS NOT NULL;
    CREATE INDEX assistsByCase ON assists (caseNumber);
    """
}
