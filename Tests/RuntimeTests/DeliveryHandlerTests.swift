import Devices
import PassportRules
import Quality
import Renewal
import Runtime
import TestSupport
import Testing

/// What drivers hand over, on its way: bytes into the vault, references and measures to the machine.
@Suite struct DeliveryHandlerTests {
  private let mailbox = Mailbox()
  private let vault = Vault()
  private let executor = SeededExecutor(seed: 1)
  private let live = LiveView()
  private let id = RequestID(4)

  private var handler: DeliveryHandler {
    DeliveryHandler(
      mailbox: mailbox, vault: vault, executor: executor, live: live, limits: .sample)
  }

  private static func picture(_ shade: UInt8) throws -> RGBPicture {
    try #require(RGBPicture(width: 8, height: 8, pixels: Array(repeating: shade, count: 192)))
  }

  /// What a delivery leaves in the mailbox once all work is done.
  private func answers(to delivery: Delivery) -> [DeviceAnswer] {
    handler.handle(id, delivery)
    while executor.workOnce() {}
    return mailbox.drain().compactMap { if case .answer(id, let answer) = $0 { answer } else { nil } }
  }

  @Test func `words without bytes go to the machine as they are`() {
    #expect(answers(to: .answer(.noFinger)) == [.noFinger])
    #expect(answers(to: .answer(.noSignature)) == [.noSignature])
    #expect(answers(to: .answer(.payment(.inProgress))) == [.payment(.inProgress)])
    #expect(answers(to: .answer(.receipt(.jammed))) == [.receipt(.jammed)])
    #expect(answers(to: .answer(.indeterminate)) == [.indeterminate])
    #expect(answers(to: .document(.upsideDown)) == [.document(.upsideDown)])
    #expect(vault.isEmpty)
  }

  @Test func `a page brings three lines of 44 at most, and its picture is in the vault`() throws {
    let lines = (0..<9).map { _ in String(repeating: "<", count: 900) }
    let page = ReadDocument.page(lines: lines, chip: .failed(.silent), picture: try Self.picture(9))
    guard case .document(.page(let read))? = answers(to: .document(page)).first else {
      return _ = Issue.record("no page")
    }
    #expect(read.lines == Array(repeating: String(repeating: "<", count: 44), count: 3))
    #expect(read.picture.flatMap { vault.photo($0) } == (try Self.picture(9)))
  }

  @Test func `no more pictures than a round has are kept, and none at all is a fault`() throws {
    #expect(answers(to: .photos([])) == [.failed(DeviceFault(.emptyPicture, .reset))])
    let many = try (0..<20).map { try Self.picture($0) }
    guard case .photos(let photos)? = answers(to: .photos(many)).first else { return _ = Issue.record("no photos") }
    #expect(photos.count == PhotoStep.shotsARound)
    #expect(photos.allSatisfy { vault.photo($0.picture) != nil })
  }

  @Test func `of frames that come faster than they are measured the newest is measured, and advice comes once`() throws
  {
    live.handle(.started(id))
    for shade: UInt8 in [1, 2, 3] { handler.handle(id, .frame(try Self.picture(shade))) }
    #expect(vault.liveFrame == nil, "nothing is shown before it is measured")
    #expect(executor.workOnce())
    #expect(vault.liveFrame == (try Self.picture(1)))
    #expect(executor.workOnce())
    #expect(vault.liveFrame == (try Self.picture(3)))
    #expect(!executor.workOnce())
    let advice = mailbox.drain().filter { if case .event(.advice(id, _)) = $0 { true } else { false } }
    #expect(advice.count == 1)
  }

  @Test func `a frame that is measured when its preview is over is not shown`() throws {
    live.handle(.started(id))
    handler.handle(id, .frame(try Self.picture(1)))
    live.handle(.stopped(id))
    while executor.workOnce() {}
    #expect(vault.liveFrame == nil && mailbox.drain().isEmpty)
  }
}
