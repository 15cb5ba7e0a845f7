import AuthorityWire
package import Logging
package import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
import Renewal

/// The reference authority on HTTPS: TLS 1.3, and whoever has no certificate of the right issuer is refused in the handshake.
package final class AuthorityServer: Sendable {
  private let channel: any Channel

  /// What the server shows, and whom it lets in: files of PEM.
  package static func context(certificate: String, key: String, boxes: String) throws -> NIOSSLContext {
    var tls = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    tls.minimumTLSVersion = .tlsv13
    tls.trustRoots = .file(boxes)
    // A box has no host's name; that its certificate is valid and of that issuer is looked at all the same.
    tls.certificateVerification = .noHostnameVerification
    tls.applicationProtocols = ["http/1.1"]
    return try NIOSSLContext(configuration: tls)
  }

  /// Serves on an address; port 0 is any that is free. A slow authority answers after so long.
  package init(
    _ authority: ReferenceAuthority, host: String, port: Int, _ context: NIOSSLContext, slow: TimeAmount,
    on group: any EventLoopGroup,
    log: Logger
  ) async throws {
    channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLServerHandler(context: context))
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(RequestHandler(authority, slow, log))
        }
      }
      .bind(host: host, port: port).get()
  }

  /// The port on which it serves.
  package var port: Int { channel.localAddress?.port ?? 0 }

  /// Waits until it is closed.
  package func wait() async throws { try await channel.closeFuture.get() }

  /// Takes no more lines.
  package func close() async { try? await channel.close() }
}

/// Gathers a request, and gives the authority's answer.
private final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let authority: ReferenceAuthority
  private let slow: TimeAmount
  private let log: Logger
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(_ authority: ReferenceAuthority, _ slow: TimeAmount, _ log: Logger) {
    self.authority = authority
    self.slow = slow
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): (self.head, body) = (head, [])
    case .body(let part):
      // One more than is taken is enough to see that it is too much.
      body += part.readableBytesView.prefix(max(0, AuthorityInterface.longestDossier + 1 - body.count))
    case .end:
      guard let head else { return }
      let request = ReferenceAuthority.Request(
        method: head.method.rawValue, path: head.uri, type: head.headers.first(name: "Content-Type"),
        key: head.headers.first(name: AuthorityInterface.keyHeader), body: body)
      body = []
      let response = authority.answer(request)
      log.info("answered", metadata: ["PATH": "\(Self.known(head.uri))", "STATUS": "\(response.status)"])
      guard authority.behaviour == .slow else { return write(response, context) }
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: slow) { bound.value.0.write(response, bound.value.1) }
    }
  }

  /// A path that is in no log unless it is one of the interface's.
  private static func known(_ path: String) -> String {
    [AuthorityInterface.Path.state, AuthorityInterface.Path.lookups, AuthorityInterface.Path.dossiers]
      .contains(path) ? path : "another"
  }

  private func write(_ response: ReferenceAuthority.Response, _ context: ChannelHandlerContext) {
    let bytes = response.body.bytes
    let headers = HTTPHeaders([
      ("Content-Type", AuthorityInterface.jsonType), ("Content-Length", String(bytes.count)), ("Connection", "close"),
    ])
    let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: response.status), headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    log.notice("a line ended by a fault", metadata: ["KIND": "\(type(of: error))"])
    context.close(promise: nil)
  }
}
