import AuthorityWire
import Devices
import DriverWire
import Logging
import NIOCore
import Renewal

/// A box's line on the uplink's socket: takes its frames apart, and carries out what `UplinkService` says.
final class BoxLine: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let uplink: Uplink
  private let log: Logger
  private var reader = DriverFrameReader(longestTail: AuthorityInterface.longestDossier)
  private var service = UplinkService()
  private var listener: Int?

  init(_ uplink: Uplink, _ log: Logger) {
    self.uplink = uplink
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    defer { UplinkMemory.wipe(buffer) }
    var bytes = Array(buffer.readableBytesView)[...]
    do throws(DriverWireFault) {
      while context.channel.isActive, let frame = try reader.take(&bytes) {
        carryOut(service.hear(try MessageToUplink(frame)), context.channel)
      }
    } catch {
      carryOut([.hangUp("\(error)")], context.channel)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let listener { uplink.forget(listener) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func carryOut(_ effects: [UplinkService.Effect], _ channel: any Channel) {
    for effect in effects {
      switch effect {
      case .send(let message): channel.writeAndFlush(Self.bytes(message), promise: nil)
      case .tellState:
        listener = uplink.listen { state in channel.writeAndFlush(Self.bytes(.state(state)), promise: nil) }
        Task { [uplink] in await uplink.look() }
      case .ask(let id, let question): work(channel) { [uplink] in .answered(id, await uplink.ask(question)) }
      case .submit(let id, let key, let dossier):
        work(channel) { [uplink] in .submitted(id, key: key, await uplink.submit(dossier, key: key)) }
      case .hangUp(let reason):
        log.error("a box says what it may not", metadata: ["REASON": "\(reason)"])
        // Behind what it is told before.
        channel.writeAndFlush(ByteBuffer()).whenComplete { _ in channel.close(promise: nil) }
      }
    }
  }

  /// Answers by what a task says.
  private func work(_ channel: any Channel, _ work: @escaping @Sendable () async -> MessageFromUplink) {
    let loop = channel.eventLoop
    let bound = NIOLoopBound(self, eventLoop: loop)
    let answered = loop.makePromise(of: MessageFromUplink.self)
    answered.futureResult.whenSuccess { message in
      bound.value.carryOut(bound.value.service.answer(message), channel)
      // What lies deeper on this stack then is nobody's any more.
      loop.execute { UplinkMemory.scrubStack() }
    }
    Task(executorPreference: LoopExecutor(loop)) { answered.succeed(await work()) }
  }

  private static func bytes(_ message: MessageFromUplink) -> ByteBuffer { ByteBuffer(bytes: message.frame.bytes) }
}
