import Testing

/// `pasboks driver scanner` with settings that cannot be; what it does with a reader is `PageScannerTests`' and `make test-system PARTS=pad`'s to show.
@Suite struct DriverScannerTests {
  @Test(arguments: [
    (["--speed", "300", "/dev/null"], "--speed takes 9600, 19200, 38400, 57600 or 115200"),
    (["ttyUSB0"], "ls /dev/serial/by-id"),
  ])
  func `what cannot be is told before anything is opened`(options: [String], told: String) throws {
    let result = try InspectProgram.run(["driver", "scanner", "--socket", "/tmp/pasboks-no-scanner"] + options)
    #expect(result.exit == 64 && result.complaint.contains(told), "\(result)")
  }
}
