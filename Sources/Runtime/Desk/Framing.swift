/// Why what came over the staff socket is no message; the connection ends.
package enum FrameFault: Error, Hashable, Sendable {
  /// A frame of no bytes.
  case empty
  /// A frame longer than a peer may send, in bytes.
  case tooLong(Int)
  /// What is in the frame is no message that this end understands.
  case malformed
}

/// Frames of the staff socket: a length in four bytes, highest first, then that many bytes of JSON.
package enum Framing {
  /// The longest frame that a desk may send, in bytes.
  package static let longestFromDesk = 4096
  /// The longest frame that the box may send, in bytes.
  package static let longestFromBox = 1 << 20
  static let head = 4

  /// A payload with its length before it.
  package static func frame(_ payload: [UInt8]) -> [UInt8] {
    let count = UInt32(payload.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + payload
  }
}

/// Cuts arriving bytes into frames; never holds more than one frame and what was read with it.
package struct FrameReader: Sendable {
  private let longest: Int
  private var waiting: [UInt8] = []
  private var taken = 0

  /// A reader of frames of at most so many bytes.
  package init(longest: Int) { self.longest = longest }

  /// Adds bytes as they came.
  package mutating func feed(_ bytes: ArraySlice<UInt8>) {
    // A new array: one that only moves its bytes up keeps a copy of the last ones.
    waiting = Array(waiting[taken...]) + bytes
    taken = 0
  }

  /// The next whole frame's payload; nothing while it is not whole.
  package mutating func next() throws(FrameFault) -> [UInt8]? {
    guard waiting.count - taken >= Framing.head else { return nil }
    let length = waiting[taken..<(taken + Framing.head)].reduce(0) { $0 << 8 | Int($1) }
    guard length > 0 else { throw .empty }
    guard length <= longest else { throw .tooLong(length) }
    let start = taken + Framing.head
    guard waiting.count - start >= length else { return nil }
    taken = start + length
    defer { if taken == waiting.count { (waiting, taken) = ([], 0) } }
    return Array(waiting[start..<taken])
  }
}
