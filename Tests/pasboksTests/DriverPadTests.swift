import Testing

/// `pasboks driver pad` with settings that cannot be; what it does with a pad is `PenTabletTests`' and `make test-system PARTS=devices`'s to show.
@Suite struct DriverPadTests {
  @Test(arguments: [
    (["--size", "100"], "--size takes millimetres"), (["--size", "5x40"], "20 to 320"),
    (["--extent", "100x100"], "--extent needs --size"),
    (["--size", "100x40", "--extent", "0x9"], "--extent takes two"),
    (["--size", "321x40"], "20 to 320"), (["--pause", "0"], "1 to 10 seconds"),
    (["--size", "100x40", "--extent", "1000x1000", "--pressure", "0"], "--pressure takes"),
  ])
  func `what cannot be is told before anything is opened`(options: [String], told: String) throws {
    let result = try InspectProgram.run(["driver", "pad", "--socket", "/tmp/pasboks-no-pad"] + options + ["/dev/null"])
    #expect(result.exit == 64 && result.complaint.contains(told), "\(result)")
  }
}
