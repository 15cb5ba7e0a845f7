import Renewal

/// A recording as it was read: the conditions, and the events in their order.
package struct Recording: Hashable, Sendable {
  /// Under what conditions the events happened.
  package let heading: RecordingHeading
  /// The lines behind the first, each read again when it is wanted: a long recording is many small texts.
  private let texts: [String]
  /// The places that the recorded box went through, one for each event.
  package let places: [String]
  /// What is wrong with the last line, when the recording ended in the middle of it; the lines before it are whole.
  package let torn: RecordingFault?

  /// How many events there are.
  package var count: Int { texts.count }

  /// A line by its event's place, from 0; its number in the file is two more.
  package subscript(place: Int) -> RecordedLine? {
    JSON(written: texts[place]).flatMap(RecordedLine.init(json:))
  }

  /// Reads the bytes of a recording.
  package init(_ bytes: some Sequence<UInt8>) throws(RecordingFault) {
    let bytes = Array(bytes)
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // Whatever stands behind the last line's end was not written whole.
    let last = lines.removeLast()
    guard let first = lines.first else { throw RecordingFault(line: 1, bytes.isEmpty ? .empty : .noRecording) }
    heading = try Self.heading(first)
    var texts: [String] = []
    var places: [String] = []
    for (place, line) in lines.dropFirst().enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      guard let read = JSON(written: text).flatMap(RecordedLine.init(json:)) else {
        throw RecordingFault(line: place + 2, .unreadable)
      }
      texts.append(text)
      places.append(read.after.place)
    }
    self.texts = texts
    self.places = places
    torn = last.isEmpty ? nil : RecordingFault(line: lines.count + 1, .torn)
  }

  private static func heading(_ line: some Sequence<UInt8>) throws(RecordingFault) -> RecordingHeading {
    guard let first = JSON(written: String(decoding: Array(line), as: UTF8.self)),
      first["kind"].text == RecordingHeading.kind, let format = first["format"].integer
    else { throw RecordingFault(line: 1, .noRecording) }
    guard format == RecordingHeading.format else { throw RecordingFault(line: 1, .otherFormat(format)) }
    guard let heading = RecordingHeading(json: first) else { throw RecordingFault(line: 1, .unreadable) }
    return heading
  }
}

/// Why a file is not replayed, or not to its end, and what to do.
package struct RecordingFault: Error, Hashable, Sendable {
  /// What is wrong.
  package enum Kind: Hashable, Sendable {
    /// There is nothing.
    case empty
    /// It is another kind of file.
    case noRecording
    /// Another version of the program wrote it in another form.
    case otherFormat(Int)
    /// The line is not what was written.
    case unreadable
    /// The line has no end: the program was ended, or the disk was full, while it was written.
    case torn
    /// The event is none that this program knows, or refers to somebody whom the register does not have.
    case unknownEvent
  }

  /// The line, from 1.
  package let line: Int
  /// What is wrong.
  package let kind: Kind

  /// A fault in a line.
  package init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }
}

extension RecordingFault: CustomStringConvertible {
  package var description: String {
    switch kind {
    case .empty:
      "line \(line): the file is empty; the box wrote nothing into it, so record anew with `pasboks run --record FILE`"
    case .noRecording:
      "line \(line): this is no recording; name a file that `pasboks run --record FILE` wrote"
    case .otherFormat(let format) where format > RecordingHeading.format:
      "line \(line): the recording has format \(format), and this program reads \(RecordingHeading.format): "
        + "replay it with the newer program that wrote it"
    case .otherFormat(let format):
      "line \(line): the recording has format \(format), and this program reads \(RecordingHeading.format): "
        + "replay it with the program that wrote it"
    case .unreadable:
      "line \(line): this is not what was written there; take an undamaged copy of the recording, or cut the file before "
        + "this line to replay what comes before it"
    case .torn:
      "line \(line): the recording ends in the middle of this line, for the program was ended or the disk was full; "
        + "what comes before it is replayed"
    case .unknownEvent:
      "line \(line): the event is none that this program knows, or is about somebody whom its register does not have; "
        + "replay it with the program and the register that it was recorded with"
    }
  }
}
