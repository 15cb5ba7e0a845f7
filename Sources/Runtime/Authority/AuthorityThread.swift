import AuthorityWire
import Devices
import DriverWire
import Glibc
import Logging
import Renewal

/// The thread of the line to the authority: carries out what `UplinkLink` says.
final class AuthorityThread: ThreadWork {
  private let authority: RemoteAuthority
  private var link = UplinkLink()
  private var line: DriverLine?
  private var events: [UplinkLink.Event] = []

  init(_ authority: RemoteAuthority) { self.authority = authority }

  /// Runs until the line is closed for good.
  func serve() {
    while let arrived = authority.takeEvents() {
      events += arrived
      handleAll()
      if line?.isOver == true { hear(.lost) }
      ProcessMemory.scrubStack()
      guard DriverLine.sleep(authority.bell, line).hasNews, let line else { continue }
      line.hear { news in
        hear(news)
        return self.line === line
      }
    }
    authority.giveUp()
  }

  private func hear(_ news: DriverLine.News) {
    if news == .lost { line = nil }
    events.append(
      news.event(lost: .lost, garbled: { .garbled($0) }) { frame throws(DriverWireFault) in
        .heard(try MessageFromUplink(frame))
      })
    handleAll()
  }

  private func handleAll() {
    while !events.isEmpty {
      for effect in link.handle(events.removeFirst()) { carryOut(effect) }
    }
  }

  private func carryOut(_ effect: UplinkLink.Effect) {
    switch effect {
    case .connect: connect()
    case .disconnect: line = nil
    case .send(let message): line?.send(message.frame.bytes)
    case .wait(let span, let wait): authority.scheduler.after(span) { [authority] in authority.post(.elapsed(wait)) }
    case .answer(let id, let answer): authority.answer(id, answer)
    case .outcome(let id, let outcome): authority.tell(outcome, of: id)
    case .tell(let state): tell(state)
    case .note(let note): tell(note)
    }
  }

  private func connect() {
    do throws(SocketFault) {
      // All that may be asked at once, and a dossier as large as any.
      let line = try DriverLine(
        path: authority.path, longestTail: 0,
        mostWaiting: AuthorityInterface.longestDossier + 2 * DriverProtocol.longestHead)
      // Whoever else could put a socket there would be told whom the box asks about, and could acknowledge what nobody has.
      guard line.isTrusted else {
        authority.log.error(
          "the uplink's socket is another user's", metadata: ["USER": "\(UnixSocket.user(of: line.descriptor))"])
        return events.append(.refused)
      }
      self.line = line
      events.append(.connected)
    } catch {
      events.append(.refused)
    }
  }

  private func tell(_ state: UplinkState?) {
    authority.keep(state)
    let log = authority.log
    guard let state else { return log.warning("no uplink, and so no authority") }
    let days = state.days(at: Int(time(nil)))
    let metadata: Logger.Metadata = [
      "LINE": "\(state.line.rawValue)", "CERTIFICATE_DAYS": "\(days.map(String.init) ?? "none")",
    ]
    switch state.line {
    case .reachable, .untried: log.notice("the line to the authority", metadata: metadata)
    case .unreachable: log.warning("the authority is out of reach", metadata: metadata)
    case .refused, .unusable: log.error("the line to the authority cannot be used", metadata: metadata)
    }
    if state.isExpiring(at: Int(time(nil))) {
      log.error("the box's certificate for the authority ends soon", metadata: metadata)
    }
  }

  private func tell(_ note: UplinkLink.Note) {
    let log = authority.log
    switch note {
    case .greeted: log.notice("the uplink is there")
    case .otherVersion(let version): log.error("the uplink speaks another version", metadata: ["VERSION": "\(version)"])
    case .garbled(let fault): log.error("the uplink sent what is no message", metadata: ["REASON": "\(fault)"])
    case .unexpected: log.notice("dropped what the uplink told and nobody waits for")
    case .flood: log.error("the uplink tells more than any line to an authority does")
    case .hung: log.error("the uplink does not answer")
    case .lost(let inARow): log.warning("the line to the uplink was lost", metadata: ["IN_A_ROW": "\(inARow)"])
    }
  }
}
