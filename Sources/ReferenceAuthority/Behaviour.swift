/// How the reference authority behaves, so that a box can be tried against each: the word in the file `behaviour` of its folder, which may be
/// changed while it runs.
package enum Behaviour: String, Hashable, Sendable, CaseIterable {
  /// As an authority should: the word where there is no such file.
  case normal
  /// Every dossier is rejected.
  case reject
  /// Every answer comes late.
  case slow
  /// Everything is unavailable.
  case down
}
