import AuthorityWire
import Devices
import DriverWire
import Logging
import NIOCore
import Renewal

/// A box's line on the uplink's socket: takes its frames apart, and sees that each question is answered once, on the line on which it came.
final class BoxLine: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The most that a box may have asked at once; what is more is unavailable.
  private static let mostOpen = 16

  private let uplink: Uplink
  private let log: Logger
  private var reader = DriverFrameReader(longestTail: AuthorityInterface.longestDossier)
  private var listener: Int?
  private var open = 0

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
        take(try MessageToUplink(frame), context)
      }
    } catch {
      log.error("a box sent what is no message", metadata: ["REASON": "\(error)"])
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let listener { uplink.forget(listener) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func take(_ message: MessageToUplink, _ context: ChannelHandlerContext) {
    let channel = context.channel
    switch message {
    case .hello(let version):
      guard listener == nil, version == AuthorityInterface.version else {
        log.error("a box speaks another version, or greeted twice", metadata: ["VERSION": "\(version)"])
        // It is told which one this program speaks, and the line ends.
        return channel.writeAndFlush(Self.bytes(.hello)).whenComplete { _ in channel.close(promise: nil) }
      }
      channel.writeAndFlush(Self.bytes(.hello), promise: nil)
      listener = uplink.listen { state in channel.writeAndFlush(Self.bytes(.state(state)), promise: nil) }
      Task { [uplink] in await uplink.look() }
    case .ask(let id, let question):
      guard isGreeted(context) else { return }
      answer(channel, .answered(id, .unavailable)) { [uplink] in .answered(id, await uplink.ask(question)) }
    case .submit(let id, let key, let dossier):
      guard isGreeted(context) else { return }
      answer(channel, .submitted(id, key: key, .unavailable)) { [uplink] in
        .submitted(id, key: key, await uplink.submit(dossier, key: key))
      }
    }
  }

  private func isGreeted(_ context: ChannelHandlerContext) -> Bool {
    guard listener == nil else { return true }
    log.error("a box asked before hello")
    context.close(promise: nil)
    return false
  }

  /// Answers by what a task says, or at once where too much is asked.
  private func answer(
    _ channel: any Channel, _ unavailable: MessageFromUplink, _ work: @escaping @Sendable () async -> MessageFromUplink
  ) {
    guard open < Self.mostOpen else { return channel.writeAndFlush(Self.bytes(unavailable), promise: nil) }
    open += 1
    let loop = channel.eventLoop
    let bound = NIOLoopBound(self, eventLoop: loop)
    let answered = loop.makePromise(of: MessageFromUplink.self)
    answered.futureResult.whenSuccess { message in
      bound.value.open -= 1
      channel.writeAndFlush(Self.bytes(message), promise: nil)
      // What lies deeper on this stack then is nobody's any more.
      loop.execute { UplinkMemory.scrubStack() }
    }
    Task(executorPreference: LoopExecutor(loop)) { answered.succeed(await work()) }
  }

  private static func bytes(_ message: MessageFromUplink) -> ByteBuffer { ByteBuffer(bytes: message.frame.bytes) }
}
