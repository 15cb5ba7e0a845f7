import PassportRules
import Renewal
import Yams

extension Scenario {
  /// Reads a scenario strictly: an unknown key, a wrong type or a person nobody knows is refused with its line.
  package init(name: String, yaml: String, file: String, register: Register) throws(ScenarioFault) {
    let root = try Self.root(yaml, file)
    let fields = try Fields(
      root, file: file,
      keys: [
        "title", "person", "typedNumber", "documents", "live", "photos", "fingers", "signatures", "payments",
        "receipts", "authority", "devices",
      ])
    self.name = name
    title = try Title(fields)
    person = try fields.text("person")
    guard register.people[person] != nil else {
      throw fields.fault(
        "person", "one of the register's people: \(register.people.keys.sorted().joined(separator: ", "))")
    }
    typedNumber = try Self.typedNumber(fields)
    documents = try Self.each("documents", fields, register, DocumentScene.init(fields:register:))
    live = try Self.each("live", fields, register, LivePhase.init(fields:register:))
    photos = try Self.each("photos", fields, register, PhotoRound.init(fields:register:))
    signatures = try fields.words("signatures", else: [.usual])
    payments = try Self.each("payments", fields, register, PaymentScene.init(fields:register:))
    receipts = try fields.words("receipts", else: [.prints])
    authority = try fields.words("authority", else: [.answers])
    fingers = try Self.fingers(fields, register)
    failures = try DeviceFailure.all(fields)
  }

  static func root(_ yaml: String, _ file: String) throws(ScenarioFault) -> Node {
    do {
      if let root = try compose(yaml: yaml) { return root }
    } catch let error as YamlError {
      let (line, problem) = Self.told(of: error)
      throw ScenarioFault(file: file, line: line, problem: "no YAML: \(problem)")
    } catch {
      throw ScenarioFault(file: file, line: nil, problem: "no YAML")
    }
    throw ScenarioFault(file: file, line: 1, problem: "the file is empty")
  }

  /// What the parser found, in one line, and where.
  private static func told(of error: YamlError) -> (line: Int?, problem: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, problem)
    case .duplicatedKeysInMapping(let keys, let context):
      (context.mark.line, "the key “\(keys.first ?? "")” stands twice in the group that begins here")
    case .reader(let problem, _, _, _): (nil, problem)
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded: (nil, "the text cannot be parsed")
    }
  }

  /// A number that is nobody's: one that no person can have been given.
  private static func typedNumber(_ fields: Fields) throws(ScenarioFault) -> String? {
    guard let text = try fields.optionalText("typedNumber") else { return nil }
    guard text.utf8.count == 10, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw fields.fault("typedNumber", "ten digits in quotes")
    }
    do {
      _ = try CPRNumber(parsing: text)
    } catch {
      return text
    }
    throw fields.fault("typedNumber", "a number that is no CPR number; people with one are in the register")
  }

  private static func each<Scene>(
    _ key: String, _ fields: Fields, _ register: Register,
    _ read: (Reading, Register) throws(ScenarioFault) -> Scene
  ) throws(ScenarioFault) -> [Scene] {
    var scenes: [Scene] = []
    for node in try fields.list(key) { scenes.append(try read(Reading(node: node, file: fields.file), register)) }
    return scenes
  }

  private static func fingers(_ fields: Fields, _ register: Register) throws(ScenarioFault) -> [Finger: [FingerScene]] {
    guard let node = fields.node("fingers") else { return [:] }
    let names = Finger.allCases.map { "\($0)" }
    let named = try Fields(node, file: fields.file, keys: names)
    var fingers: [Finger: [FingerScene]] = [:]
    for finger in Finger.allCases where named.node("\(finger)") != nil {
      fingers[finger] = try each("\(finger)", named, register, FingerScene.init(fields:register:))
    }
    return fingers
  }
}

/// One entry of a list, about to be read.
struct Reading {
  let node: Node
  let file: String

  func fields(_ keys: [String]) throws(ScenarioFault) -> Fields { try Fields(node, file: file, keys: keys) }
}

extension DocumentScene {
  init(fields reading: Reading, register: Register) throws(ScenarioFault) {
    let fields = try reading.fields([
      "placing", "owner", "chip", "smudges", "misread", "leftBehind", "takenAfter", "seconds",
    ])
    placing = try fields.word("placing", else: .right)
    owner = try fields.optionalText("owner")
    if let owner, register.people[owner] == nil { throw fields.fault("owner", "one of the register's people") }
    chip = try fields.word("chip", else: .genuine)
    smudges = try fields.whole("smudges", 0...20) ?? 0
    misread = try fields.whole("misread", 0...20) ?? 0
    isLeftBehind = try fields.flag("leftBehind", else: false)
    if fields.node("takenAfter") != nil {
      guard isLeftBehind else { throw fields.fault("takenAfter", "“leftBehind: true” beside it") }
      takenAfter = try fields.number("takenAfter", 0...600, else: 0)
    }
    seconds = try fields.number("seconds", 0...120, else: 2.5)
  }
}

extension LivePhase {
  init(fields reading: Reading, register: Register) throws(ScenarioFault) {
    let fields = try reading.fields(FaceScene.keys + ["seconds", "suspicion"])
    scene = try FaceScene(fields)
    seconds = try fields.number("seconds", 0...120, else: 2)
    isSuspicious = try fields.flag("suspicion", else: false)
  }
}

extension PhotoRound {
  init(fields reading: Reading, register: Register) throws(ScenarioFault) {
    let fields = try reading.fields(FaceScene.keys + ["suspicion"])
    scene = try FaceScene(fields)
    isSuspicious = try fields.flag("suspicion", else: false)
  }
}

extension FaceScene {
  static let keys = [
    "company", "headHeight", "offsetX", "offsetY", "roll", "leftEye", "rightEye", "mouth", "glare", "light",
    "sideShadow", "clutter", "blur", "grain",
  ]

  init(_ fields: Fields) throws(ScenarioFault) {
    self.init()
    company = try fields.word("company", else: company)
    headHeight = try fields.number("headHeight", 0.1...1.2, else: headHeight)
    offsetX = try fields.number("offsetX", -0.5...0.5, else: offsetX)
    offsetY = try fields.number("offsetY", -0.5...0.5, else: offsetY)
    roll = try fields.number("roll", -45...45, else: roll)
    leftEye = try fields.number("leftEye", 0...1, else: leftEye)
    rightEye = try fields.number("rightEye", 0...1, else: rightEye)
    mouth = try fields.number("mouth", 0...1, else: mouth)
    glare = try fields.number("glare", 0...1, else: glare)
    light = try fields.number("light", 0...3, else: light)
    sideShadow = try fields.number("sideShadow", -1...1, else: sideShadow)
    clutter = try fields.number("clutter", 0...1, else: clutter)
    blur = try fields.number("blur", 0...40, else: blur)
    grain = try fields.number("grain", 0...60, else: grain)
  }
}

extension FingerScene {
  init(fields reading: Reading, register: Register) throws(ScenarioFault) {
    let fields = try reading.fields([
      "touches", "actual", "dryness", "wetness", "smear", "coverage", "shiftX", "shiftY", "degrees", "grain",
      "suspicion",
    ])
    touches = try fields.flag("touches", else: true)
    if let name = try fields.optionalText("actual") {
      guard let finger = Finger.allCases.first(where: { "\($0)" == name }) else {
        throw fields.fault("actual", "a finger such as rightIndex")
      }
      actual = finger
    }
    isSuspicious = try fields.flag("suspicion", else: false)
    if isSuspicious, !touches { throw fields.fault("suspicion", "no “touches: false” beside it") }
    touch.dryness = try fields.number("dryness", 0...1, else: touch.dryness)
    touch.wetness = try fields.number("wetness", 0...1, else: touch.wetness)
    touch.smear = try fields.number("smear", 0...1, else: touch.smear)
    touch.coverage = try fields.number("coverage", 0...1, else: touch.coverage)
    touch.shiftX = try fields.number("shiftX", -200...200, else: touch.shiftX)
    touch.shiftY = try fields.number("shiftY", -200...200, else: touch.shiftY)
    touch.degrees = try fields.number("degrees", -90...90, else: touch.degrees)
    touch.grain = try fields.number("grain", 0...100, else: touch.grain)
  }
}

extension PaymentScene {
  init(fields reading: Reading, register: Register) throws(ScenarioFault) {
    let fields = try reading.fields([
      "course", "losesAnswer", "losesRequest", "takesInstead", "status", "reversals",
    ])
    course = try fields.word("course", else: .pays)
    losesAnswer = try fields.flag("losesAnswer", else: false)
    losesRequest = try fields.flag("losesRequest", else: false)
    takesInstead = try fields.whole("takesInstead", 0...100_000)
    status = try fields.words("status", else: [])
    reversals = try fields.words("reversals", else: [.works])
  }
}
