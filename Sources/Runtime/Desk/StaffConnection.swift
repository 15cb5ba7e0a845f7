import Glibc
import Renewal

/// One connection at the box's end, on the socket's own thread.
struct StaffConnection {
  /// What the peer has turned out to be.
  enum Kind: Hashable {
    case unknown, desk, script
  }

  /// What became of the bytes that wait.
  enum Sent: Hashable {
    /// Everything went.
    case all
    /// The peer does not take more now.
    case waits
    /// The peer is gone.
    case gone
  }

  /// How long a peer may take to say who it is, in milliseconds.
  static let longestGreeting = 10_000
  /// How long a peer may leave everything unread, in milliseconds.
  static let longestStall = 30_000
  /// How many messages may wait besides the newest drawing.
  static let mostMessages = 8

  let descriptor: Int32
  /// The number of the Unix user at the other end.
  let user: Int
  var kind = Kind.unknown
  var reader = FrameReader(longest: Framing.longestFromDesk)
  /// When the connection ends unless something happens before, in the clock's milliseconds.
  private(set) var deadline: Int?
  /// Whether the connection ends as soon as everything went.
  var isEnding = false
  private var composer = ScreenComposer()
  private var picture: DeskPicture?
  private var messages: [BoxMessage] = []
  private var out: [UInt8] = []
  private var sent = 0

  init(_ descriptor: Int32, user: Int, now: Int) {
    self.descriptor = descriptor
    self.user = user
    deadline = now + Self.longestGreeting
  }

  /// Whether something waits to be sent.
  var hasOutgoing: Bool { sent < out.count || !messages.isEmpty || picture != nil }

  /// The peer said who it is.
  mutating func greeted(_ kind: Kind) {
    self.kind = kind
    deadline = nil
  }

  /// A newer drawing takes the place of one that was not sent yet.
  mutating func show(_ picture: DeskPicture) { self.picture = picture }

  /// Tells something else; false when too much waits already. Of two counts of flags the newer is enough, with the bell of both.
  mutating func enqueue(_ message: BoxMessage) -> Bool {
    if case .flags(let count, let isNew) = message, case .flags(_, let wasNew) = messages.last {
      messages[messages.count - 1] = .flags(count: count, isNew: isNew || wasNew)
      return true
    }
    messages.append(message)
    return messages.count <= Self.mostMessages
  }

  /// Sends until everything went or the peer takes no more.
  mutating func send(now: Int) -> Sent {
    while true {
      if sent == out.count, !refill() {
        if kind != .unknown { deadline = nil }
        return .all
      }
      let count = UnixSocket.send(out[sent...], to: descriptor)
      if count > 0 {
        sent += count
        if kind != .unknown { deadline = nil }
        continue
      }
      if count < 0, errno == EINTR { continue }
      guard count < 0, errno == EAGAIN || errno == EWOULDBLOCK else { return .gone }
      if deadline == nil { deadline = now + Self.longestStall }
      return .waits
    }
  }

  private mutating func refill() -> Bool {
    sent = 0
    if !messages.isEmpty {
      out = messages.flatMap(\.frame)
      messages = []
      return true
    }
    guard let picture else {
      out = []
      return false
    }
    self.picture = nil
    out = composer.messages(to: picture).flatMap(\.frame)
    return true
  }
}
