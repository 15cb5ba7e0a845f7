/// An authorised person compares person, photo and old passport.
package enum AttestationStep: Hashable, Sendable {
  /// The flag is raised; the citizen waits for a person. `1`: keep the case and come again; `9`: staff log in here.
  case waiting(CompleteApplication)
  /// Attested; the dossier is being sealed and stored as held.
  case sealing(Attestation)
  /// Nobody came or staff chose so; the case is being sealed and stored.
  case parking(CompleteApplication)
}
