import PassportRules
import Renewal
package import StrictYAML

extension Scenario {
  /// Reads a scenario strictly: an unknown key, a wrong type or a person nobody knows is refused with its line.
  package init(name: String, yaml: String, file: String, register: Register) throws(ConfigurationFaults) {
    self = try Section.read(yaml, file: file) { Scenario(name: name, $0, register) }
  }

  private init(name: String, _ file: Section, _ register: Register) {
    self.name = name
    title = file.group("title") { Title($0) } ?? Title(danish: "", english: "")
    person = file.person("person", register)
    typedNumber = file.whenGiven("typedNumber") { Self.typedNumber($0, file, register) } ?? nil
    documents = file.groups(orNone: "documents") { DocumentScene($0, register) }
    live = file.groups(orNone: "live") { LivePhase($0) }
    photos = file.groups(orNone: "photos") { PhotoRound($0) }
    fingers = file.group("fingers", orElse: [:]) { named in
      var fingers: [Finger: [FingerScene]] = [:]
      for finger in Finger.allCases {
        fingers[finger] = named.whenGiven("\(finger)") { key in named.groups(key) { FingerScene($0) } }
      }
      return fingers
    }
    signatures = file.sequence("signatures", orElse: [.usual])
    payments = file.groups(orNone: "payments") { PaymentScene($0) }
    receipts = file.sequence("receipts", orElse: [.prints])
    authority = file.sequence("authority", orElse: [.answers])
    failures = DeviceFailure.all(file)
  }

  /// A number that is nobody's: one that no person can have been given, or one with a slip in it, which has no check digits that fit.
  private static func typedNumber(_ key: String, _ file: Section, _ register: Register) -> String? {
    let text = file.text(key)
    guard text.utf8.count == 10, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      file.reject(key, found: "“\(YAMLValue.excerpt(text))”", expected: "ten digits in quotes")
      return nil
    }
    if let number = try? CPRNumber(parsing: text), number.mayBeSomebodys || register.numbers.contains(number) {
      file.reject(
        key, found: "a CPR number", expected: "a number that is nobody's; people who have one are in the register")
    }
    return text
  }
}

extension Section {
  /// The name of a person, who must be in the register.
  fileprivate func person(_ key: String, _ register: Register) -> String {
    let person = text(key)
    guard !person.isEmpty, register.people[person] == nil else { return person }
    reject(
      key, found: "“\(YAMLValue.excerpt(person))”",
      expected: "one of the register's people: \(register.people.keys.sorted().joined(separator: ", "))")
    return person
  }
}

extension Scenario.Title {
  fileprivate init(_ title: Section) {
    danish = title.text("da")
    english = title.text("en")
  }
}

extension DocumentScene {
  fileprivate init(_ scene: Section, _ register: Register) {
    placing = scene.word("placing", orElse: placing)
    owner = scene.whenGiven("owner") { scene.person($0, register) }
    chip = scene.word("chip", orElse: chip)
    smudges = scene.whole("smudges", 0...20, orElse: smudges)
    misread = scene.whole("misread", 0...20, orElse: misread)
    isLeftBehind = scene.flag("leftBehind", orElse: isLeftBehind)
    takenAfter = scene.whenGiven("takenAfter") { scene.number($0, 0...600) }
    if takenAfter != nil, !isLeftBehind {
      scene.reject("takenAfter", found: "“takenAfter” alone", expected: "“leftBehind: true” beside it")
    }
    seconds = scene.number("seconds", 0...120, orElse: seconds)
  }
}

extension LivePhase {
  fileprivate init(_ phase: Section) {
    self.init(scene: FaceScene(phase), seconds: phase.number("seconds", 0...120, orElse: 2))
    isSuspicious = phase.flag("suspicion", orElse: false)
  }
}

extension PhotoRound {
  fileprivate init(_ round: Section) {
    scene = FaceScene(round)
    isSuspicious = round.flag("suspicion", orElse: false)
  }
}

extension FaceScene {
  fileprivate init(_ scene: Section) {
    self.init()
    company = scene.word("company", orElse: company)
    headHeight = scene.number("headHeight", 0.1...1.2, orElse: headHeight)
    offsetX = scene.number("offsetX", -0.5...0.5, orElse: offsetX)
    offsetY = scene.number("offsetY", -0.5...0.5, orElse: offsetY)
    roll = scene.number("roll", -45...45, orElse: roll)
    leftEye = scene.number("leftEye", 0...1, orElse: leftEye)
    rightEye = scene.number("rightEye", 0...1, orElse: rightEye)
    mouth = scene.number("mouth", 0...1, orElse: mouth)
    glare = scene.number("glare", 0...1, orElse: glare)
    light = scene.number("light", 0...3, orElse: light)
    sideShadow = scene.number("sideShadow", -1...1, orElse: sideShadow)
    clutter = scene.number("clutter", 0...1, orElse: clutter)
    blur = scene.number("blur", 0...40, orElse: blur)
    grain = scene.number("grain", 0...60, orElse: grain)
  }
}

extension FingerScene {
  fileprivate init(_ scene: Section) {
    touches = scene.flag("touches", orElse: true)
    actual = scene.whenGiven("actual") { Self.finger($0, scene) } ?? nil
    isSuspicious = scene.flag("suspicion", orElse: false)
    if isSuspicious, !touches {
      scene.reject("suspicion", found: "“touches: false” beside it", expected: "a finger that touches the sensor")
    }
    touch.dryness = scene.number("dryness", 0...1, orElse: touch.dryness)
    touch.wetness = scene.number("wetness", 0...1, orElse: touch.wetness)
    touch.smear = scene.number("smear", 0...1, orElse: touch.smear)
    touch.coverage = scene.number("coverage", 0...1, orElse: touch.coverage)
    touch.shiftX = scene.number("shiftX", -200...200, orElse: touch.shiftX)
    touch.shiftY = scene.number("shiftY", -200...200, orElse: touch.shiftY)
    touch.degrees = scene.number("degrees", -90...90, orElse: touch.degrees)
    touch.grain = scene.number("grain", 0...100, orElse: touch.grain)
  }

  private static func finger(_ key: String, _ scene: Section) -> Finger? {
    let name = scene.text(key)
    if let finger = Finger.allCases.first(where: { "\($0)" == name }) { return finger }
    scene.reject(key, found: "“\(YAMLValue.excerpt(name))”", expected: "a finger such as rightIndex")
    return nil
  }
}

extension PaymentScene {
  fileprivate init(_ scene: Section) {
    course = scene.word("course", orElse: course)
    losesAnswer = scene.flag("losesAnswer", orElse: false)
    losesRequest = scene.flag("losesRequest", orElse: false)
    takesInstead = scene.whenGiven("takesInstead") { scene.whole($0, 0...100_000) }
    status = scene.sequence("status", orElse: [])
    reversals = scene.sequence("reversals", orElse: [.works])
  }
}
