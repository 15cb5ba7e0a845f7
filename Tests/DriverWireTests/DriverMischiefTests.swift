import Devices
import DriverWire
import Renewal
import Testing

/// What passes between a driver that does wrong on purpose and its line.
@Suite struct DriverMischiefTests {
  private static let id = RequestID(7)
  private static let command = MessageToDriver.command(id, .readDocument)
  private static let begun = MessageFromDriver.acknowledge(id)
  private static let answer = MessageFromDriver.completion(id, .document(.nothing))

  /// What goes out while one command is asked, begun and answered.
  private static func course(_ misdeed: DriverMisdeed, at number: Int = 1) -> [DriverMischief.Out] {
    var mischief = DriverMischief(.documentReader)
    mischief.plan(misdeed, at: number)
    let heard = mischief.heard(command)
    guard heard.passes else { return heard.out }
    return heard.out + mischief.said(begun) + mischief.said(answer)
  }

  @Test func `a driver that does nothing wrong is what it says`() {
    var mischief = DriverMischief(.camera)
    #expect(mischief.takesLines && mischief.planned == nil)
    #expect(mischief.heard(Self.command).passes)
    #expect(mischief.said(Self.begun) == [.message(Self.begun)])
    #expect(mischief.said(Self.answer) == [.message(Self.answer)])
  }

  @Test(arguments: DriverMisdeed.allCases)
  func `each misdeed is seen on the line`(misdeed: DriverMisdeed) {
    let usual = [DriverMischief.Out.message(Self.begun), .message(Self.answer)]
    switch misdeed {
    case .absent:
      var mischief = DriverMischief(.camera)
      mischief.plan(misdeed)
      #expect(!mischief.takesLines)
    case .goneBefore: #expect(Self.course(misdeed) == [.hangUp])
    case .goneAfter: #expect(Self.course(misdeed).prefix(2) == [.message(Self.begun), .hangUp])
    case .answerLost: #expect(Self.course(misdeed) == [.message(Self.begun)])
    case .silent, .hung: #expect(Self.course(misdeed) == [])
    case .twice: #expect(Self.course(misdeed) == usual + [.message(Self.answer)])
    case .unasked:
      #expect(Self.course(misdeed) == usual + [.message(.cancelled(RequestID(1_000_007)))])
    case .otherCommand:
      #expect(Self.course(misdeed).last == .message(.completion(RequestID(1_000_007), .document(.nothing))))
    case .garbage:
      guard case .bytes(let bytes)? = Self.course(misdeed).last else { return _ = Issue.record("no bytes") }
      var reader = DriverFrameReader(longestTail: 0)
      var rest = bytes[...]
      #expect(throws: DriverWireFault.self) { _ = try reader.take(&rest) }
    case .busy:
      #expect(
        Self.course(misdeed) == [
          .message(.completion(Self.id, .answer(.failed(DeviceFault(.busy, .reset)))))
        ])
    case .flood: #expect(Self.course(misdeed).count == 202)
    case .flapping: #expect(Self.course(misdeed).count == 22)
    case .forgetful:
      #expect(Self.course(misdeed).contains(.message(.unsolicited(.state(.documentReader, .starting)))))
      #expect(!Self.course(misdeed).contains(.message(Self.answer)))
    case .late, .deaf, .keepsVisit, .incapable, .crashing: #expect(Self.rare(misdeed))
    case .goneAmid: #expect(Self.course(misdeed) == [.message(Self.begun), .hangUp])
    }
  }

  /// Misdeeds that are seen with something else than a command's usual course.
  private static func rare(_ misdeed: DriverMisdeed) -> Bool {
    var mischief = DriverMischief(.documentReader)
    mischief.plan(misdeed)
    let greeting = DriverGreeting(
      device: .documentReader, capabilities: Set(DeviceCommand.Name.all(of: .documentReader)), firmware: "trial")
    switch misdeed {
    case .late:
      _ = mischief.heard(command)
      let isHeld = mischief.said(begun) == [.message(begun)] && mischief.said(answer) == []
      return isHeld && mischief.heard(.cancel(id)).out == [.message(answer)]
    case .deaf:
      _ = mischief.heard(command)
      return !mischief.heard(.cancel(id)).passes
    case .keepsVisit: return mischief.said(.cleared(3, isClear: true)) == [.message(.cleared(3, isClear: false))]
    case .incapable:
      guard case .message(.hello(let said))? = mischief.said(.hello(greeting)).first else { return false }
      return said.capabilities.isEmpty
    case .crashing: return mischief.said(.hello(greeting)) == [.message(.hello(greeting)), .hangUp]
    case _: return false
    }
  }

  @Test(arguments: DriverMisdeed.allCases.filter { !$0.isAtOnce && $0 != .keepsVisit })
  func `it happens with the command that is named, and what happens once is over then`(misdeed: DriverMisdeed) {
    let usual = [DriverMischief.Out.message(Self.begun), .message(Self.answer)]
    #expect(Self.course(misdeed, at: 2) == usual)
    var mischief = DriverMischief(.documentReader)
    mischief.plan(misdeed, at: 2)
    for _ in 0..<2 {
      guard mischief.heard(Self.command).passes else { continue }
      _ = mischief.said(Self.begun) + mischief.said(Self.answer)
    }
    if misdeed == .late || misdeed == .deaf { _ = mischief.heard(.cancel(Self.id)) }
    if misdeed == .deaf { _ = mischief.said(.cancelled(Self.id)) }
    #expect(mischief.planned == (misdeed.lasts ? misdeed : nil))
  }
}
