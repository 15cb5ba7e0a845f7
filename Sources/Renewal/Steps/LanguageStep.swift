/// Which language, and whether the box reads aloud.
package enum LanguageStep: Hashable, Sendable {
  /// Which language: the choices are the policy's languages.
  case language
  /// Shall the box read aloud: 1 yes, 2 no.
  case speech
}
