import Devices
import Glibc
import Program
import Renewal
import Runtime

/// The simulated devices, and what else a box has around it, on the sockets of a folder.
struct WorldSockets {
  private let folder: String?

  /// Sockets in a folder; without one a device alone is served, on the socket that systemd hands over.
  init(in folder: String?) { self.folder = folder }

  /// Serves a device.
  @discardableResult
  func serve(_ driver: any Driver, isMarked: Bool) throws -> DriverHost {
    let host = DriverHost(
      driver, firmware: "simulated, \(ProgramVersion.name)", isSimulated: isMarked,
      on: try socket(driver.device.rawValue), log: Journal.logger(driver: driver.device))
    try Self.begun(host.start())
    return host
  }

  /// Serves the authority, as an uplink would.
  func serve(_ authority: any Authority) throws {
    let socket = try socket(WorldLine.authorityName)
    try Self.begun(AuthorityHost(authority, on: socket, log: Journal.logger(of: WorldLine.authorityName)).start())
  }

  /// Serves the world itself: tells a box who comes, and plays what it says. The last one to be there, for then all are.
  func serve(
    greeting: @escaping @Sendable () -> WorldGreeting, play: @escaping @Sendable (Int) -> Void = { _ in },
    ended: @escaping @Sendable () -> Void = {}
  ) throws {
    try Self.begun(WorldHost(on: try socket(WorldLine.name), greeting: greeting, play: play, ended: ended).start())
  }

  private func socket(_ name: String) throws -> ListeningSocket {
    try DriverServing.socket(at: folder.map { "\($0)/\(name)" })
  }

  private static func begun(_ result: Int32) throws {
    guard result != 0 else { return }
    Output.complaint("no thread for a socket: \(String(cString: strerror(result)))")
    throw SystemExit.unavailable.exit
  }
}
