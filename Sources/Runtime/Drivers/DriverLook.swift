import Devices
package import DriverWire
package import Renewal

/// What a driver says of itself and its device when somebody looks; no command is given.
package enum DriverLook: Hashable, Sendable {
  /// It greets, and its device is so.
  case there(DriverGreeting, DeviceState)
  /// Nobody answers on the socket, or may be reached.
  case nobody(SocketFault)
  /// Another Unix user answers on the socket than may.
  case strange(user: Int)
  /// Somebody answers, and not as a driver does; mostly one that serves the box, for a driver has one line at a time.
  case silent

  /// Looks at the driver on a socket for so long.
  package init(at path: String, patience: Milliseconds) {
    do throws(SocketFault) {
      let visit = try DriverVisit(path: path)
      if let stranger = visit.stranger {
        self = .strange(user: stranger)
        return
      }
      visit.send(.hello(version: DriverProtocol.version))
      let greeting = visit.hear(within: patience) { if case .hello(let greeting) = $0 { greeting } else { nil } }
      let state = visit.hear(within: patience) {
        if case .unsolicited(.state(_, let state)) = $0 { state } else { nil }
      }
      if case .success(let greeting) = greeting, case .success(let state) = state {
        self = .there(greeting, state)
      } else {
        self = .silent
      }
    } catch {
      self = .nobody(error)
    }
  }
}
