/// The booking code, typed or scanned, or none.
package struct StartStep: Hashable, Sendable {
  /// What the screen says about what was entered.
  package enum Notice: Hashable, Sendable {
    /// What was typed is no booking code.
    case faulty
    /// What was scanned is no booking code.
    case otherCode
  }

  /// The code as typed, six digits; Enter on the empty field goes on without one.
  package var entry = Entry(limit: 6)
  /// What the screen says.
  package var notice: Notice?

  /// An empty field.
  package init(notice: Notice? = nil) { self.notice = notice }
}
