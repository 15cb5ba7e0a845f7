import Quality
import Renewal
import Screens
import StrictYAML

/// Reads `kiosk.yaml`.
enum KioskReader {
  /// What `kiosk.yaml` says; of a file with faults it holds stand-ins.
  struct Part {
    var library = ""
    var box = ""
    var phone: String?
    var isDemonstration = false
    var language: Language
    var languageLine = 1
    var theme = Presentation.Contrast.light
    var touch: TouchScreen?
    var openingHours = WeekHours.never
    var officerHours = WeekHours.never
    var pickUpPlaces: [PickUpPlace] = []
    var heights = 100...200
    var secondPersonFor: Set<FlagCode> = []
    var tries: Settings<Policy.Try>
    var waits: Settings<Policy.Wait>
    var deadlines: Settings<Deadline>
    var keys = Policy.Keys.usual
    var twoKeys = TwoKeys.Wiring.keypad
    var retention: Retention
    var photoLimits = PhotoLimits.standard
    var printLimits = PrintLimits.standard
    var signatureLimits = SignatureLimits.standard
    var readers: ReaderSettings
    var notifyCommand: [String] = []
    var speech = SpeechSettings()
    var invitation: Milliseconds?
    var hasHeadset = false
    var isEnlarged = false
    var unreadLanguages = UnreadLanguages.marked
    var devices: [Device: DeviceSettings] = [:]
    var authority: String?
    var scenario = ""
    var scenarioLine = 1
  }

  /// What `kiosk.yaml` says; `languages` are those with texts.
  static func read(_ file: Section, languages: some Collection<Language>) -> Part {
    var part = Part(
      language: Language(file.text("language", atMost: 2)), tries: tries(file), waits: waits(file),
      deadlines: deadlines(file), retention: retention(file), readers: readers(file)
    )
    part.languageLine = file.line(of: "language")
    part.library = file.text("library", atMost: 40)
    part.box = file.text("box", atMost: 30)
    part.phone = phone(file)
    part.isDemonstration = file.flag("demonstration")
    part.theme = file.word("theme") ?? .light
    part.touch = file.group("touch", orElse: nil, touch)
    let closed = closedDates(file)
    part.openingHours = hours(file, "openingHours", closedDates: closed)
    part.officerHours = hours(file, "officerHours", closedDates: closed)
    part.pickUpPlaces = pickUpPlaces(file, own: languages.contains(part.language) ? part.language : nil)
    part.heights = heights(file)
    part.secondPersonFor = file.words("secondPersonFor")
    part.keys = keys(file)
    part.twoKeys = file.group("twoKeys", orElse: .keypad, twoKeys)
    part.photoLimits = file.group("photo", photoLimits) ?? .standard
    part.printLimits = file.group("fingerprints", printLimits) ?? .standard
    part.signatureLimits = file.group("signature", signatureLimits) ?? .standard
    part.notifyCommand = command(file, "notifyCommand")
    part.speech = speech(file)
    part.invitation =
      file.optional("speechInvitation") == nil ? nil : file.span("speechInvitation", .seconds(60)...(.seconds(7_200)))
    part.hasHeadset = file.flag("headset", orElse: false)
    part.isEnlarged = file.flag("largeLetters", orElse: false)
    part.unreadLanguages = file.word("unreadLanguages", orElse: .marked)
    part.devices = devices(file)
    part.authority = authority(file, beside: part.devices)
    part.scenario = file.text("scenario", atMost: 60)
    part.scenarioLine = file.line(of: "scenario")
    return part
  }

  /// Whom people ring; nothing where nobody answers.
  private static func phone(_ file: Section) -> String? {
    guard let value = file.optional("phone") else { return nil }
    let number = file.text("phone", value, atMost: 20) ?? ""
    let figures = "0123456789"
    let isNumber =
      number.count { figures.contains($0) } >= 3 && number.allSatisfy { figures.contains($0) || "+ ".contains($0) }
    if !number.isEmpty, !isNumber {
      file.reject(
        "phone", value, expected: "a telephone number in figures and spaces, such as 12 34 56 78",
        mend: "write it so, or leave the line out where nobody answers")
    }
    return number
  }

  /// A screen that is pressed; sizes are in millimetres.
  private static func touch(_ group: Section) -> TouchScreen? {
    TouchScreen(
      hasKeypad: group.flag("keypad"), cellWidth: group.number("cellWidth", 1...40),
      cellHeight: group.number("cellHeight", 1...40))
  }

  private static func pickUpPlaces(_ file: Section, own: Language?) -> [PickUpPlace] {
    let expected = "one to nine places"
    let places = file.list("pickUpPlaces", of: "places") { value, index -> PickUpPlace? in
      let key = "pickUpPlaces[\(index)]"
      guard case .mapping = value.content else { return file.text(key, value, atMost: 50).map { PickUpPlace($0) } }
      return file.group(at: key, value) { place(named: $0, own: own) }
    }
    if let value = file.optional("pickUpPlaces"), case .list(let values) = value.content,
      !(1...9).contains(values.count)
    {
      file.reject("pickUpPlaces", value, expected: expected)
    }
    return places
  }

  /// A place with its name in the box's own language, and in as many others as there are; each key is a language's code. A box whose
  /// own language has no texts has a greater fault than that a place lacks a name.
  private static func place(named names: Section, own: Language?) -> PickUpPlace {
    let codes = names.keys.filter { $0.utf8.count == 2 && $0.utf8.allSatisfy { (97...122).contains($0) } }
    let name = own.map { names.text($0.code, atMost: 50) } ?? ""
    let others = codes.filter { $0 != own?.code }.map { (Language($0), names.text($0, atMost: 50)) }
    return PickUpPlace(name, Dictionary(others, uniquingKeysWith: { $1 }))
  }

  private static func heights(_ file: Section) -> ClosedRange<Int> {
    let expected = "[least, most] in centimetres from 40 to 260, the smaller first"
    guard let value = file.value("heights", expected: expected) else { return 40...260 }
    guard case .list(let values) = value.content, values.count == 2,
      let low = values[0].plain.flatMap(Section.whole), let high = values[1].plain.flatMap(Section.whole),
      40 <= low, low < high, high <= 260
    else {
      file.reject("heights", value, expected: expected)
      return 40...260
    }
    return low...high
  }

  /// A program with its arguments; an empty list is no program. No shell is ever asked, so nothing needs escaping.
  static func command(_ file: Section, _ key: String) -> [String] {
    let words = file.list(key, of: "a program and its arguments") { value, index in
      file.text("\(key)[\(index)]", value, atMost: 200)
    }
    if let program = words.first, !program.hasPrefix("/") {
      file.reject(key, found: "the program “\(YAMLValue.excerpt(program))”", expected: "a path that begins with /")
    }
    return words
  }
}
