extension Schema {
  /// What waits and what is due are found without a look at what is over, however many cases there are.
  ///
  /// A query finds a partial index by the very words of its condition: `PaymentRow.isUnresolved` is written out here, for a migration
  /// that was released never changes.
  static let indicesOfWhatWaits = """
    CREATE INDEX flagsQueue ON flags (severity DESC, id) WHERE closedAt IS NULL;
    CREATE INDEX flagsOfBoxEnded ON flags (closedAt) WHERE caseNumber IS NULL AND closedAt IS NOT NULL;
    CREATE INDEX casesEnded ON cases (endedAt) WHERE endedAt IS NOT NULL;
    CREATE INDEX paymentsUnresolved ON payments (caseNumber, attempt)
      WHERE state IN ('intended', 'uncertain', 'approved', 'reversing', 'open');
    CREATE INDEX dossiersHeld ON dossiers (caseNumber) WHERE state = 'held';
    CREATE INDEX dossiersOutbox ON dossiers (releasedAt, caseNumber) WHERE state = 'outbox';
    CREATE INDEX dossiersSealedByStore ON dossiers (caseNumber) WHERE seal = 'store';
    CREATE INDEX journalOfBeginnings ON journal (id) WHERE kind = 'recordsBegin';
    CREATE INDEX journalOfPurges ON journal (id) WHERE kind = 'purged';
    """
}
