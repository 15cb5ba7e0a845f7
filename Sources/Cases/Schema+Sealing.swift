extension Schema {
  /// A dossier is sealed to the authority, and once it is, nothing takes its place; one that an older program sealed with the
  /// store's key is sealed anew when the box opens the store. What is sealed with the store's key can be sealed with another.
  /// How often a dossier was offered to the authority in vain and when it is offered again is told to those who look after it;
  /// what was rejected waits until staff ask for it to be offered again.
  static let dossiersSealedToTheAuthority = """
    ALTER TABLE dossiers ADD COLUMN seal TEXT NOT NULL DEFAULT 'store' CHECK (seal IN ('store', 'authority'));
    ALTER TABLE dossiers ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0);
    ALTER TABLE dossiers ADD COLUMN nextTryAt INTEGER;
    ALTER TABLE dossiers ADD COLUMN rejectedAt INTEGER CHECK (rejectedAt IS NULL OR state = 'outbox');
    DROP TRIGGER dossierIsReleasedWhenPaid;
    CREATE TRIGGER dossierIsReleasedWhenPaid
      BEFORE UPDATE OF caseNumber, state, key, digest, heldAt, releasedAt ON dossiers
    BEGIN
      SELECT RAISE(ABORT, 'alreadyReleased') WHERE OLD.state = 'outbox';
      SELECT RAISE(ABORT, 'notAttested')
        WHERE NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND attestedBy IS NOT NULL);
      SELECT RAISE(ABORT, 'feeOwed')
        WHERE NEW.state = 'outbox'
          AND NOT EXISTS (SELECT 1 FROM cases WHERE number = NEW.caseNumber AND fee = 0)
          AND NOT EXISTS (SELECT 1 FROM payments WHERE caseNumber = NEW.caseNumber AND state = 'captured');
    END;
    CREATE TRIGGER dossierKeepsItsSeal BEFORE UPDATE OF sealed, seal ON dossiers WHEN OLD.seal = 'authority'
    BEGIN SELECT RAISE(ABORT, 'alreadySealed'); END;
    """
}
