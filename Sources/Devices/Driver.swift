package import Quality
package import Renewal

/// What a driver hands over, with the bytes; the runtime puts pictures into the vault, measures them, and tells the machine only references and measures.
package enum Delivery: Hashable, Sendable {
  /// What the reader made of the document on its glass.
  case document(ReadDocument)
  /// A live frame, for a preview that goes on until it is cancelled.
  case frame(RGBPicture)
  /// The pictures that were asked for.
  case photos([RGBPicture])
  /// A print and the finger the sensor was asked for.
  case print(Finger, GreyPicture)
  /// What was written on the pad so far; more follows.
  case strokes(SignatureInk)
  /// What was written on the pad.
  case signature(SignatureInk)
  /// What brings no bytes.
  case answer(PlainAnswer)
  /// It was done, and there is nothing to tell of it.
  case done

  /// Whether the command ends with it; frames and strokes come before the end.
  package var isCompletion: Bool {
    switch self {
    case .frame, .strokes: false
    case .document, .photos, .print, .signature, .answer, .done: true
    }
  }
}

/// What the reader made of the document on its glass, with the picture's bytes.
package enum ReadDocument: Hashable, Sendable {
  /// The printed lines, the chip, and the holder's picture.
  case page(lines: [String], chip: ChipReading, picture: RGBPicture?)
  case nothing
  case upsideDown
  case skewed
  case twoDocuments
}

/// A command on its way to a driver.
package struct Job: Hashable, Sendable {
  /// The request; every delivery names it.
  package let id: RequestID
  /// What is asked.
  package let command: DriverCommand

  /// A command with its request.
  package init(id: RequestID, _ command: DriverCommand) {
    self.id = id
    self.command = command
  }

  /// A command of the machine's with its request; `paper` is what a receipt is printed as, from its upper end.
  package init(id: RequestID, command: DeviceCommand, paper: [ReceiptElement] = []) {
    self.init(id: id, DriverCommand(command, paper: paper))
  }
}

/// A device behind its driver.
///
/// One command at a time; a command ends exactly once, by a completion. A driver never blocks its caller and may deliver from any thread. Its time-outs are
/// not trusted: the runtime keeps deadlines of its own.
package protocol Driver: Sendable {
  /// Which device it is.
  var device: Device { get }
  /// What runs in device and driver, for technicians; nothing while that is not known.
  var firmware: String? { get }
  /// Why who answers as the driver is not used; nothing where nobody does, or it is.
  var refusal: DriverRefusal? { get }
  /// Start: report the state, and from then on what happens unasked.
  func start(tell: @escaping @Sendable (DeviceNotice) -> Void)
  /// Carry a command out.
  func perform(_ job: Job, deliver: @escaping @Sendable (RequestID, Delivery) -> Void)
  /// Give up; proves nothing, a completion may still come, and comes where paper or money may have moved.
  func cancel(_ id: RequestID)
  /// Erase what the device remembers of a visit, and say whether it is erased.
  func clear(then: @escaping @Sendable (Bool) -> Void)
  /// Try itself out, as a technician asks: begin anew, and report the state whatever it is.
  func test(tell: @escaping @Sendable (DeviceNotice) -> Void)
}

extension Driver {
  package var firmware: String? { nil }
  package var refusal: DriverRefusal? { nil }
  package func test(tell: @escaping @Sendable (DeviceNotice) -> Void) { start(tell: tell) }
}

/// What the authority says to a dossier.
package enum SubmissionAnswer: Hashable, Sendable {
  case acknowledged
  /// It has it already: the same as acknowledged.
  case duplicate
  case rejected
  case unavailable
}

/// The authority: the register and the receiving end of dossiers.
package protocol Authority: Sendable {
  /// Ask the register.
  func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void)
  /// Hand a sealed dossier over; the same key twice is one dossier.
  func submit(_ dossier: [UInt8], key: String, reply: @escaping @Sendable (SubmissionAnswer) -> Void)
}

/// No authority: nobody is in reach, and what is done waits.
package struct NoAuthority: Authority {
  package init() {}
  package func ask(_ question: AuthorityQuestion, reply: @escaping @Sendable (AuthorityAnswer) -> Void) {
    reply(.unavailable)
  }
  package func submit(_ dossier: [UInt8], key: String, reply: @escaping @Sendable (SubmissionAnswer) -> Void) {
    reply(.unavailable)
  }
}

/// Runs work later: by the system's clock in front of citizens, by a virtual one in a simulation.
package protocol Scheduler: Sendable {
  /// Run the work after a span; on any thread.
  func after(_ span: Milliseconds, _ work: @escaping @Sendable () -> Void)
}
