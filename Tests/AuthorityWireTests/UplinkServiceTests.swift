import AuthorityWire
import Devices
import Renewal
import Testing

/// The uplink's end of a line: who may ask, and how much at once.
@Suite struct UplinkServiceTests {
  private static let question = Samples.toUplink.compactMap {
    if case .ask(_, let one) = $0.message { one } else { nil }
  }[0]

  private static func greeted() -> UplinkService {
    var service = UplinkService()
    _ = service.hear(.hello(version: AuthorityInterface.version))
    return service
  }

  @Test func `a box greets, and is told from then on how the line is`() {
    var service = UplinkService()
    #expect(service.hear(.hello(version: 1)) == [.send(.hello), .tellState])
  }

  @Test func `who speaks another version, greets twice or asks before is told so, and the line ends`() {
    var (other, twice, early) = (UplinkService(), Self.greeted(), UplinkService())
    for effects in [other.hear(.hello(version: 2)), twice.hear(.hello(version: 1))] {
      #expect(effects.first == .send(.hello))
      #expect(effects.last.map { if case .hangUp = $0 { true } else { false } } == true)
    }
    #expect(early.hear(.ask(1, Self.question)) == [.hangUp("something was asked before hello")])
  }

  @Test func `sixteen may be asked at once, and more when one is answered`() {
    var service = Self.greeted()
    for id in 1...15 { #expect(service.hear(.ask(id, Self.question)) == [.ask(id, Self.question)]) }
    #expect(service.hear(.submit(16, key: "17-1", [1])) == [.submit(16, key: "17-1", [1])])
    #expect(service.hear(.ask(17, Self.question)) == [.send(.answered(17, .unavailable))])
    #expect(service.hear(.submit(18, key: "18-1", [1])) == [.send(.submitted(18, key: "18-1", .unavailable))])
    #expect(service.answer(.answered(1, .unknown)) == [.send(.answered(1, .unknown))])
    #expect(service.hear(.ask(19, Self.question)) == [.ask(19, Self.question)])
  }
}
