/// The program's name and version.
package enum ProgramVersion {
  /// As journal and store keep it.
  package static let name = "pasboks 0.1"
}
