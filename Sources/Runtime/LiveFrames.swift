package import Quality
package import Renewal

/// The live view's protocol, of frames that it never looks at: one at a time is measured, the newest of those that came meanwhile is
/// next, and only changed advice is told.
///
/// A frame or a measure of a preview that is over changes nothing, so that nothing is shown after it.
package struct LiveFrames<Frame: Hashable & Sendable>: Hashable, Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    case started(RequestID)
    case stopped(RequestID)
    /// The camera sent a frame.
    case frame(RequestID, Frame)
    /// A frame was measured; what is wrong with it.
    case measured(RequestID, Frame, [PhotoFault])
  }

  /// What to do.
  package enum Effect: Hashable, Sendable {
    /// Measure a frame, away from the loop.
    case measure(RequestID, Frame)
    /// Put a frame that was measured on the screen.
    case show(Frame)
    /// Tell the machine what is wrong, which is not what it was.
    case advise(RequestID, [PhotoFault])
  }

  private struct View: Hashable {
    let request: RequestID
    var isMeasuring = false
    var newest: Frame?
    var advice: [PhotoFault]?
  }

  private var view: View?

  /// No live view.
  package init() {}

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started(let id):
      view = View(request: id)
      return []
    case .stopped(let id):
      if view?.request == id { view = nil }
      return []
    case .frame(let id, let frame):
      guard var view, view.request == id else { return [] }
      defer { self.view = view }
      guard !view.isMeasuring else {
        view.newest = frame
        return []
      }
      view.isMeasuring = true
      return [.measure(id, frame)]
    case .measured(let id, let frame, let advice):
      guard let view, view.request == id, view.isMeasuring else { return [] }
      return measured(frame, advice, view)
    }
  }

  private mutating func measured(_ frame: Frame, _ advice: [PhotoFault], _ view: View) -> [Effect] {
    var effects: [Effect] = [.show(frame)]
    if advice != view.advice { effects.append(.advise(view.request, advice)) }
    // Without it the last frame of a view that stands still would be lost.
    if let next = view.newest { effects.append(.measure(view.request, next)) }
    self.view = View(request: view.request, isMeasuring: view.newest != nil, newest: nil, advice: advice)
    return effects
  }
}
