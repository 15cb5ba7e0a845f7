import Foundation
import Glibc
import TestSupport
import Testing

/// What `pasboks driver check` says of a driver that keeps its promises, and of one that breaks each of them.
@Suite struct DriverCheckTests {
  @Test(arguments: [
    "documentReader", "camera", "fingerprintReader", "signaturePad", "paymentTerminal", "receiptPrinter", "statusLight",
  ])
  func `a driver in another language keeps every promise`(device: String) throws {
    let driver = try ReferenceDriver(device)
    defer { driver.kill() }
    let result = try InspectProgram.run(["driver", "check", "--effects", driver.path])
    #expect(result.exit == 0, "\(result)")
    #expect(result.lines.first?.hasPrefix("ok       greeting: \(device), firmware reference 1") == true)
    #expect(result.lines.last?.hasSuffix("promises that were tried are kept") == true)
    #expect(!result.output.contains("P<DNK"), "nothing that a device reads is printed")
  }

  @Test func `paper and money are not moved unless that is asked for`() throws {
    for (device, left) in [("receiptPrinter", ["print"]), ("paymentTerminal", ["pay", "reverse"])] {
      let driver = try ReferenceDriver(device)
      defer { driver.kill() }
      let result = try InspectProgram.run(["driver", "check", driver.path])
      for name in left { #expect(result.output.contains("left out command \(name): it moves paper or money")) }
      #expect(result.exit == 0)
    }
  }

  @Test(arguments: [
    ("greets", "camera", "greeting: something came before hello"),
    ("version", "camera", "greeting: it speaks version 2 of the protocol"),
    ("firmware", "camera", "greeting: hello has no firmware"), ("state", "camera", "state: nothing came within 1 s"),
    ("lacks", "camera", "command preview: the driver does not carry it out, and no box uses it without"),
    ("acknowledges", "fingerprintReader", "command readFinger: it was not acknowledged before anything else"),
    ("ends", "fingerprintReader", "command readFinger: nothing came within 1 s"),
    ("once", "fingerprintReader", "command readFinger: something more came of it after its completion"),
    ("late", "camera", "command takePictures: something more came of it after its completion"),
    ("fits", "fingerprintReader", "command readFinger: it ended by what is no answer to it: printed"),
    ("tail", "fingerprintReader", "command readFinger: a tail of 1201 bytes came where the head says 1200"),
    ("size", "camera", "command preview: no picture can have 70000 × 70000 pixels"),
    ("number", "fingerprintReader", "command readFinger: something came of a command that was never given"),
    ("json", "fingerprintReader", "command readFinger: a head is no JSON"),
    ("lengths", "fingerprintReader", "command readFinger: a frame of 4294967295 bytes"),
    ("dies", "fingerprintReader", "command readFinger: the driver ended the line"),
    ("invents", "paymentTerminal", "command paymentStatus: a payment that was never made is told as approved"),
    ("doubles", "paymentTerminal", "the same payment twice: it was declined, wrongPIN after it had been approved"),
    ("cancels", "camera", "cancel: nothing came within 1 s"),
    ("alone", "camera", "one at a time: nothing came within 1 s"),
    ("forgets", "camera", "a lost line: something of it reached the next line"),
    ("foreign", "camera", "a command of another device: nothing came within 1 s"),
    ("clear", "camera", "clear: the device says that it still has something of a visit"),
    ("clears", "camera", "clear: nothing came within 1 s"), ("tests", "camera", "test: nothing came within 1 s"),
    ("survives", "camera", "a head that is no JSON: "),
  ])
  func `each broken promise has a line of its own`(promise: String, device: String, told: String) throws {
    let driver = try ReferenceDriver(device, breaking: promise)
    defer { driver.kill() }
    let result = try InspectProgram.run(["driver", "check", "--effects", "--wait", "1", driver.path])
    #expect(result.exit == 76, "\(result)")
    #expect(result.lines.contains { $0.hasPrefix("BROKEN   \(told)") }, "\(result.output)")
  }

  @Test func `a driver whose line somebody has is not called broken`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("held-\(UUID().uuidString)").path
    // It takes one line, as a driver does, and leaves who comes then waiting.
    let listener = try Self.listener(at: path)
    defer {
      Glibc.close(listener)
      unlink(path)
    }
    let result = try InspectProgram.run(["driver", "check", "--wait", "1", path])
    #expect(result.exit == 69 && !result.output.contains("BROKEN"), "\(result)")
    #expect(result.complaint.contains("somebody has the line of the driver on \(path)"), "\(result)")
  }

  private static func listener(at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    try #require(isBound && listen(descriptor, 8) == 0)
    return descriptor
  }

  @Test func `nobody on the socket is told as such`() throws {
    let result = try InspectProgram.run(["driver", "check", "/tmp/pasboks-no-driver"])
    #expect(result.exit == 69 && result.complaint.contains("no driver answers on /tmp/pasboks-no-driver"))
    let long = try InspectProgram.run(["driver", "check", "/tmp/" + String(repeating: "a", count: 200)])
    #expect(long.exit == 69 && long.complaint.contains("at most 107 bytes"), "\(long)")
  }
}
