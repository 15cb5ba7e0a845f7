package import Renewal

/// What came from the desks.
package enum DeskInput: Hashable, Sendable {
  /// A desk said hello; the number is its Unix user's.
  case came(DeskID, DeskTerminal, user: Int)
  /// A desk that came said something.
  case said(DeskID, DeskMessage)
  /// A script asks for the queue.
  case asked(DeskID)
  /// A script asks for the devices.
  case askedForDevices(DeskID)
  /// A script has the box send what waits for the authority, by somebody's number and PIN; the last number is its Unix user's.
  case askedToSend(DeskID, StaffID, pin: String, user: Int)
  /// Accounts were changed beside the box.
  case accountsChanged(DeskID)
  /// A connection that came, or asked, is gone.
  case left(DeskID)
}

/// The desks' connections: in front of staff a Unix socket, in a simulation nothing but memory.
///
/// Nothing here blocks: what a slow desk has not taken yet is replaced by what is newer.
package protocol DeskPort: Sendable {
  /// Begins to take connections; `ring` is called, on any thread, when `drain` has something.
  func open(ring: @escaping @Sendable () -> Void)
  /// Everything that came, in order.
  func drain() -> [DeskInput]
  /// Has a desk show this drawing.
  func show(_ picture: DeskPicture, at desk: DeskID)
  /// Tells a desk something else than a drawing.
  func send(_ message: BoxMessage, to desk: DeskID)
  /// Ends a connection, after what was told.
  func hangUp(_ desk: DeskID)
  /// Ends all connections and takes no more.
  func close()
}

/// A box without desks.
package struct NoDesks: DeskPort {
  package init() {}
  package func open(ring: @escaping @Sendable () -> Void) {}
  package func drain() -> [DeskInput] { [] }
  package func show(_ picture: DeskPicture, at desk: DeskID) {}
  package func send(_ message: BoxMessage, to desk: DeskID) {}
  package func hangUp(_ desk: DeskID) {}
  package func close() {}
}
