import Foundation
import Glibc
import TestSupport
import Testing

/// The box that serves citizens, with devices in another process.
@Suite(.serialized)
struct ProductionTests {
  private static func devices(_ folder: BoxFolder) throws -> InspectProgram.Result {
    try InspectProgram.run(["devices", "--config", folder.configuration, "--state", folder.state])
  }

  @Test func `a box opens with the devices that are there, closes when one is gone, and opens again by itself`() throws
  {
    let folder = try ProductionFolder.make()
    let world = try PlayedWorld(in: folder.url.path, "--unmarked")
    let box = try ProductionFolder.box(in: folder)
    try box.expect("welcome.pressAnyKey")
    var told = try Self.devices(folder)
    #expect(told.exit == 0 && told.lines.count == 7, "\(told)")
    #expect(told.lines.first == "documentReader\tonline\trequired\tsimulated, pasboks 0.1\t-", "\(told.lines)")
    world.kill()
    try box.expect("closed.heading")
    told = try Self.devices(folder)
    #expect(told.exit == 69 && told.lines.first == "documentReader\toffline\trequired\t-\t-", "\(told.lines)")
    let again = try PlayedWorld(in: folder.url.path, "--unmarked")
    defer { again.kill() }
    try box.expect("welcome.pressAnyKey")
    _ = try box.stop()
  }

  @Test func `the simulated world is nobody's device where citizens come`() throws {
    let folder = try ProductionFolder.make()
    let world = try PlayedWorld(in: folder.url.path)
    defer { world.kill() }
    let checked = try InspectProgram.run(["check", "--config", folder.configuration, "--state", folder.state])
    #expect(checked.exit == 69)
    #expect(checked.output.contains("PROBLEM devices: camera: the device on \(folder.url.path)/camera is simulated"))
    let looked = try Self.devices(folder)
    #expect(looked.exit == 69 && looked.lines.count == 7, "\(looked)")
    #expect(looked.lines.allSatisfy { $0.contains("\thardwareError\t") && $0.hasSuffix("\tsimulated: configuration") })
    let box = try ProductionFolder.box(in: folder)
    try box.expect("closed.heading")
    let told = try Self.devices(folder)
    #expect(told.lines.first?.hasSuffix("\tsimulated: configuration") == true, "\(told)")
    _ = try box.stop()
  }

  @Test func `without a driver each device is told, and what a renewal takes keeps the box closed`() throws {
    let folder = try ProductionFolder.make()
    try folder.configure("  statusLight:\n    socket: \(folder.url.path)/statusLight\n    without: goOn\n", as: "")
    let told = try Self.devices(folder)
    #expect(told.exit == 69 && told.lines.count == 6, "\(told)")
    #expect(told.lines.allSatisfy { $0.contains("\toffline\t") && $0.hasSuffix("disconnected: maintenance") })
    let checked = try InspectProgram.run(["check", "--config", folder.configuration, "--state", folder.state])
    #expect(checked.lines.filter { $0.hasPrefix("PROBLEM devices") }.count == 5, "\(checked.output)")
    #expect(checked.output.contains("look at devices: receiptPrinter: no driver answers"))
    let box = try ProductionFolder.box(in: folder)
    try box.expect("closed.heading")
    _ = try box.stop()
  }

  @Test func `a key that is not there is a problem before the first start, as it is for the start`() throws {
    let folder = try ProductionFolder.make()
    let world = try PlayedWorld(in: folder.url.path, "--unmarked")
    defer { world.kill() }
    let words = ["check", "--config", folder.configuration, "--state", folder.state]
    #expect(try InspectProgram.run(words).exit == 0)
    try FileManager.default.removeItem(atPath: "\(folder.state)/audit.key")
    let checked = try InspectProgram.run(words)
    #expect(
      checked.exit == 77 && checked.output.contains("PROBLEM key: \(folder.state)/audit.key"), "\(checked.output)")
  }

  @Test func `a light is dark when its driver has ended`() throws {
    let folder = try BoxFolder()
    let lamp = folder.url.appendingPathComponent("leds/green")
    try FileManager.default.createDirectory(at: lamp, withIntermediateDirectories: true)
    let brightness = lamp.appendingPathComponent("brightness")
    try "1\n".write(to: brightness, atomically: false, encoding: .utf8)
    let driver = Process()
    driver.executableURL = URL(fileURLWithPath: BoxFolder.program)
    let socket = folder.url.appendingPathComponent("light").path
    driver.arguments = [
      "driver", "light", "--socket", socket, "--led", "inService=green", "--folder",
      folder.url.appendingPathComponent("leds").path,
    ]
    try driver.run()
    defer { if driver.isRunning { Glibc.kill(driver.processIdentifier, SIGKILL) } }
    // It listens when it can be examined.
    var checked = try InspectProgram.run(["driver", "check", socket])
    for _ in 0..<500 where checked.exit == 69 { checked = try InspectProgram.run(["driver", "check", socket]) }
    #expect(checked.exit == 0, "\(checked)")
    try "1\n".write(to: brightness, atomically: false, encoding: .utf8)
    Glibc.kill(driver.processIdentifier, SIGTERM)
    driver.waitUntilExit()
    #expect(driver.terminationStatus == 0)
    #expect(try String(contentsOf: brightness, encoding: .utf8).hasPrefix("0"))
  }

  @Test func `a scenario is nothing for a box that serves citizens`() throws {
    let folder = try ProductionFolder.make()
    let box = try BoxOnPseudoTerminal("card-refused", in: folder)
    #expect(try box.exit() == 64)
    #expect(folder.complaint.contains("--scenario is for demonstrations"))
  }
}

/// Folders of boxes in production, and such boxes.
enum ProductionFolder {
  /// A folder of a box in production, with keys of its own, whose devices are on sockets in it.
  static func make() throws -> BoxFolder {
    let folder = try BoxFolder()
    try folder.configure("demonstration: true", as: "demonstration: false")
    try folder.configure("socket: /run/pasboks-devices/", as: "socket: \(folder.url.path)/")
    let onlyOwner = [FileAttributeKey.posixPermissions: 0o700]
    try FileManager.default.createDirectory(
      atPath: folder.state, withIntermediateDirectories: true, attributes: onlyOwner)
    for name in ["store.key", "audit.key", "authority.pub"] {
      let bytes = Data((0..<32).map { _ in UInt8.random(in: 0...255) })
      try #require(
        FileManager.default.createFile(
          atPath: "\(folder.state)/\(name)", contents: bytes, attributes: [.posixPermissions: 0o600]))
    }
    return folder
  }

  static func box(in folder: BoxFolder) throws -> BoxOnPseudoTerminal {
    try BoxOnPseudoTerminal(in: folder, arguments: ["--language", "da", "--pace", "0"])
  }
}
