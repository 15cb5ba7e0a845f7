package import Renewal
package import Screens

/// What a desk tells the box, one message a frame.
package enum DeskMessage: Hashable, Sendable, Codable {
  /// The first word of a desk.
  case hello(version: Int, terminal: DeskTerminal)
  /// Keys, and the number of the drawing they were pressed at.
  case keys(keys: [WireKey], seen: Int)
  /// A mouse or a finger on the screen of that number.
  case press(column: Int, row: Int, seen: Int)
  /// The desk's terminal has another size now.
  case resized(columns: Int, rows: Int)
  /// The first word of a script that wants the queue, and nothing else.
  case list(version: Int)
  /// The first word of a script that wants the devices, and nothing else.
  case devices(version: Int)
  /// The first word of a script that has the box send what waits for the authority, and nothing else; it takes a supervisor's number
  /// and PIN, and the answer is `bye`.
  case send(version: Int, staff: String, pin: String)
  /// The first word of a command that changed accounts: the box looks who may do nothing any more; the answer is `bye`. It is taken
  /// from root and from the box's own user.
  case accounts(version: Int)
  /// The desk goes.
  case bye

  /// The most keys in one message.
  package static let mostKeys = 64
}

/// What the box tells a desk, one message a frame.
package enum BoxMessage: Hashable, Sendable, Codable {
  /// The answer to `hello`: which box this is.
  case welcome(box: String)
  /// A picture that the next drawings show; only to a desk that said that its terminal shows pictures.
  case picture(picture: PictureMessage)
  /// What changed on the screen.
  case screen(change: ScreenChange)
  /// How many flags wait, and whether one of them is new, which the desk's bell tells.
  case flags(count: Int, isNew: Bool)
  /// The answer to `list`.
  case queue(lines: [QueueLine])
  /// The answer to `devices`.
  case devices(lines: [DeviceLine])
  /// The connection is not taken.
  case refused(why: ClientRefusal, version: Int)
  /// The connection ends because whoever sat at the desk left it.
  case bye
  /// The connection ends because nobody logged in; a key at the desk begins another one.
  case rest
}

/// Why the box takes no connection.
package enum ClientRefusal: String, Hashable, Sendable, Codable, CaseIterable {
  /// Desk and box are of different versions; the box's is told.
  case version
  /// As many desks are connected as may be.
  case full
  /// As many are connected of this Unix user as may be.
  case tooMany
  /// It takes a supervisor's number and PIN.
  case notAuthorised
  /// After wrong PINs this user must wait.
  case locked
  /// The PIN is somebody else's choice: its owner logs in at a desk and chooses another one first.
  case mustChangePIN
  /// The accounts cannot be asked.
  case unavailable
}

extension ClientRefusal {
  /// Why the box does not send for who was so answered; nothing for a supervisor.
  init?(ofSending answer: AccountsAnswer) {
    switch answer {
    case .welcome(let session) where session.role.covers(.supervisor): return nil
    case .welcome, .wrong, .untrusted, .pinRefused: self = .notAuthorised
    case .locked: self = .locked
    case .mustChangePIN: self = .mustChangePIN
    case .unavailable: self = .unavailable
    }
  }
}

/// The staff socket's own version: both ends must have the same. What a desk may leave out, or need not understand because it did not ask
/// for it, is no other version: the pictures.
package enum Wire {
  package static let version = 2
}

/// A desk's terminal: its size, what it can show, and its theme.
package struct DeskTerminal: Hashable, Sendable, Codable {
  /// 1 to `Size.largest`.
  package let columns: Int
  /// 1 to `Size.largest`.
  package let rows: Int
  private let colours: Int
  private let halfBlocks: Bool
  private let symbols: Bool
  private let theme: String
  /// Whether pictures are shown by their own pixels; nothing from a desk that does not know how.
  private let pixels: Bool?

  /// A terminal as it was measured.
  package init(size: Size, capabilities: TerminalCapabilities, contrast: Presentation.Contrast) {
    columns = size.columns
    rows = size.rows
    colours = capabilities.colours.rawValue
    halfBlocks = capabilities.halfBlocks
    symbols = capabilities.symbols
    theme = contrast.rawValue
    pixels = capabilities.hasPixels ? true : nil
  }

  /// The size, brought within what is drawn to.
  package var size: Size { Size(columns: columns, rows: rows).clamped }
  /// What the terminal can show; a number of colours that is not known here is none.
  package var capabilities: TerminalCapabilities {
    TerminalCapabilities(
      colours: ColourDepth(rawValue: colours) ?? .mono, halfBlocks: halfBlocks, symbols: symbols,
      hasPixels: pixels ?? false)
  }
  /// The theme; one that is not known here is the light one.
  package var contrast: Presentation.Contrast { Presentation.Contrast(rawValue: theme) ?? .light }
}

/// A flag in the queue as anybody of staff's group may read it: nothing personal.
package struct QueueLine: Hashable, Sendable, Codable {
  /// The flag's stable code.
  package let code: String
  /// `info`, `help`, `officer` or `urgent`.
  package let severity: String
  /// Where the visit was; nothing for the box's own.
  package let step: String?
  /// The device it is about.
  package let device: String?
  /// The case's number; nothing for the box's own.
  package let number: String?
  /// Whole minutes since it was raised; nothing when that is not known.
  package let minutes: Int?
  /// Whether a desk has it.
  package let isClaimed: Bool

  /// The same flag whatever its age, and whoever has it.
  package var ageless: QueueLine {
    QueueLine(
      code: code, severity: severity, step: step, device: device, number: number, minutes: nil, isClaimed: false)
  }

  private init(
    code: String, severity: String, step: String?, device: String?, number: String?, minutes: Int?, isClaimed: Bool
  ) {
    self.code = code
    self.severity = severity
    self.step = step
    self.device = device
    self.number = number
    self.minutes = minutes
    self.isClaimed = isClaimed
  }

  /// An entry of the queue with its age in minutes.
  package init(_ entry: QueueEntry, minutes: Int?) {
    code = entry.flag.code.rawValue
    severity = "\(entry.flag.code.severity)"
    step = entry.flag.step?.rawValue
    device = entry.flag.device?.rawValue
    number =
      switch entry.workItem {
      case .visit(let number): number.description
      case .box: nil
      }
    self.minutes = minutes
    isClaimed = entry.claim != nil
  }
}

/// A device as anybody of staff's group may read it.
package struct DeviceLine: Hashable, Sendable, Codable {
  /// Which device it is.
  package let device: String
  /// What it told last; nothing while it has told nothing.
  package let state: String?
  /// Whether no visit begins without it.
  package let isRequired: Bool
  /// What runs in device and driver; nothing while that is not known, or where it is part of the program.
  package let firmware: String?
  /// Why its driver is not used, else why it failed last; nothing where it is, and has not failed since the box began.
  package let fault: String?
  /// What a person must do about that.
  package let action: String?

  /// A device with its state, its version, its last failure, and why its driver is not used.
  package init(
    _ device: Device, _ state: DeviceState?, isRequired: Bool, firmware: String?, fault: DeviceFault?,
    refusal: DriverRefusal? = nil
  ) {
    self.device = device.rawValue
    self.state = state?.rawValue
    self.isRequired = isRequired
    self.firmware = firmware
    self.fault = refusal?.rawValue ?? fault?.reason.rawValue
    action = (refusal?.action ?? fault?.action)?.rawValue
  }
}

/// A key in one word.
package struct WireKey: Hashable, Sendable, Codable {
  /// The key.
  package let key: Key

  /// A key to send.
  package init(_ key: Key) { self.key = key }

  private static let named: [(Key, String)] = [
    (.enter, "enter"), (.back, "back"), (.stop, "stop"), (.help, "help"), (.again, "again"), (.up, "up"),
    (.down, "down"), (.left, "left"), (.right, "right"), (.tab, "tab"), (.backTab, "backTab"),
  ]

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let word = try container.decode(String.self)
    let scalars = Array(word.unicodeScalars)
    if let known = Self.named.first(where: { $0.1 == word }) {
      key = known.0
    } else if scalars.count == 1, let figure = scalars.first, ("0"..."9").contains(figure) {
      key = .digit(Int(figure.value) - 48)
    } else if scalars.count == 2, scalars[0] == "=", Repertoire.contains(scalars[1]) {
      key = .letter(scalars[1])
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no key")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(word)
  }

  private var word: String {
    switch key {
    case .digit(let figure): String(figure)
    case .letter(let scalar): "=\(scalar)"
    case .enter, .back, .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab:
      Self.named.first { $0.0 == key }?.1 ?? ""
    }
  }
}
