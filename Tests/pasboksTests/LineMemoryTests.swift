import Foundation
import Glibc
import TestSupport
import Testing

/// What is left of a visit in the process through which the register's answer came, the uplink, in what that and the authority wrote, and in
/// their sockets' folder.
///
/// The uplink closes its memory to everybody but root, so only root can run these.
@Suite(.serialized, .enabled(if: geteuid() == 0, "the uplink's memory is closed to everybody but root"))
struct LineMemoryTests {
  @Test func `of what the register answered nothing stays in the uplink, nor in a file`() throws {
    let folder = try ProductionFolder.make()
    let place = folder.url.path
    try folder.configure("authority: /run/pasboks-uplink/socket", as: "authority: \(place)/uplink")
    let authority = try Self.authority(in: folder)
    defer { authority.kill() }
    let uplink = try RunningProgram(
      ["run", "--settings", "\(place)/uplink.yaml", "--socket", "\(place)/uplink"], of: "pasboks-uplink",
      tellsErrors: true)
    defer { uplink.kill() }
    _ = try uplink.line(with: "serving")
    let world = try PlayedWorld(in: place, "--unmarked")
    defer { world.kill() }

    let visit = try MemoryVisit()
    let names = ["given names", "surname", "CPR number", "passport number"]
    let before = try MemorySearch(of: uplink.number, for: visit.values)
    #expect(before.places.isEmpty)
    let box = try ProductionFolder.box(in: folder)
    try box.goToIdentity()
    try box.press(BoxOnPseudoTerminal.hanne + "\r", expect: "identity.pleaseCheck")
    // The register's answer is what lets the visit go on.
    try box.press("\r", expect: "photo.choosingHeading")
    try box.press("/", expect: "stop.heading")
    try box.press("1", expect: "farewell.stoppedHeading")
    try box.press("\r", expect: "welcome.heading")
    let after = try MemorySearch(of: uplink.number, for: visit.values)
    for (name, places) in after.more(than: before, visit.values) where names.contains(name) {
      Issue.record("\(name) in the uplink's memory: \(places.prefix(3).joined(separator: "\n"))")
    }
    #expect(try box.stop() == 0)
    uplink.kill()
    authority.kill()
    try Self.expectNothing(of: visit, in: folder)
  }

  /// A reference authority with certificates for a trial; the uplink's settings name it.
  private static func authority(in folder: BoxFolder) throws -> RunningProgram {
    let place = folder.url.path
    let trial = "\(place)/trial"
    #expect(try RunningProgram(["make-certificates", trial], of: "pasboks-authority").end() == 0)
    try FileManager.default.createDirectory(atPath: "\(place)/dossiers", withIntermediateDirectories: false)
    let register = "\(BoxFolder.shipped)/simulation/register.yaml"
    let authority = try RunningProgram(
      ["serve", "\(place)/dossiers", "--certificates", trial, "--register", register, "--port", "0"],
      of: "pasboks-authority", tellsErrors: true)
    let told = try #require(try authority.line(with: "serving").split(separator: "PORT=").last)
    let port = told.prefix { $0.isNumber }
    let settings = """
      authority: https://127.0.0.1:\(port)
      trust: \(trial)/issuer.pem
      certificate: \(trial)/box.pem
      key: \(trial)/box.key

      """
    try settings.write(toFile: "\(place)/uplink.yaml", atomically: true, encoding: .utf8)
    return authority
  }

  /// No file of a folder has a value of a visit, however it is written; the configuration's own register is elsewhere.
  private static func expectNothing(of visit: MemoryVisit, in folder: BoxFolder) throws {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.url.path) where !name.hasPrefix("Config") {
      files[name] = FileManager.default.contents(atPath: "\(folder.url.path)/\(name)")
    }
    #expect(files.count > 5)
    let values = visit.values.map(\.written)
    for (value, places) in MemorySearch(of: MemoryImage(files), for: values).places {
      Issue.record("\(values[value].name): \(places[0].text)")
    }
  }
}
