import Devices
package import DriverWire
package import Renewal

/// Who is on the far side of a socket, before anything is said.
package enum SocketLook: Hashable, Sendable {
  /// Somebody who may be spoken with.
  case trusted
  /// Another Unix user than may.
  case strange(user: Int)
  /// Nobody answers, or may be reached.
  case nobody(SocketFault)

  /// Looks at a socket.
  package init(at path: String) {
    do throws(SocketFault) {
      let line = try DriverLine(path: path, longestTail: 0)
      self = line.isTrusted ? .trusted : .strange(user: UnixSocket.user(of: line.descriptor))
    } catch {
      self = .nobody(error)
    }
  }
}

/// What a driver says of itself and its device when somebody looks; no command is given.
package enum DriverLook: Hashable, Sendable {
  /// It greets, and its device is so.
  case there(DriverGreeting, DeviceState)
  /// Nobody answers on the socket, or may be reached.
  case nobody(SocketFault)
  /// Another Unix user answers on the socket than may.
  case strange(user: Int)
  /// It speaks another version of the protocol.
  case otherVersion(Int)
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
      let hello = visit.hear(within: patience) { message -> MessageFromDriver? in
        switch message {
        case .hello, .otherVersion: message
        case _: nil
        }
      }
      if case .success(.otherVersion(let version)) = hello {
        self = .otherVersion(version)
        return
      }
      let state = visit.hear(within: patience) {
        if case .unsolicited(.state(_, let state)) = $0 { state } else { nil }
      }
      if case .success(.hello(let greeting)) = hello, case .success(let state) = state {
        self = .there(greeting, state)
      } else {
        self = .silent
      }
    } catch {
      self = .nobody(error)
    }
  }

  /// Why who is there is not used as the driver of a device of a box that serves citizens; nothing where it is, or nobody is there.
  package func refusal(as device: Device) -> DriverRefusal? {
    switch self {
    case .there(let greeting, _): greeting.refusal(as: device)
    case .strange: .strangeUser
    case .otherVersion: .otherVersion
    case .nobody, .silent: nil
    }
  }
}
