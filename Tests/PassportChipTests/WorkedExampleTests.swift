import LogicalDataStructure
import PassportChip
import Synchronization
import Testing

/// The worked examples of ICAO Doc 9303-11, byte by byte: commands to the chip, and keys that come of its answers.
@Suite struct WorkedExampleTests {
  /// A chip that answers what the example says, and keeps what it was sent.
  private final class Transcript: ChipLine {
    let takesLongCommands = false
    private let answers: Mutex<[[UInt8]]>
    private let sent = Mutex<[[UInt8]]>([])

    init(_ answers: [String]) { self.answers = Mutex(answers.map(hexadecimal)) }

    var commands: [[UInt8]] { sent.withLock { $0 } }

    func transmit(_ command: [UInt8]) throws(ChipLineFault) -> [UInt8] {
      sent.withLock { $0.append(command) }
      guard let answer = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { throw .silent }
      return answer
    }
  }

  /// Numbers that nobody may guess, as the example has them.
  private static func numbers(_ figures: String...) -> ChipRandom {
    let rest = Mutex(figures.map(hexadecimal))
    return ChipRandom { _ in rest.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
  }

  /// Appendix D.2: the seed, and the keys of it.
  @Test func `keys of a zone`() throws {
    let seed = hexadecimal("239AB9CB282DAF66231DC5A4DF6BFBAE")
    #expect(
      try ChipCipher.tripleDES.key(of: seed, for: .encryption).withoutParity
        == hexadecimal("AB94FDECF2674FDFB9B391F85D7F76F2").withoutParity)
    #expect(
      try ChipCipher.tripleDES.key(of: seed, for: .mac).withoutParity
        == hexadecimal("7962D9ECE03D1ACD4C76089DCE131543").withoutParity)
  }

  /// Appendix D.3 and D.4: basic access control, then EF.COM read in two pieces under its keys.
  @Test func `basic access control and secure messaging`() throws {
    let chip = Transcript([
      "4608F919887022129000",
      "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000",
      "990290008E08FA855A5D4C50A8ED9000", "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
      "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
    ])
    let session = ChipSession(chip, random: Self.numbers("781723860C06C226", "0B795240CB7049B01C19B33E32804F0B"))
    try session.openBasically(AccessKey(information: "L898902C<369080619406236"))
    #expect(
      chip.commands[1]
        == hexadecimal(
          "0082000028" + "72C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F2" + "5F1448EEA8AD90A7" + "28")
    )
    #expect(try session.send(ChipCommand(instruction: 0xA4, parameters: (2, 12), data: [1, 0x1E])) == [])
    #expect(chip.commands[2] == hexadecimal("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800"))
    #expect(try session.send(ChipCommand(instruction: 0xB0, expected: 4)) == hexadecimal("60145F01"))
    #expect(chip.commands[3] == hexadecimal("0CB000000D9701048E08ED6705417E96BA5500"))
    #expect(
      try session.send(ChipCommand(instruction: 0xB0, parameters: (0, 4), expected: 18))
        == hexadecimal("04303130365F36063034303030305C026175"))
    #expect(chip.commands[4] == hexadecimal("0CB000040D9701128E082EA28A70F3C7B53500"))
  }

  /// Appendix G.1: PACE over brainpoolP256r1 with AES of 128 bits.
  @Test func `PACE with a generic mapping`() throws {
    let chip = Transcript([
      "9000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000",
      "7C43824104824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
        + "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C549000",
      "7C438441049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
        + "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F0949000",
      "7C0A86083ABB9674BCE93C089000",
    ])
    let session = ChipSession(
      chip,
      random: Self.numbers(
        "7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99",
        "A73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595"))
    try session.openByPACE(
      AccessKey(information: "T22000129364081251010318"), .init(numbers: [0, 4, 0, 127, 0, 7, 2, 2, 4, 2, 2]), .aes128,
      .brainpool256)
    let expected = [
      "0022C1A40F800A04007F00070202040202830101", "10860000027C0000",
      "10860000457C438141047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
        + "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D00",
      "10860000457C438341042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
        + "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB3646200",
      "008600000C7C0A8508C2B0BD78D94BA86600",
    ].map(hexadecimal)
    for (place, command) in expected.enumerated() { #expect(chip.commands[place] == command, "command \(place)") }
  }
}

extension [UInt8] {
  /// DES looks at seven bits of each byte of a key.
  fileprivate var withoutParity: [UInt8] { map { $0 & 0xFE } }
}
