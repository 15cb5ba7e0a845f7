import Devices
import DriverWire
import Logging
import Renewal

/// The thread of a driver in a process of its own: carries out what `DriverLink` says.
final class DriverThread: ThreadWork {
  private let driver: RemoteDriver
  private var link: DriverLink
  private var line: DriverLine?
  private var events: [DriverLink.Event] = []
  /// Whether the log was told on this line that something was dropped: once is enough.
  private var hasToldOfDrops = false

  init(_ driver: RemoteDriver) {
    self.driver = driver
    link = DriverLink(driver.device, takesSimulated: driver.takesSimulated)
  }

  /// Runs until the driver is closed.
  func serve() {
    while let arrived = driver.events.take() {
      events += arrived
      handleAll()
      if line?.isOver == true { hear(.lost) }
      ProcessMemory.scrubStack()
      sleep()
    }
  }

  private func sleep() {
    guard DriverLine.sleep(driver.events.bell, line).hasNews, let line else { return }
    line.hear { news in
      hear(news)
      return self.line === line
    }
    guard self.line === line, line.isInFrame else { return }
    events.append(.begun)
    handleAll()
  }

  private func hear(_ news: DriverLine.News) {
    if news == .lost { line = nil }
    events.append(
      news.event(lost: .lost, garbled: { .garbled($0) }) { frame throws(DriverWireFault) in
        .heard(try MessageFromDriver(frame, from: driver.device))
      })
    handleAll()
  }

  private func handleAll() {
    while !events.isEmpty {
      let event = events.removeFirst()
      for effect in link.handle(event) { carryOut(effect) }
      switch event {
      case .takenBack(let id), .heard(.cancelled(let id)): if !link.has(id) { driver.box.forget(id) }
      case _: break
      }
    }
  }

  private func carryOut(_ effect: DriverLink.Effect) {
    switch effect {
    case .connect: connect()
    case .disconnect: line = nil
    case .send(let message): line?.send(message.frame.bytes)
    case .wait(let span, let wait): driver.scheduler.after(span) { [driver] in driver.events.post(.elapsed(wait)) }
    case .tell(let notice): driver.box.tell(notice)
    case .deliver(let id, let delivery): driver.box.deliver(id, delivery)
    case .cleared(let number, let isClear): driver.box.cleared(number, isClear: isClear)
    case .note(let note): tell(note)
    }
  }

  private func connect() {
    do throws(SocketFault) {
      let line = try DriverLine(path: driver.path, longestTail: DriverProtocol.longestTail(from: driver.device))
      guard line.isTrusted else { return events.append(.strange(user: UnixSocket.user(of: line.descriptor))) }
      self.line = line
      events.append(.connected)
    } catch {
      driver.refused(nil)
      events.append(.refused)
    }
  }

  private func tell(_ note: DriverLink.Note) {
    let log = driver.log
    if let refusal = note.refusal { driver.refused(refusal) }
    switch note {
    case .greeted(let greeting):
      driver.greeted(greeting)
      driver.refused(nil)
      hasToldOfDrops = false
      log.notice("a driver is there", metadata: ["FIRMWARE": "\(greeting.firmware)"])
    case .simulated: log.error("a driver's device is simulated, and this box serves citizens")
    case .strange(let user):
      log.error("another user than root and the box's own answers on a driver's socket", metadata: ["USER": "\(user)"])
    case .otherDevice(let device):
      log.error("a driver drives another device", metadata: ["OTHER": "\(device.rawValue)"])
    case .otherVersion(let version):
      log.error("a driver speaks another version", metadata: ["VERSION": "\(version)"])
    case .lacking(let names):
      log.error(
        "a driver does not carry out every command of its device",
        metadata: ["COMMANDS": "\(names.map(\.rawValue).joined(separator: " "))"])
    case .garbled(let fault): log.error("a driver sent what is no message", metadata: ["REASON": "\(fault)"])
    case .unexpected:
      if !hasToldOfDrops { log.notice("dropped what a driver told and nobody waits for") }
      hasToldOfDrops = true
    case .unfitting(let name):
      log.error("a driver answered another command than it was given", metadata: ["COMMAND": "\(name.rawValue)"])
    case .hung: log.error("a driver does not answer")
    case .flood: log.error("a driver tells more than any device does")
    case .lost(let inARow):
      driver.greeted(nil)
      log.warning("the line to a driver was lost", metadata: ["IN_A_ROW": "\(inARow)"])
    case .gaveUp: log.error("a driver is given up until a technician tries it out")
    }
  }
}
