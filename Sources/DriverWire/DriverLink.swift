import Devices
package import Renewal

/// The box's end of a driver's socket: what is asked of the driver, what of its words counts, and what a line that is lost means; without
/// a socket or a clock.
///
/// A command ends by exactly one completion, whatever the driver does, but for one without an effect that the box took back: that may
/// end without a word. What was under way when the line was lost has failed where it does nothing to the world; of paper and money nothing is known.
/// A driver that does not answer what is answered at once has hung, and one that sends what is no message is not understood: the line
/// is ended by the box, and is lost. Lines are tried again after pauses that grow; a driver that loses so many in a row is given up
/// until a technician tries it out. What a driver tells of an earlier line reaches nobody.
package struct DriverLink: Hashable, Sendable {
  enum Line: Hashable {
    /// The box has not begun.
    case none
    case opening
    case greeting
    case up(DriverGreeting)
    case resting
    case givenUp
  }

  struct UnderWay: Hashable {
    let job: Job
    var isAcknowledged = false
    var isTakenBack = false
  }

  /// What came on a line, frame by frame.
  struct Frames: Hashable {
    /// How many were whole.
    var whole = 0
    /// Whether another one has begun.
    var isOpen = false
    /// How many were whole when it was begun to wait for the rest of one; one wait is under way at a time.
    var waited: Int?
  }

  let device: Device
  /// Whether a device that is simulated will do.
  let takesSimulated: Bool
  var line = Line.none
  /// The number of the line.
  var number = 0
  var current: UnderWay?
  /// A command that waits for one that was taken back.
  var next: Job?
  /// The clearings that were not answered yet.
  var clearings: [Int] = []
  /// Something of a visit may be in the device: it is told as out of order until it is cleared or tried out.
  var mayHoldVisit = false
  /// A technician waits for the state.
  var isTesting = false
  var told: DeviceState?
  /// The state that the driver told on this line.
  var state: DeviceState?
  var losses = 0
  var refusals = 0
  /// The frames of this line.
  var frames = Frames()
  var thisSecond = 0
  /// What the device has told of itself within this minute.
  var thisMinute = 0

  /// The link to the driver of a device, which may be simulated or not; nothing is begun.
  package init(_ device: Device, takesSimulated: Bool = false) {
    self.device = device
    self.takesSimulated = takesSimulated
  }

  /// Whether a command has not ended.
  package func has(_ id: RequestID) -> Bool { current?.job.id == id || next?.id == id }

  /// Takes an event, and says what to do, in order.
  package mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .started: return line == .none ? open() : []
    case .connected:
      guard line == .opening else { return [] }
      line = .greeting
      return [
        .send(.hello(version: DriverProtocol.version)), .wait(Bounds.greeting, .greeting(number)),
      ]
    case .refused: return refuse()
    case .strange(let user): return line == .opening ? [.note(.strange(user: user))] + refuse() : []
    case .lost: return isConnected ? end(.disconnected) : []
    case .heard(let message):
      guard isConnected else { return [] }
      (frames.whole, frames.isOpen) = (frames.whole + 1, false)
      return hear(message)
    case .begun:
      guard isConnected else { return [] }
      frames.isOpen = true
      return waitForFrame()
    case .garbled(let fault): return isConnected ? [.note(.garbled(fault))] + hangUp(.garbage) : []
    case .asked(let job): return ask(job)
    case .takenBack(let id): return takeBack(id)
    case .clearWanted(let number): return clear(number)
    case .testWanted: return test()
    case .elapsed(let wait): return elapse(wait)
    }
  }
}
