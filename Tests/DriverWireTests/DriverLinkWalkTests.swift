import Devices
import DriverWire
import Quality
import Renewal
import TestSupport
import Testing

/// Whatever a driver does and whenever: what must hold of every command, clearing and line.
@Suite struct DriverLinkWalkTests {
  /// A box and a driver that do anything, in an order that follows from a seed.
  private struct Walk {
    let device: Device
    let commands: [DeviceCommand]
    var link: DriverLink
    var numbers: Seeded
    var waits: [DriverLink.Wait] = []
    var isLine = false
    var opens = false
    var asked: [RequestID: DeviceCommand] = [:]
    var takenBack: Set<RequestID> = []
    var ended: [RequestID: Int] = [:]
    var wanted = 0
    var answered: [Int: Int] = [:]

    init(_ device: Device, _ commands: [DeviceCommand], seed: UInt64) {
      self.device = device
      self.commands = commands
      link = DriverLink(device)
      numbers = Seeded(seed)
    }

    mutating func take(_ event: DriverLink.Event) {
      switch event {
      case .connected: (isLine, opens) = (true, false)
      case .refused: opens = false
      case .lost: isLine = false
      case _: break
      }
      for effect in link.handle(event) {
        switch effect {
        case .connect:
          #expect(!isLine && !opens, "one line at a time")
          opens = true
        case .disconnect:
          #expect(isLine)
          isLine = false
        case .send: #expect(isLine, "nothing is sent without a line")
        case .wait(_, let wait): waits.append(wait)
        case .deliver(let id, let delivery):
          #expect(asked[id] != nil && ended[id] == nil, "nothing comes of what was not asked, or has ended")
          if delivery.isCompletion { ended[id, default: 0] += 1 }
        case .cleared(let number, _): answered[number, default: 0] += 1
        case .tell(.state(let told, _)): #expect(told == device)
        case .tell, .note: break
        }
      }
    }

    mutating func step() {
      switch Int.random(in: 0..<20, using: &numbers) {
      case 0, 1: if opens { take(Bool.random(using: &numbers) ? .connected : .refused) }
      case 2: if opens { take(.connected) }
      case 3:
        if isLine {
          take(
            .heard(.hello(DriverGreeting(device: device, capabilities: Set(DeviceCommand.Name.allCases), firmware: "")))
          )
        }
      case 4:
        if isLine {
          take(.heard(.unsolicited(.state(device, DeviceState.allCases.randomElement(using: &numbers) ?? .online))))
        }
      case 5: if isLine, Int.random(in: 0..<3, using: &numbers) == 0 { take(.lost) }
      case 6: if isLine, Int.random(in: 0..<6, using: &numbers) == 0 { take(.garbled(.notJSON)) }
      case 7, 8, 9:
        let id = RequestID(asked.count)
        let command = commands[Int.random(in: 0..<commands.count, using: &numbers)]
        asked[id] = command
        take(.asked(Job(id: id, command: command)))
      case 10:
        let id = someID()
        if asked[id] != nil {
          takenBack.insert(id)
          take(.takenBack(id))
        }
      case 11:
        wanted += 1
        take(.clearWanted(wanted))
      case 12: take(.testWanted)
      case 13, 14:
        if !waits.isEmpty { take(.elapsed(waits.remove(at: Int.random(in: 0..<waits.count, using: &numbers)))) }
      case 15: if isLine { take(.heard(.acknowledge(someID()))) }
      case 16: if isLine { take(.heard(.cancelled(someID()))) }
      case 17:
        if isLine {
          take(.heard(.cleared(Int.random(in: 0...wanted, using: &numbers), isClear: .random(using: &numbers))))
        }
      case 18: if isLine { take(.heard(.tested(Int.random(in: 0...3, using: &numbers), .online))) }
      case _:
        let answers: [Delivery] = [
          .answer(.payment(.inProgress)), .answer(.receipt(.printed)), .photos([]), .answer(.indeterminate),
        ]
        if isLine { take(.heard(.completion(someID(), answers[Int.random(in: 0..<4, using: &numbers)]))) }
      }
    }

    private mutating func someID() -> RequestID {
      RequestID(Int.random(in: max(0, asked.count - 3)...asked.count, using: &numbers))
    }

    /// The line is lost, and every wait runs out: nothing is left without an end.
    mutating func settle() {
      if isLine { take(.lost) }
      for wait in waits { if case .clearing = wait { take(.elapsed(wait)) } }
    }
  }

  @Test(arguments: [
    (Device.paymentTerminal, [DeviceCommand.pay(DriverLinkTests.payment), .paymentStatus(DriverLinkTests.payment)]),
    (.receiptPrinter, [.print(DriverLinkTests.receipt)]), (.camera, [.preview, .takePictures(count: 3)]),
  ])
  func `every command and every clearing ends exactly once`(device: Device, commands: [DeviceCommand]) {
    for seed in UInt64(1)...400 {
      var walk = Walk(device, commands, seed: seed)
      walk.take(.started)
      for _ in 0..<120 { walk.step() }
      walk.settle()
      for (id, command) in walk.asked {
        let mayBeSilent = command.effectClass == .none && walk.takenBack.contains(id)
        let times = walk.ended[id, default: 0]
        #expect(times == 1 || (times == 0 && mayBeSilent), "seed \(seed), \(id), \(command): \(times)")
        #expect(!walk.link.has(id))
      }
      for number in 1...max(walk.wanted, 1) where walk.wanted > 0 {
        #expect(walk.answered[number] == 1, "seed \(seed), clearing \(number)")
      }
    }
  }
}
