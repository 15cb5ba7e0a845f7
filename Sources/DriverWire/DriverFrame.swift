package import Renewal

/// One frame on a driver's socket: a head of JSON, and perhaps a tail of bytes that are a picture or ink.
///
/// On the wire: the length of all that follows in four bytes, the highest first; the head's length in four bytes; the head; the tail.
package struct DriverFrame: Hashable, Sendable {
  /// How many bytes the two lengths take.
  package static let opening = 8

  /// The head.
  package let head: JSON
  /// The tail; empty where the head says nothing of bytes.
  package let tail: [UInt8]

  /// A frame of a head and its tail.
  package init(_ head: JSON, tail: [UInt8] = []) {
    self.head = head
    self.tail = tail
  }

  /// As it is written.
  package var bytes: [UInt8] {
    let head = head.bytes
    return (4 + head.count + tail.count).highestFirst(4) + head.count.highestFirst(4) + head + tail
  }
}

extension Int {
  /// The lowest so many bytes, the highest first.
  func highestFirst(_ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) }
  }
}

extension Collection<UInt8> {
  /// The number that these bytes are, the highest first, without a sign.
  var number: Int { reduce(0) { $0 << 8 | Int($1) } }
}

/// Cuts arriving bytes into frames; holds no more than what came of one frame, and refuses by its lengths one that is too long.
package struct DriverFrameReader: Sendable {
  /// What a tail is given room for before it comes, in bytes: a live picture, and little where nothing follows.
  private static let reserved = 1 << 20

  private let longestTail: Int
  private var opening: [UInt8] = []
  private var lengths: (head: Int, tail: Int)?
  private var head: [UInt8] = []
  private var tail: [UInt8] = []

  /// A reader of frames with a tail of at most so many bytes.
  package init(longestTail: Int) { self.longestTail = longestTail }

  /// Whether a frame has begun, and is not whole.
  package var hasBegun: Bool { !opening.isEmpty }

  /// Takes bytes until a frame is whole, and gives it; nothing when it wants more. After a fault there is no way on.
  package mutating func take(_ bytes: inout ArraySlice<UInt8>) throws(DriverWireFault) -> DriverFrame? {
    Self.move(&bytes, to: &opening, until: DriverFrame.opening)
    guard opening.count == DriverFrame.opening else { return nil }
    let lengths = if let known = self.lengths { known } else { try readLengths() }
    if self.lengths == nil { tail.reserveCapacity(min(lengths.tail, Self.reserved)) }
    self.lengths = lengths
    Self.move(&bytes, to: &head, until: lengths.head)
    guard head.count == lengths.head else { return nil }
    Self.move(&bytes, to: &tail, until: lengths.tail)
    guard tail.count == lengths.tail else { return nil }
    guard let json = JSON(foreign: head) else { throw .notJSON }
    let frame = DriverFrame(json, tail: tail)
    // New arrays, not emptied ones: the old are freed, and what is freed is overwritten.
    (opening, self.lengths, head, tail) = ([], nil, [], [])
    return frame
  }

  private func readLengths() throws(DriverWireFault) -> (head: Int, tail: Int) {
    let (frame, head) = (opening[..<4].number, opening[4...].number)
    let tail = frame - 4 - head
    guard (2...DriverProtocol.longestHead).contains(head), (0...longestTail).contains(tail) else {
      throw .lengths(frame: frame, head: head)
    }
    return (head, tail)
  }

  private static func move(_ bytes: inout ArraySlice<UInt8>, to target: inout [UInt8], until count: Int) {
    let part = bytes.prefix(count - target.count)
    target += part
    bytes = bytes.dropFirst(part.count)
  }
}
