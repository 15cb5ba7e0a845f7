import Devices
import DriverWire
import Glibc
import PassportRules
package import Renewal

/// A driver, held to each promise of `pasboks-driver/1` over its own socket, as whoever writes one does.
package final class DriverExamination {
  /// How long the driver may take for what it answers at once.
  private let short: Milliseconds
  /// How long it may take for a command, or for its device to be cleared or tried out.
  private let long: Milliseconds
  /// How long nothing may follow what is over.
  private static let quiet = Milliseconds(300)

  private let path: String
  /// Whether commands are given that move paper and money, too.
  private let hasEffects: Bool
  private let tell: (DriverFinding) -> Void
  private var lastID = 100
  private var device = Device.statusLight
  private var last: DriverVisit?

  /// An examination of the driver on a socket; a command may take so long. Each finding is told when it is made.
  package init(path: String, patience: Milliseconds, hasEffects: Bool, tell: @escaping (DriverFinding) -> Void) {
    self.path = path
    short = min(patience, .seconds(10))
    long = patience
    self.hasEffects = hasEffects
    self.tell = tell
  }

  /// Goes through all promises; those of a driver that does not greet, or tells no state, are not gone through. Throws where nobody answers at all, or somebody else
  /// has the driver's line.
  package func run() throws(SocketFault) {
    let visit = try open()
    let first = hello(visit)
    if first == .silence, visit.isUnread { throw .inUse(path) }
    guard let greeting = find("greeting", { try Self.greeting(in: first, short) }, { $0.words }) else { return }
    device = greeting.device
    guard find("state", { try self.firstState(visit) }, { $0.rawValue }) != nil else { return }
    for name in DeviceCommand.Name.all(of: device) {
      let outcome = carryOut(name, greeting)
      if name == .pay, let outcome { find("the same payment twice", { try self.payAgain(after: outcome) }, { $0 }) }
    }
    harmless(greeting)
    find("a command of another device", { try self.refuseForeign() }, { "it failed, and was not carried out" })
    find("clear", { try self.clear() }, { "the device says that it is clear" })
    find("test", { try self.test() }, { $0.rawValue })
    for (promise, bytes) in Self.hostile { find(promise, { try self.survive(bytes) }, { "it goes on" }) }
  }

  // MARK: Findings

  @discardableResult
  private func find<Found>(_ promise: String, _ look: () throws -> Found, _ words: (Found) -> String) -> Found? {
    do {
      let found = try look()
      tell(DriverFinding(promise, .kept(words(found))))
      return found
    } catch {
      tell(DriverFinding(promise, .broken(Self.words(error))))
      return nil
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let lapse as DriverLapse: lapse.description
    case SocketFault.nobody: "nobody answers on the socket any more"
    case let fault as SocketFault: fault.message
    case _: "\(error)"
    }
  }

  private func nextID() -> RequestID {
    lastID += 1
    return RequestID(lastID)
  }

  // MARK: Greeting

  /// Says hello, and gives what comes first.
  private func hello(_ visit: DriverVisit) -> DriverVisit.Heard {
    visit.send(.hello(version: DriverProtocol.version))
    return visit.hear(within: short)
  }

  private static func greeting(in first: DriverVisit.Heard, _ patience: Milliseconds) throws -> DriverGreeting {
    switch first {
    case .message(.hello(let greeting)): return greeting
    case .message(.otherVersion(let version)): throw DriverLapse("it speaks version \(version) of the protocol")
    case .message: throw DriverLapse("something came before hello")
    case .garbled(let fault): throw DriverLapse("\(fault)")
    case .lost: throw DriverLapse("the driver ended the line")
    case .silence: throw DriverLapse.silent(patience)
    }
  }

  private func firstState(_ visit: DriverVisit) throws -> DeviceState {
    try visit.hear(within: short) { if case .unsolicited(.state(_, let state)) = $0 { state } else { nil } }.get()
  }

  /// A line of its own; the one before has ended, for a driver has one at a time.
  private func open() throws(SocketFault) -> DriverVisit {
    last?.end()
    let visit = try DriverVisit(path: path)
    last = visit
    return visit
  }

  /// A line of its own, greeted and with its first state heard.
  private func greeted() throws -> DriverVisit {
    let visit = try open()
    _ = try Self.greeting(in: hello(visit), short)
    _ = try firstState(visit)
    return visit
  }

  // MARK: Commands

  /// What a command came to, in words; nothing where it was left out, or a promise broken.
  private func carryOut(_ name: DeviceCommand.Name, _ greeting: DriverGreeting) -> String? {
    let promise = "command \(name.rawValue)"
    guard greeting.capabilities.contains(name) else {
      tell(DriverFinding(promise, .broken("the driver does not carry it out, and no box uses it without")))
      return nil
    }
    guard name.effectClass == .none || hasEffects else {
      tell(DriverFinding(promise, .leftOut("it moves paper or money: --effects has it done")))
      return nil
    }
    return find(promise, { try self.carryOut(sample(name)) }, { $0 })
  }

  /// Gives a command and waits for its end; a preview is taken back after its first picture.
  private func carryOut(_ command: DriverCommand) throws -> String {
    let (visit, id) = (try greeted(), nextID())
    visit.send(.command(id, command))
    try acknowledged(id, visit)
    let end = steadyMilliseconds() + long.count
    var events = 0
    while true {
      let left = Milliseconds(max(0, end - steadyMilliseconds()))
      switch try visit.hear(within: left, { Self.about(id, $0) }).get().get() {
      case .event(_, let delivery):
        guard command.isAnswered(by: delivery) else { throw DriverLapse("an event of another command came") }
        events += 1
        guard command != .preview else { return "live pictures, then \(try cancelled(id, visit))" }
      case .cancelled: throw DriverLapse("it was cancelled, and nobody did that")
      case .completion(_, let delivery):
        guard command.isAnswered(by: delivery) else {
          throw DriverLapse("it ended by what is no answer to it: \(delivery.name)")
        }
        if case .paymentStatus = command, delivery != .answer(.payment(.notFound)) {
          throw DriverLapse("a payment that was never made is told as \(delivery.name)")
        }
        try nothingMore(id, visit)
        return delivery.name + (events > 0 ? ", after \(events) events" : "")
      case _: throw DriverLapse("it was acknowledged twice")
      }
    }
  }

  /// Gives the payment once more by the same reference: what came of it is told again, and nothing is taken.
  private func payAgain(after outcome: String) throws -> String {
    let (visit, id) = (try greeted(), nextID())
    visit.send(.command(id, sample(.pay)))
    let again = try ending(id, visit, within: long)
    guard again == outcome else { throw DriverLapse("it was \(again) after it had been \(outcome)") }
    return "it is told again: \(again)"
  }

  private func acknowledged(_ id: RequestID, _ visit: DriverVisit) throws {
    let first = visit.hear(within: short) { Self.about(id, $0) }
    switch first {
    case .success(let said):
      if case .acknowledge = try said.get() { return }
      throw DriverLapse("it was not acknowledged before anything else came of it")
    case .failure(.silent(short)): throw DriverLapse("it was not acknowledged within \((short.count + 999) / 1000) s")
    case .failure(let lapse): throw lapse
    }
  }

  /// What is said about a command; what is said about one that was never given is a lapse.
  private static func about(_ id: RequestID, _ message: MessageFromDriver) -> Result<MessageFromDriver, DriverLapse>? {
    guard let said = message.request else { return nil }
    if said == id { return .success(message) }
    return .failure(DriverLapse("something came of a command that was never given, \(said.number)"))
  }

  private func nothingMore(_ id: RequestID, _ visit: DriverVisit) throws {
    switch visit.hear(within: Self.quiet, { $0.request }) {
    case .success(id): throw DriverLapse("something more came of it after its completion")
    case .success(let other): throw DriverLapse("something came of a command that was never given, \(other.number)")
    case .failure(.silent(Self.quiet)): return
    case .failure(let lapse): throw lapse
    }
  }

  /// A payment of this examination's own, so that the terminal has none by its reference.
  private let sale = CaseNumber(time(nil) % 1_000_000)

  private func sample(_ name: DeviceCommand.Name) -> DriverCommand {
    let payment = Payment(sale: sale, attempt: 1, amount: Amount(kroner: 1))
    let another = Payment(sale: sale, attempt: 2, amount: Amount(kroner: 1))
    return switch name {
    case .readDocument: .readDocument
    case .preview: .preview
    case .takePictures: .takePictures(count: 1)
    case .readFinger: .readFinger(.rightIndex)
    case .readSignature: .readSignature
    case .pay: .pay(payment)
    case .paymentStatus: .paymentStatus(another)
    case .reverse: .reverse(payment)
    case .setLight: .setLight(.inService)
    case .print: .print([.line("pasboks driver check"), .line("Æ Ø Å æ ø å é ü"), .code("000000")])
    }
  }

  // MARK: What is tried by a command without an effect

  private func harmless(_ greeting: DriverGreeting) {
    let names = DeviceCommand.Name.all(of: device).filter { greeting.capabilities.contains($0) }
    guard let name = names.first(where: { $0.effectClass == .none }) else {
      for promise in ["cancel", "one at a time", "a lost line"] {
        tell(DriverFinding(promise, .leftOut("the device has no command that does nothing to the world")))
      }
      return
    }
    let command = sample(name)
    find("cancel", { try self.cancel(command) }, { $0 })
    find("one at a time", { try self.oneAtATime(command) }, { $0 })
    find("a lost line", { try self.loseLine(command) }, { "nothing of it reached the next line" })
  }

  private func cancel(_ command: DriverCommand) throws -> String {
    let (visit, id) = (try greeted(), nextID())
    visit.send(.command(id, command))
    return try cancelled(id, visit)
  }

  /// Takes a command back, and waits for its end, which comes whatever else does.
  private func cancelled(_ id: RequestID, _ visit: DriverVisit) throws -> String {
    visit.send(.cancel(id))
    let words = try ending(id, visit, within: short)
    try nothingMore(id, visit)
    return words
  }

  /// The end of a command, whatever it is.
  private func ending(_ id: RequestID, _ visit: DriverVisit, within span: Milliseconds) throws -> String {
    try visit.hear(within: span) { message in
      switch message {
      case .cancelled(id): "cancelled"
      case .completion(id, let delivery): delivery.name
      case _: nil
      }
    }.get()
  }

  private func oneAtATime(_ command: DriverCommand) throws -> String {
    let (visit, first, second) = (try greeted(), nextID(), nextID())
    visit.send(.command(first, command))
    visit.send(.command(second, command))
    let words = try visit.hear(within: long) { message in
      switch message {
      case .completion(first, _): "the first had ended already"
      case .completion(second, .answer(.failed)): "the second failed"
      case .completion(second, _), .cancelled(second): "carried out"
      case _: nil
      }
    }.get()
    guard words != "carried out" else { throw DriverLapse("a second command was carried out beside the first") }
    visit.send(.cancel(first))
    visit.send(.cancel(second))
    return words
  }

  private func loseLine(_ command: DriverCommand) throws {
    let id = nextID()
    try greeted().send(.command(id, command))
    switch try greeted().hear(within: Self.quiet, { $0.request == id ? true : nil }) {
    case .success: throw DriverLapse("something of it reached the next line")
    case .failure(.silent(Self.quiet)): return
    case .failure(let lapse): throw lapse
    }
  }

  private func refuseForeign() throws {
    let foreign: DriverCommand = device == .documentReader ? .readSignature : .readDocument
    let (visit, id) = (try greeted(), nextID())
    visit.send(.command(id, foreign))
    let isFailed = try visit.hear(within: short) { message in
      switch message {
      case .completion(id, .answer(.failed)): true
      case .completion(id, _), .cancelled(id): false
      case _: nil
      }
    }.get()
    guard isFailed else { throw DriverLapse("it did not fail") }
  }

  // MARK: Clearing and trying out

  private func clear() throws {
    let (visit, number) = (try greeted(), nextID().number)
    visit.send(.clear(number))
    let isClear = try visit.hear(within: long) { if case .cleared(number, let isClear) = $0 { isClear } else { nil } }
      .get()
    guard isClear else { throw DriverLapse("the device says that it still has something of a visit") }
  }

  private func test() throws -> DeviceState {
    let (visit, number) = (try greeted(), nextID().number)
    visit.send(.test(number))
    return try visit.hear(within: long) { if case .tested(number, let state) = $0 { state } else { nil } }.get()
  }

  // MARK: Hostile input

  /// What no box sends, and no driver may fall over.
  private static let hostile: [(promise: String, bytes: [UInt8])] = [
    ("another version", DriverFrame(["type": "hello", "version": 999]).bytes),
    ("an unknown message", DriverFrame(["type": "sing", "id": 1]).bytes),
    ("a head that is no JSON", [0, 0, 0, 8, 0, 0, 0, 4, 0x7B, 0xFF, 0x00, 0x5B]),
    ("lengths that cannot be", [UInt8](repeating: 0xFF, count: 4096)),
    ("half a frame", [0, 0, 0, 100, 0, 0, 0, 50, 0x7B]),
  ]

  /// The driver may end the line; the next one must be as good as any.
  private func survive(_ bytes: [UInt8]) throws {
    let visit = try open()
    visit.send(bytes: bytes)
    _ = visit.hear(within: Self.quiet)
    _ = try greeted()
  }
}

extension DriverGreeting {
  fileprivate var words: String {
    "\(device.rawValue), firmware \(firmware), "
      + (capabilities.isEmpty ? "no commands" : capabilities.map(\.rawValue).sorted().joined(separator: " "))
  }
}
