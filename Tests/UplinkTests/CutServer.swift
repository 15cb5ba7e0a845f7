import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// An authority's stand-in on loopback that says bytes of its own, or a part of them, and ends the line.
final class CutServer: Sendable {
  private let channel: any Channel
  private let count = Mutex(0)

  /// How many requests came, each with its head whole.
  var requests: Int { count.withLock { $0 } }

  /// Says these bytes to every request; `beforeRequest` ends the line before one is read.
  init(_ context: NIOSSLContext, saying bytes: [UInt8], beforeRequest: Bool = false) async throws {
    let box = Weak()
    channel = try await ServerBootstrap(group: Trial.group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          try channel.pipeline.syncOperations.addHandler(
            Speaker(bytes, beforeRequest) { box.server.withLock { $0 }?.counted() })
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    box.server.withLock { [weak self] in $0 = self }
  }

  var port: Int { channel.localAddress?.port ?? 0 }

  func close() async { try? await channel.close() }

  private func counted() { count.withLock { $0 += 1 } }

  /// The server, for who is made before it.
  private final class Weak: Sendable {
    let server = Mutex<CutServer?>(nil)
  }

  private final class Speaker: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let bytes: [UInt8]
    private let beforeRequest: Bool
    private let tell: () -> Void
    private var heard: [UInt8] = []

    init(_ bytes: [UInt8], _ beforeRequest: Bool, _ tell: @escaping () -> Void) {
      self.bytes = bytes
      self.beforeRequest = beforeRequest
      self.tell = tell
    }

    func channelActive(context: ChannelHandlerContext) { if beforeRequest { context.close(promise: nil) } }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      heard += unwrapInboundIn(data).readableBytesView
      // The whole of a request, whose body is the dossier.
      let text = String(decoding: heard.prefix(2000), as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { return }
      let head = text[..<end.lowerBound]
      let length =
        head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        .flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
      guard heard.count >= head.utf8.count + 4 + length else { return }
      heard = []
      tell()
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).assumeIsolated().whenComplete { _ in
        context.close(promise: nil)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
