import AuthorityWire
package import NIOCore
import NIOHTTP1
import NIOPosix
package import NIOSSL
package import Renewal

/// What is asked of the authority over HTTPS.
package struct AuthorityRequest: Sendable {
  /// GET or POST.
  let method: HTTPMethod
  let path: String
  /// What the body is said to be, and the body.
  let type: String
  let body: [UInt8]
  /// A dossier's idempotency key.
  let key: String?

  /// A request; one without a body gets.
  package init(_ path: String, type: String = AuthorityInterface.jsonType, body: [UInt8] = [], key: String? = nil) {
    method = body.isEmpty ? .GET : .POST
    self.path = path
    self.type = type
    self.body = body
    self.key = key
  }
}

/// Why nothing came back from the authority that can be believed.
package enum ExchangeFault: Error, Hashable, Sendable {
  /// No line could be opened.
  case unreachable
  /// One of the two does not take the other's certificate.
  case refused
  /// The line ended before the answer was whole.
  case cut
  /// Nothing whole came in time.
  case overdue
  /// What came is no answer of HTTP, or is too long.
  case garbled
}

/// One request on a line of its own, which ends with its answer: no line stands idle, and a certificate that was exchanged is used at once.
package enum Exchange {
  /// What came back.
  package struct Answer: Sendable {
    let status: Int
    let body: [UInt8]
  }

  /// Asks, and waits at most so long for the whole of the answer, the opening of the line included.
  package static func ask(
    _ request: AuthorityRequest, of address: AuthorityAddress, _ context: NIOSSLContext, within span: Milliseconds,
    on group: any EventLoopGroup
  ) async throws(ExchangeFault) -> Answer {
    let loop = group.any()
    let promise = loop.makePromise(of: Answer.self)
    let deadline = loop.scheduleTask(in: .milliseconds(Int64(span.count))) { promise.fail(ExchangeFault.overdue) }
    let opening = ClientBootstrap(group: loop).connectTimeout(.milliseconds(Int64(span.count)))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let isNumber = (try? SocketAddress(ipAddress: address.host, port: 0)) != nil
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: isNumber ? nil : address.host))
          try pipeline.addHTTPClientHandlers(leftOverBytesStrategy: .dropBytes)
          try pipeline.addHandler(ExchangeHandler(request, address, promise))
        }
      }
      .connect(host: address.host, port: address.port)
    opening.whenFailure { _ in promise.fail(ExchangeFault.unreachable) }
    // Whatever the end was, the line ends with it.
    promise.futureResult.whenComplete { _ in
      deadline.cancel()
      opening.whenSuccess { $0.close(promise: nil) }
    }
    do {
      return try await promise.futureResult.get()
    } catch {
      throw error as? ExchangeFault ?? .garbled
    }
  }
}

/// Sends the request as soon as there is a line, and gathers the answer.
private final class ExchangeHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let request: AuthorityRequest
  private let address: AuthorityAddress
  private let promise: EventLoopPromise<Exchange.Answer>
  private var status: Int?
  private var body: [UInt8] = []

  init(_ request: AuthorityRequest, _ address: AuthorityAddress, _ promise: EventLoopPromise<Exchange.Answer>) {
    self.request = request
    self.address = address
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    var headers = HTTPHeaders([
      ("Host", address.port == 443 ? address.host : "\(address.host):\(address.port)"),
      ("Accept", AuthorityInterface.jsonType), ("Connection", "close"),
    ])
    if !request.body.isEmpty {
      headers.add(name: "Content-Type", value: request.type)
      headers.add(name: "Content-Length", value: String(request.body.count))
    }
    if let key = request.key { headers.add(name: AuthorityInterface.keyHeader, value: key) }
    let head = HTTPRequestHead(version: .http1_1, method: request.method, uri: request.path, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if !request.body.isEmpty {
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: request.body)))), promise: nil)
    }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): status = Int(head.status.code)
    case .body(let part):
      body += part.readableBytesView
      if body.count > AuthorityInterface.longestBody { promise.fail(ExchangeFault.garbled) }
    case .end:
      guard let status else { return promise.fail(ExchangeFault.garbled) }
      promise.succeed(Exchange.Answer(status: status, body: body))
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    promise.fail(Self.fault(error))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { promise.fail(ExchangeFault.cut) }

  private static func fault(_ error: any Error) -> ExchangeFault {
    switch error {
    case NIOSSLError.uncleanShutdown: .cut
    case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .refused
    case is HTTPParserError: .garbled
    case _: .cut
    }
  }
}
