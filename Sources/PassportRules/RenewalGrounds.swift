/// Why a citizen asks for a new passport; the raw values are the names used in configuration and store.
package enum RenewalGrounds: String, CaseIterable, Sendable {
  /// The old passport is no longer valid.
  case expired
  /// The old passport will soon be no longer valid.
  case expiring
  /// The old passport has no free pages.
  case full
  /// The old passport is damaged.
  case damaged
  /// The old passport is lost.
  case lost
  /// The old passport was stolen.
  case stolen
  /// The holder has a new name.
  case newName
  /// The authority made a mistake in the old passport, or it never arrived.
  case authorityError
  /// There is no old passport.
  case firstPassport
}
