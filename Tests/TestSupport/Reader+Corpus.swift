/// One stripe or code as some kind of reader sends it, and what must be made of it at the question for the number.
package struct ReaderRow: Sendable, CustomStringConvertible {
  /// What the box, and `inspect`, make of it.
  package enum Outcome: String, Sendable, CaseIterable {
    /// It is the number of `ReaderRow.number`.
    case accepted
    /// A replacement number: staff are called.
    case replacementNumber
    /// Its number is no day.
    case noDate
    /// It is no health card.
    case otherCard
    /// Nobody can tell what it is.
    case unreadable
    /// It is a code without a CPR number.
    case otherCode
  }

  /// The kind of reader, and what is odd about this reading.
  package let description: String
  /// What arrives at the keyboard, a return and all.
  package let keys: String
  /// Whether the reader types as on an American keyboard, under a Danish keymap.
  package let isUS: Bool
  /// What is made of it.
  package let outcome: Outcome

  init(_ description: String, _ keys: String, _ outcome: Outcome = .accepted, us: Bool = false) {
    self.description = "\(description)\(us ? ", American" : ""): \(keys.debugDescription)"
    self.keys = us ? Self.underDanishKeymap(keys) : keys
    isUS = us
    self.outcome = outcome
  }

  /// Whether it is a code; otherwise it is a stripe.
  package var isCode: Bool { keys.hasPrefix("#") }
  /// Whether the reader sends a return behind it.
  package var hasReturn: Bool { keys.contains { $0.isNewline } }
}

extension ReaderRow {
  /// The number of an invented person: it fails modulus 11.
  package static let number = "0610850166"

  /// Every row: over sixty, of more than twelve kinds of reader.
  package static let all: [ReaderRow] =
    tracks + unread + checked + framed + barcodes + others + broken + american

  private static let one: String = {
    let name = #"\STERB[K^HANNE KIRSTINE"#
    let address = #"PR\VEGADE 1"#
    return padded(name) + padded(address) + "101" + "2300"
  }()
  private static let two = track(number)
  private static let three = "0059999999999999999===2081000000000000000300XXXX04005000=0000000000000000000000000==1=000"

  private static func padded(_ text: String) -> String {
    text + String(repeating: " ", count: 34 - text.utf8.count)
  }

  /// Track 2 with a number, and with a day from which the card is valid.
  private static func track(_ number: String, validFrom: String = "010120") -> String {
    "9" + "208" + "1" + "001" + number + "1" + "041173" + "084" + "101" + validFrom
  }

  private static let tracks: [ReaderRow] = [
    ReaderRow("two tracks", "%\(one)?;\(two)?\r"), ReaderRow("two tracks, the other sentinel", "%\(one)?:\(two)?\r"),
    ReaderRow("two tracks and a line feed", "%\(one)?;\(two)?\r\n"), ReaderRow("track 2 alone", ";\(two)?\r"),
    ReaderRow("track 2 alone, the other sentinel", ":\(two)?\r"),
    ReaderRow("track 2 alone, no end sentinel", ";\(two)\r"),
    ReaderRow("track 2 first", ";\(two)?%\(one)?\r"), ReaderRow("track 3 first", "+\(three)?;\(two)?%\(one)?\r"),
    ReaderRow("track 2, then 3, then 1", ";\(two)?+\(three)?%\(one)?\r"),
    ReaderRow("three tracks", "%\(one)?;\(two)?+\(three)?\r"),
    ReaderRow("track 3 in five bits", ";\(two)?;12345?\r"),
    ReaderRow("a return between tracks", "%\(one)?\r;\(two)?\r"),
    ReaderRow("a line feed between tracks", "%\(one)?\r\n;\(two)?\r\n"),
    ReaderRow("a tab between tracks", "%\(one)?\t;\(two)?\t\r"),
    ReaderRow("a blank between tracks", "%\(one)? ;\(two)?\r"),
    ReaderRow("no sentinels behind a prefix", "%\(one)\(two)\r"),
    ReaderRow("no sentinels, a return between tracks", "%\(one)\r\(two)\r"),
    ReaderRow("end sentinels alone", "%\(one)?\(two)?\r"),
    ReaderRow("Caps Lock", "%\(one.lowercased())?;\(two)?\r"),
    ReaderRow("Danish letters", "%\(danish(one))?;\(two)?\r"),
    ReaderRow("small Danish letters", "%\(danish(one).lowercased())?;\(two)?\r"),
    ReaderRow("no return", "%\(one)?;\(two)?"), ReaderRow("track 2 alone, no return", ";\(two)?"),
  ]

  private static func danish(_ text: String) -> String {
    text.replacing("[", with: "Æ").replacing("\\", with: "Ø").replacing("]", with: "Å")
  }

  private static let unread: [ReaderRow] = [
    ReaderRow("track 1 unread", "%E?;\(two)?\r"), ReaderRow("tracks 1 and 3 unread", "%E?;\(two)?+E?\r"),
    ReaderRow("track 3 unread", "%\(one)?;\(two)?+E?\r"), ReaderRow("track 1 empty", "%?;\(two)?\r"),
    ReaderRow("unread tracks first", "+E?%E?;\(two)?\r"),
    ReaderRow("unread, each with a return", "%E?\r;\(two)?\r+E?\r"),
    ReaderRow("unread in small letters", "%e?;\(two)?+e?\r"), ReaderRow("unread without sentinels", "%E\r\(two)\rE\r"),
    ReaderRow("a track 1 that broke off", "%\(one.prefix(40))?;\(two)?\r"),
    ReaderRow("a track 1 of noise", "%#!\u{7}\u{1B}[2J~~?;\(two)?\r"),
    ReaderRow("track 2 unread", "%\(one)?;E?\r", .unreadable), ReaderRow("all unread", "%E?;E?+E?\r", .unreadable),
    ReaderRow("track 2 alone, unread", ";E?\r", .unreadable), ReaderRow("no track 2", "%\(one)?\r", .unreadable),
  ]

  /// A check character behind each end sentinel can be any sign of its track.
  private static let checked: [ReaderRow] =
    [("L", "0"), ("7", "7"), (";", ":"), ("?", "?"), ("%", "<"), ("E", "+")].map { first, second in
      ReaderRow("check characters", "%\(one)?\(first);\(two)?\(second)\r")
    } + [
      ReaderRow("check characters and unread tracks", "%E?;\(two)?9+E?\r"),
      ReaderRow("a check digit before a bare track 2", "%\(one)?5\(two)?8\r"),
      ReaderRow("check characters and returns", "%\(one)?X\r;\(two)?4\r+\(three)?1\r"),
    ]

  private static let framed: [ReaderRow] = [
    ReaderRow("framed by STX and ETX", "\u{2}%E?;\(two)?\u{3}\r"),
    ReaderRow("a blank behind the sentinel", "; \(two)?\r"), ReaderRow("blanks behind the other one", ":  \(two)?\r"),
    ReaderRow("a blank behind track 1's", "% \(one)?;\(two)?\r"),
    ReaderRow("a blank, and a few figures", "; 1234?\r", .otherCard),
    ReaderRow("Esc before it", "\u{1B}%\(one)?;\(two)?\r"),
    ReaderRow("STX, Esc and the sensor's figure", "\u{2}\u{1B}%E?;\(two)?0\r\u{3}"),
  ]

  private static let barcodes: [ReaderRow] = [
    ReaderRow("barcode", "#\(number)\r"), ReaderRow("barcode with a hyphen", "#061085-0166\r"),
    ReaderRow("barcode with a blank", "#061085 0166\r"), ReaderRow("blanks around a code", "# \(number)  \r"),
    ReaderRow("Code 128 by AIM", "#]C0061085-0166\r"), ReaderRow("Code 39 by AIM", "#]A0*\(number)*\r"),
    ReaderRow("Codabar by AIM", "#]F0A\(number)B\r"), ReaderRow("Interleaved 2 of 5 by AIM", "#]I0\(number)\r"),
    ReaderRow("QR code by AIM", "#]Q1061085-0166\r"), ReaderRow("PDF417 by AIM", "#]L2\(number)\r"),
    ReaderRow("Data Matrix by AIM, small letter", "#]d2\(number)\r"),
    ReaderRow("Code 39 with its signs", "#*\(number)*\r"), ReaderRow("Codabar with its signs", "#A\(number)B\r"),
    ReaderRow("Codabar, small signs", "#a061085-0166d\r"), ReaderRow("Zebra's letter", "#B\(number)\r"),
    ReaderRow("Zebra's letter and Codabar", "#CA\(number)B\r"), ReaderRow("Zebra's QR code", "#P01061085-0166\r"),
    ReaderRow("Honeywell's letter", "#j\(number)\r"), ReaderRow("Honeywell's letter behind", "#061085-0166b\r"),
    ReaderRow("a tab behind a code", "#\(number)\t"), ReaderRow("group separators", "#\u{1D}\(number)\u{1D}\r"),
    ReaderRow("a stripe behind the codes' prefix", "#;\(two)?\r"),
    ReaderRow("a bare track 2 behind the codes' prefix", "#\(two)\r"),
    ReaderRow("a replacement number as a code", "#661085-0166\r", .replacementNumber),
    ReaderRow("a lettered replacement number as a code", "#061085A1B6\r", .replacementNumber),
    ReaderRow("a code that is no day", "#311385-0166\r", .noDate),
    ReaderRow("a booking code", "#417382\r", .otherCode), ReaderRow("an EAN-13", "#5701234567899\r", .otherCode),
    ReaderRow("an address in a square code", "#https://example.invalid/\(number)\r", .otherCode),
    ReaderRow("words and a number", "#CPR \(number)\r", .otherCode),
    ReaderRow("two numbers", "#\(number)\(number)\r", .otherCode),
  ]

  private static let others: [ReaderRow] = [
    ReaderRow(
      "a bank card", "%B4111111111111111^DOE/JOHN^30121010000000000000?;4111111111111111=30121010000000000000?\r",
      .otherCard),
    ReaderRow("a bank card's track 2", ";4111111111111111=30121010000000000000?\r", .otherCard),
    ReaderRow(
      "a bank card, each track with a return", "%B4111111111111111^DOE/JOHN^3012101?\r;4111111111111111=3012101?\r",
      .otherCard),
    ReaderRow("a library card", ";12345678?\r", .otherCard),
    ReaderRow("a club card", "%CLUB 208?;9876543210987654?\r", .otherCard),
    ReaderRow(
      "an American driving licence",
      "%CASACRAMENTO^DOE$JOHN^1 MAIN ST^?;6360141234567890=301219850610?#%01958110100100  C               600?\r",
      .otherCard),
    ReaderRow(
      "an American driving licence, each track with a return",
      "%CASACRAMENTO^DOE$JOHN^1 MAIN ST^?\r;6360141234567890=301219850610?\r#01958110100100  C               600?\r",
      .otherCard),
    ReaderRow("ten digits as a track 2", ";\(number)?\r", .otherCard),
    ReaderRow("ten digits in a track 1", "%\(number)?\r", .unreadable),
    ReaderRow("another country's card", ";\(two.replacing("9208", with: "9752"))?\r", .otherCard),
  ]

  private static let broken: [ReaderRow] = [
    ReaderRow("a digit is missing", ";\(two.dropLast())?\r", .unreadable),
    ReaderRow("a digit too many", ";\(two)0?\r", .unreadable),
    ReaderRow("track 2 broke off", "%\(one)?;\(two.prefix(20))\r", .unreadable),
    ReaderRow("track 2 broke off without a return", ";\(two.prefix(12))", .unreadable),
    ReaderRow("the sentinel alone, with its end", ";?\r", .unreadable),
    ReaderRow("a digit was misread", ";\(two.prefix(20))<\(two.dropFirst(21))?\r", .unreadable),
    ReaderRow("no such day of validity", ";\(track(number, validFrom: "310220"))?\r", .unreadable),
    ReaderRow("two numbers", ";\(two)?;\(track("0610850182"))?\r", .unreadable),
    ReaderRow("one number twice", ";\(two)?;\(two)?\r"),
    ReaderRow("a replacement number", "%E?;\(track("6610850166"))?+E?\r", .replacementNumber),
    ReaderRow("a number that is no day", "%\(one)?;\(track("3113850166"))?\r", .noDate),
    ReaderRow("letters for digits", "%\(one)?;O8O8\(two.dropFirst(4))?\r", .otherCard),
  ]

  private static let american: [ReaderRow] = [
    ReaderRow("two tracks", "%\(one)?;\(two)?\r", us: true), ReaderRow("track 1 unread", "%E?;\(two)?+E?\r", us: true),
    ReaderRow("track 2 alone", ";\(two)?\r", us: true), ReaderRow("the other sentinel", ":\(two)?\r", us: true),
    ReaderRow("track 3 first", "+E?;\(two)?\r", us: true),
    ReaderRow("a return between tracks", "%\(one)?\r;\(two)?\r", us: true),
    ReaderRow("check characters", "%\(one)?];\(two)?=\r", us: true), ReaderRow("no return", ";\(two)?", us: true),
    ReaderRow("track 2 alone, unread", ";E?\r", .unreadable, us: true),
    ReaderRow("a bank card's track 2", ";4111111111111111=30121010000000000000?\r", .otherCard, us: true),
    ReaderRow("track 2 broke off", ";\(two.prefix(9))\r", .unreadable, us: true),
    ReaderRow("barcode with a hyphen", "#061085-0166\r", us: true),
    ReaderRow("Code 128 by AIM", "#]C0061085-0166\r", us: true),
    ReaderRow("Code 39 by AIM and its signs", "#]A0*\(number)*\r", us: true),
    ReaderRow("Interleaved 2 of 5 by AIM", "#]I0\(number)\r", us: true),
    ReaderRow("Zebra's QR code", "#P01061085-0166\r", us: true),
  ]
}

extension ReaderRow {
  /// What the keys of an American keyboard type under a Danish keymap on a Linux console: a dead key waits for the next, and a console
  /// that knows no letter for both types ASCII's sign for it first.
  static func underDanishKeymap(_ text: String) -> String {
    var typed = ""
    var dead: Character?
    for character in text {
      if let waiting = dead {
        dead = nil
        if let letter = merged[waiting]?[character] {
          typed.append(letter)
          continue
        }
        typed.append(uncombined[waiting] ?? waiting)
      }
      if let waiting = deadKeys[character] { dead = waiting } else { typed.append(keys[character] ?? character) }
    }
    return typed + (dead.flatMap { uncombined[$0].map(String.init) } ?? "")
  }

  private static let deadKeys: [Character: Character] = ["=": "´", "+": "`", "]": "¨", "}": "^"]
  private static let uncombined: [Character: Character] = ["´": "'", "`": "`", "¨": "\"", "^": "^"]
  private static let merged: [Character: [Character: Character]] = [
    "¨": ["A": "Ä", "E": "Ë", "I": "Ï", "O": "Ö", "U": "Ü"], "´": ["A": "Á", "E": "É", "I": "Í", "O": "Ó", "U": "Ú"],
    "`": ["A": "À", "E": "È", "I": "Ì", "O": "Ò", "U": "Ù"], "^": ["A": "Â", "E": "Ê", "I": "Î", "O": "Ô", "U": "Û"],
  ]
  private static let keys: [Character: Character] = [
    ";": "æ", ":": "Æ", "?": "_", "_": "?", "/": "-", "-": "+", "^": "&", "&": "/", "*": "(", "(": ")", ")": "=",
    "[": "å",
    "{": "Å", "\\": "'", "|": "*", "'": "ø", "\"": "Ø", "<": ";", ">": ":", "@": "\"", "$": "¤",
  ]
}
