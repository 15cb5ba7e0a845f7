import AuthorityWire
package import Devices
import DriverWire
import Glibc
package import Logging
import Renewal

/// Serves an authority to a box on a Unix socket, as the uplink does: for an authority in a process of its own that has no network, such as a
/// simulated one.
package final class AuthorityHost: Sendable {
  let authority: any Authority
  let socket: ListeningSocket
  let log: Logger
  /// What the thread takes: messages for the box, each for the line on which it was asked.
  let answers = ThreadEvents<(line: Int, message: MessageFromUplink)>()

  /// A host of an authority on a socket that listens.
  package init(_ authority: any Authority, on socket: ListeningSocket, log: Logger) {
    self.authority = authority
    self.socket = socket
    self.log = log
  }

  /// Serves on a thread of its own; 0, or why there is none (errno's number).
  package func start() -> Int32 { OwnThread.start(AuthorityHostThread(self)) }

  /// Ends the line and the serving.
  package func close() { answers.close() }
}

/// The thread of an authority that is served.
private final class AuthorityHostThread: ThreadWork {
  private let host: AuthorityHost
  private var line: DriverLine?
  /// Which line it is; what an earlier one asked is nobody's any more.
  private var number = 0
  private var service = UplinkService()

  init(_ host: AuthorityHost) { self.host = host }

  func serve() {
    while let answers = host.answers.take() {
      for answer in answers where answer.line == number { service.answer(answer.message).forEach(carryOut) }
      if line?.isOver == true { line = nil }
      // One line at a time: who comes meanwhile waits.
      let awakening = DriverLine.sleep(
        host.answers.bell, line, listener: line == nil ? host.socket.descriptor : -1)
      if awakening.hasCaller { welcome() }
      guard awakening.hasNews, let line else { continue }
      line.hear { news in
        hear(news)
        return self.line === line
      }
    }
  }

  private func welcome() {
    line = host.socket.answer(
      longestTail: AuthorityInterface.longestDossier, mostWaiting: 2 * DriverProtocol.longestHead)
    number += 1
    service = UplinkService()
  }

  private func hear(_ news: DriverLine.News) {
    let effects: [UplinkService.Effect]
    switch news {
    case .lost: return line = nil
    case .garbled(let fault): effects = [.hangUp("\(fault)")]
    case .frame(let frame):
      do throws(DriverWireFault) {
        effects = service.hear(try MessageToUplink(frame))
      } catch {
        effects = [.hangUp("\(error)")]
      }
    }
    effects.forEach(carryOut)
  }

  private func carryOut(_ effect: UplinkService.Effect) {
    let (answers, number) = (host.answers, number)
    switch effect {
    case .send(let message): line?.send(message.frame.bytes)
    // There is no line to this authority that could be cut.
    case .tellState:
      line?.send(MessageFromUplink.state(UplinkState(line: .reachable, certificateUntil: nil)).frame.bytes)
    case .ask(let id, let question): host.authority.ask(question) { answers.post((number, .answered(id, $0))) }
    case .submit(let id, let key, let dossier):
      host.authority.submit(dossier, key: key) { answers.post((number, .submitted(id, key: key, $0))) }
    case .hangUp(let reason):
      host.log.error("a box says what it may not", metadata: ["REASON": "\(reason)"])
      line = nil
    }
  }
}
