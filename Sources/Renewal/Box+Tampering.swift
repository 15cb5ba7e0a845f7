extension Box {
  /// A testing interface: this box in another state, or with other questions open, which no event led to. Laws that are to notice a broken
  /// machine need a box that only a broken one reaches.
  package func tampered(state: State? = nil, pending: PendingRequests? = nil) -> Box {
    var box = self
    box.state = state ?? self.state
    box.pending = pending ?? self.pending
    return box
  }
}
