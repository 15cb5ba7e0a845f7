import Devices
import Quality
import Renewal

/// What a driver hands over, as it crosses the wire: what it is in the head, its bytes in the tail.
struct WrittenDelivery {
  let answer: JSON
  let tail: [UInt8]

  init(_ answer: JSON, _ tail: [UInt8] = []) {
    self.answer = answer
    self.tail = tail
  }
}

extension Delivery {
  /// As it crosses the wire.
  var written: WrittenDelivery {
    switch self {
    case .document(let document): document.written
    case .frame(let picture): WrittenDelivery(["frame": picture.size], picture.pixels)
    case .photos(let photos): WrittenDelivery(["photos": .list(photos.map(\.size))], photos.flatMap(\.pixels))
    case .print(let finger, let picture):
      WrittenDelivery(
        [
          "print": [
            "finger": .integer(finger.rawValue), "width": .integer(picture.width), "height": .integer(picture.height),
          ]
        ], picture.pixels)
    case .strokes(let ink): WrittenDelivery(["strokes": ink.sizes], ink.points)
    case .signature(let ink): WrittenDelivery(["signature": ink.sizes], ink.points)
    case .answer(.noFinger): WrittenDelivery("noFinger")
    case .answer(.noSignature): WrittenDelivery("noSignature")
    case .answer(.payment(let word)): WrittenDelivery(["payment": word.json])
    case .answer(.receipt(let outcome)): WrittenDelivery(["receipt": outcome.json])
    case .answer(.failed(let fault)):
      WrittenDelivery(["failed": ["reason": fault.reason.json, "action": fault.action.json]])
    case .answer(.indeterminate): WrittenDelivery("indeterminate")
    case .done: WrittenDelivery("done")
    }
  }

  /// What was handed over; every size is looked at before a byte of the tail is.
  init(_ written: WrittenDelivery) throws(DriverWireFault) {
    let tail = written.tail
    switch written.answer {
    case "noFinger": self = try .bare(.noFinger, tail)
    case "noSignature": self = try .bare(.noSignature, tail)
    case "indeterminate": self = try .bare(.indeterminate, tail)
    case "done":
      guard tail.isEmpty else { throw .tail(expected: 0, came: tail.count) }
      self = .done
    case .object(let members):
      guard members.count == 1, let (name, value) = members.first else {
        throw .notMessage("an answer says more than one thing")
      }
      self = try Self.named(name, value, tail)
    case _: throw .notMessage("an answer says nothing that is known")
    }
  }

  private static func bare(_ answer: PlainAnswer, _ tail: [UInt8]) throws(DriverWireFault) -> Self {
    guard tail.isEmpty else { throw .tail(expected: 0, came: tail.count) }
    return .answer(answer)
  }

  private static func named(_ name: String, _ value: JSON, _ tail: [UInt8]) throws(DriverWireFault) -> Self {
    switch name {
    case "document": return .document(try ReadDocument(value, tail))
    case "frame": return .frame(try RGBPicture.one(value, tail))
    case "photos": return .photos(try RGBPicture.several(value, tail))
    case "print":
      guard let finger = value["finger"].integer.flatMap(Finger.init) else {
        throw .notMessage("a print names no finger")
      }
      return .print(finger, try GreyPicture.one(value, tail))
    case "strokes": return .strokes(try SignatureInk(value, tail))
    case "signature": return .signature(try SignatureInk(value, tail))
    case "payment":
      guard let word = PaymentAnswer(json: value) else { throw .notMessage("a payment's word is none that is known") }
      return try bare(.payment(word), tail)
    case "receipt":
      guard let outcome = PrintOutcome(json: value) else {
        throw .notMessage("a receipt's outcome is none that is known")
      }
      return try bare(.receipt(outcome), tail)
    case "failed":
      guard let reason = DeviceFault.Reason(json: value["reason"]), let action = RecoveryAction(json: value["action"])
      else { throw .notMessage("a failure has no reason or no remedy that is known") }
      return try bare(.failed(DeviceFault(reason, action)), tail)
    case _: throw .notMessage("an answer says nothing that is known")
    }
  }
}

// MARK: Documents

extension ReadDocument {
  fileprivate var written: WrittenDelivery {
    switch self {
    case .nothing: WrittenDelivery(["document": "nothing"])
    case .upsideDown: WrittenDelivery(["document": "upsideDown"])
    case .skewed: WrittenDelivery(["document": "skewed"])
    case .twoDocuments: WrittenDelivery(["document": "twoDocuments"])
    case .page(let lines, let chip, let picture):
      WrittenDelivery(
        [
          "document": [
            "lines": .list(lines.map(JSON.text)), "chip": chip.written, "picture": picture?.size ?? .null,
          ]
        ], picture?.pixels ?? [])
    }
  }

  fileprivate init(_ json: JSON, _ tail: [UInt8]) throws(DriverWireFault) {
    let word: ReadDocument? =
      switch json {
      case "nothing": .nothing
      case "upsideDown": .upsideDown
      case "skewed": .skewed
      case "twoDocuments": .twoDocuments
      case _: nil
      }
    if let word {
      guard tail.isEmpty else { throw .tail(expected: 0, came: tail.count) }
      self = word
      return
    }
    let lines = try json["lines"].zone()
    let chip = try ChipReading(json["chip"])
    guard json["picture"] != .null else {
      guard tail.isEmpty else { throw .tail(expected: 0, came: tail.count) }
      self = .page(lines: lines, chip: chip, picture: nil)
      return
    }
    self = .page(lines: lines, chip: chip, picture: try RGBPicture.one(json["picture"], tail))
  }
}

extension ChipReading {
  fileprivate var written: JSON {
    switch self {
    case .genuine(let lines): ["genuine": .list(lines.map(JSON.text))]
    case .failed(let fault): .text(fault.rawValue)
    }
  }

  fileprivate init(_ json: JSON) throws(DriverWireFault) {
    self =
      if let fault = json.text.flatMap(ChipFault.init) { .failed(fault) } else {
        .genuine(try json["genuine"].zone())
      }
  }
}

extension JSON {
  /// The lines of a zone.
  func zone() throws(DriverWireFault) -> [String] {
    guard let values = list, values.count <= DriverProtocol.mostLines else {
      throw .notMessage("a zone has no lines, or more than \(DriverProtocol.mostLines)")
    }
    let lines = values.compactMap(\.text).filter { $0.isPlain(atMost: DriverProtocol.longestLine) }
    guard lines.count == values.count else {
      throw .notMessage("a line of a zone is no more than \(DriverProtocol.longestLine) plain characters")
    }
    return lines
  }

  /// The sides of a picture that can be.
  fileprivate func sides() throws(DriverWireFault) -> (width: Int, height: Int) {
    guard let width = self["width"].integer, let height = self["height"].integer else {
      throw .notMessage("a picture has no width or no height")
    }
    let possible = 1...PictureLimit.side
    guard possible.contains(width), possible.contains(height) else {
      throw .pictureSize(width: width, height: height)
    }
    return (width, height)
  }
}

// MARK: Pictures

extension RGBPicture {
  fileprivate var size: JSON { ["width": .integer(width), "height": .integer(height)] }

  /// The picture that a tail is: three bytes a pixel, row by row from the upper left.
  fileprivate static func one(_ json: JSON, _ tail: [UInt8]) throws(DriverWireFault) -> RGBPicture {
    let (width, height) = try json.sides()
    guard let picture = RGBPicture(width: width, height: height, pixels: tail) else {
      throw .tail(expected: width * height * 3, came: tail.count)
    }
    return picture
  }

  /// The pictures that a tail is, one behind the other.
  fileprivate static func several(_ json: JSON, _ tail: [UInt8]) throws(DriverWireFault) -> [RGBPicture] {
    guard let list = json.list, list.count <= DriverProtocol.mostPictures else {
      throw .notMessage("photos are no list, or more than \(DriverProtocol.mostPictures)")
    }
    var sides: [(width: Int, height: Int)] = []
    for one in list { sides.append(try one.sides()) }
    let expected = sides.reduce(0) { $0 + $1.width * $1.height * 3 }
    guard expected == tail.count else { throw .tail(expected: expected, came: tail.count) }
    var start = 0
    return sides.compactMap { width, height in
      defer { start += width * height * 3 }
      return RGBPicture(width: width, height: height, pixels: Array(tail[start..<start + width * height * 3]))
    }
  }
}

extension GreyPicture {
  /// The picture that a tail is: a byte a pixel, row by row from the upper left.
  fileprivate static func one(_ json: JSON, _ tail: [UInt8]) throws(DriverWireFault) -> GreyPicture {
    let (width, height) = try json.sides()
    guard let picture = GreyPicture(width: width, height: height, pixels: tail) else {
      throw .tail(expected: width * height, came: tail.count)
    }
    return picture
  }
}

// MARK: Ink

extension SignatureInk {
  /// The sides of the pad in hundredths of a millimetre, and how many points each stroke has.
  fileprivate var sizes: JSON {
    [
      "width": .integer(InkPoint.hundredths(padWidth)), "height": .integer(InkPoint.hundredths(padHeight)),
      "points": .list(strokes.map { .integer($0.points.count) }),
    ]
  }

  fileprivate var points: [UInt8] { strokes.flatMap { $0.points.flatMap(InkPoint.bytes) } }

  fileprivate init(_ json: JSON, _ tail: [UInt8]) throws(DriverWireFault) {
    let sides = 1...Int(Int16.max)
    guard let width = json["width"].integer, let height = json["height"].integer, sides.contains(width),
      sides.contains(height)
    else { throw .notMessage("a pad has no sides of \(sides.lowerBound) to \(sides.upperBound) hundredths") }
    guard let values = json["points"].list, values.count <= DriverProtocol.mostStrokes else {
      throw .notMessage("ink has no strokes, or more than \(DriverProtocol.mostStrokes)")
    }
    let counts = values.compactMap(\.integer).filter { (0...DriverProtocol.mostPoints).contains($0) }
    let sum = counts.reduce(0, +)
    guard counts.count == values.count, sum <= DriverProtocol.mostPoints else {
      throw .notMessage("ink has more than \(DriverProtocol.mostPoints) points, or no number of them")
    }
    guard tail.count == sum * InkPoint.width else { throw .tail(expected: sum * InkPoint.width, came: tail.count) }
    var start = 0
    let strokes = counts.map { count in
      Stroke(
        points: (0..<count).map { _ in
          defer { start += InkPoint.width }
          return InkPoint.point(tail[start..<start + InkPoint.width])
        })
    }
    self.init(strokes: strokes, padWidth: Double(width) / InkPoint.unit, padHeight: Double(height) / InkPoint.unit)
  }
}
