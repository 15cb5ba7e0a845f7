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
  let socket: DriverSocket
  let log: Logger
  /// What the thread takes: messages for the box, each for the line on which it was asked.
  let answers = ThreadEvents<(line: Int, message: MessageFromUplink)>()

  /// A host of an authority on a socket that listens.
  package init(_ authority: any Authority, on socket: DriverSocket, log: Logger) {
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
  private var isGreeted = false
  /// Questions and dossiers of this line that are not answered yet.
  private var open = 0

  init(_ host: AuthorityHost) { self.host = host }

  func serve() {
    while let answers = host.answers.take() {
      for answer in answers where answer.line == number {
        open -= 1
        send(answer.message)
      }
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
    let descriptor = accept(host.socket.descriptor, nil, nil)
    guard descriptor >= 0 else { return }
    UnixSocket.quieten(descriptor)
    line = DriverLine(
      descriptor, longestTail: AuthorityInterface.longestDossier, mostWaiting: 2 * DriverProtocol.longestHead)
    number += 1
    (isGreeted, open) = (false, 0)
  }

  private func hear(_ news: DriverLine.News) {
    switch news {
    case .lost: line = nil
    case .garbled(let fault): hangUp("\(fault)")
    case .frame(let frame):
      do throws(DriverWireFault) {
        take(try MessageToUplink(frame))
      } catch {
        hangUp("\(error)")
      }
    }
  }

  private func hangUp(_ reason: String) {
    host.log.error("a box sent what is no message", metadata: ["REASON": "\(reason)"])
    line = nil
  }

  private func take(_ message: MessageToUplink) {
    let (answers, number) = (host.answers, number)
    switch message {
    case .hello(let version):
      send(.hello)
      guard !isGreeted, version == AuthorityInterface.version else { return hangUp("hello of version \(version)") }
      isGreeted = true
      send(.state(UplinkState(line: .reachable, certificateUntil: nil)))
    case .ask(let id, let question):
      guard mayAsk(.answered(id, .unavailable)) else { return }
      host.authority.ask(question) { answers.post((number, .answered(id, $0))) }
    case .submit(let id, let key, let dossier):
      guard mayAsk(.submitted(id, key: key, .unavailable)) else { return }
      host.authority.submit(dossier, key: key) { answers.post((number, .submitted(id, key: key, $0))) }
    }
  }

  /// Whether something more can be asked on this line; otherwise it is told so.
  private func mayAsk(_ unavailable: MessageFromUplink) -> Bool {
    guard isGreeted else {
      hangUp("asked before hello")
      return false
    }
    guard open < UplinkLink.Bounds.mostOpen else {
      send(unavailable)
      return false
    }
    open += 1
    return true
  }

  private func send(_ message: MessageFromUplink) { line?.send(message.frame.bytes) }
}
