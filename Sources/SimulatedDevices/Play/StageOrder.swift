import Renewal

/// An order to a stage: a word, what follows it, and what is done then.
package struct StageOrder: Sendable {
  /// What an order is given: the words behind its own, and with which command it shall happen, counted from now.
  struct Call {
    let words: [String]
    let number: Int?
  }

  /// Its word.
  package let word: String
  /// What it does, in a line.
  package let about: String
  /// What can follow, place by place.
  let choices: @Sendable (Stage) -> [[String]]
  /// Whether `at N` can follow.
  let takesNumber: Bool
  /// Does it; what is told of it, and nothing where the words are none that are known.
  let obey: @Sendable (Stage, Call) -> String?
}

extension Stage {
  /// Every order.
  package static let orders: [StageOrder] =
    [people, passport, chip, page, face, finger, signature, card, receipt, paper, line, unplug, plug, press, fault]
    .flatMap { $0 }

  /// Does what a line says; what is told of it, and whether it was done.
  package func obey(_ text: String) -> (told: String, isDone: Bool) {
    var words = text.split(whereSeparator: \.isWhitespace).map { String($0) }
    guard let word = words.first else { return ("", true) }
    guard let order = Self.orders.first(where: { $0.word == word }) else {
      return ("no order “\(word)”: there are \(Self.orders.map(\.word).joined(separator: ", "))", false)
    }
    words.removeFirst()
    var number: Int?
    if let place = words.firstIndex(of: "at") {
      guard order.takesNumber, place == words.count - 2, let count = Int(words[place + 1]), (1...50).contains(count)
      else { return (order.takesNumber ? "“at” takes a number from 1 to 50" : "\(word) takes no “at”", false) }
      number = count
      words.removeLast(2)
    }
    if let told = order.obey(self, StageOrder.Call(words: words, number: number)) { return (told, true) }
    let places = order.choices(self).map { $0.joined(separator: "|") }
    return ("\(word) \(places.joined(separator: " "))\(order.takesNumber ? " [at N]" : ""): \(order.about)", false)
  }

  /// What can stand where a line ends, in the place of the last word: whole words that begin like it.
  package func completions(of text: String, others: [String] = []) -> [String] {
    var words = text.split(whereSeparator: \.isWhitespace).map { String($0) }
    let begun = text.last?.isWhitespace ?? true ? "" : words.popLast() ?? ""
    let known: [String]
    if let word = words.first {
      guard let order = Self.orders.first(where: { $0.word == word }) else { return [] }
      let choices = order.choices(self)
      let place = words.count - 1
      let takesNumber = order.takesNumber && place > 0 && !words.contains("at")
      known =
        (choices.indices.contains(place) && !words.contains("at") ? choices[place] : []) + (takesNumber ? ["at"] : [])
    } else {
      known = Self.orders.map(\.word) + others
    }
    return known.filter { $0.hasPrefix(begun) }.sorted()
  }

  // MARK: The orders

  private static func order(
    _ word: String, _ about: String, takesNumber: Bool = false, _ choices: @escaping @Sendable (Stage) -> [[String]],
    _ obey: @escaping @Sendable (Stage, StageOrder.Call) -> String?
  ) -> [StageOrder] {
    [StageOrder(word: word, about: about, choices: choices, takesNumber: takesNumber, obey: obey)]
  }

  /// An order whose one word says what is planned, from now on or for the so-manieth time.
  private static func plan<Scene: Sendable>(
    _ word: String, _ about: String, _ path: any WritableKeyPath<Scenario, [Scene]> & Sendable, _ kind: String,
    usual: @escaping @Sendable () -> Scene, _ scenes: KeyValuePairs<String, @Sendable (inout Scene) -> Void>
  ) -> [StageOrder] {
    order(word, about, takesNumber: true, { _ in [scenes.map(\.key)] }) { stage, call in
      guard call.words.count == 1, let change = scenes.first(where: { $0.key == call.words[0] })?.value else {
        return nil
      }
      var scene = usual()
      change(&scene)
      stage.world.play.plan(path, kind, scene, at: call.number, usual: usual())
      return "\(word) \(call.words[0])\(call.number.map { ", the \($0). time from now" } ?? " from now on")"
    }
  }

  private static var people: [StageOrder] {
    order("scenario", "begins another scenario", { [$0.scenarios] }) { stage, call in
      guard let name = call.words.first, stage.begin(name) else { return nil }
      return "begun: \(stage.world.scenario.title.english); type \(stage.typed)"
    }
      + order("person", "somebody else sits there", { [$0.world.register.people.keys.sorted()] }) { stage, call in
        guard let key = call.words.first, stage.world.register.people[key] != nil else { return nil }
        stage.seat(key)
        return "\(key) sits there; type \(stage.typed)"
      }
  }

  private static var passport: [StageOrder] {
    order(
      "passport", "lays the old passport down, takes it, or lets the scenario do so", { _ in [["on", "off", "auto"]] }
    ) {
      stage, call in
      switch call.words {
      case ["on"]: stage.lay(true)
      case ["off"]: stage.lay(false)
      case ["auto"]: stage.lay(nil)
      case _: return nil
      }
      return "passport \(call.words[0])"
    }
      + plan(
        "lay", "how the passport lies, the next times", \.documents, "document", usual: { DocumentScene() },
        [
          "right": { _ in }, "upside-down": { $0.placing = .upsideDown }, "skewed": { $0.placing = .skewed },
          "two": { $0.placing = .twoDocuments }, "nothing": { $0.placing = .nothing },
          "left-behind": { $0.isLeftBehind = true },
        ])
  }

  private static var chip: [StageOrder] {
    plan(
      "chip", "how the passport's chip behaves", \.documents, "document", usual: { DocumentScene() },
      [
        "genuine": { _ in }, "differs": { $0.chip = .differs }, "silent": { $0.chip = .silent },
        "locked": { $0.chip = .locked }, "taken-away": { $0.chip = .takenAway }, "altered": { $0.chip = .altered },
        "unknown-signer": { $0.chip = .unknownSigner }, "cloned": { $0.chip = .cloned },
        "slow": { $0.seconds = 40 },
      ])
  }

  private static var page: [StageOrder] {
    plan(
      "page", "what can be read of the passport's page", \.documents, "document", usual: { DocumentScene() },
      ["clean": { _ in }, "smudged": { $0.smudges = 12 }, "misread": { $0.misread = 4 }])
      + order(
        "owner", "whose passport it is", takesNumber: true, { [$0.world.register.people.keys.sorted()] }
      ) { stage, call in
        guard let key = call.words.first, stage.world.register.people[key] != nil else { return nil }
        var scene = DocumentScene()
        scene.owner = key
        stage.world.play.plan(\.documents, "document", scene, at: call.number, usual: DocumentScene())
        return "the passport is \(key)’s"
      }
  }

  private static let faces: KeyValuePairs<String, @Sendable (inout FaceScene) -> Void> = [
    "good": { $0 = FaceScene() }, "closer": { $0.headHeight = min(1.2, $0.headHeight + 0.12) },
    "farther": { $0.headHeight = max(0.1, $0.headHeight - 0.12) }, "left": { $0.offsetX -= 0.08 },
    "right": { $0.offsetX += 0.08 }, "up": { $0.offsetY -= 0.08 }, "down": { $0.offsetY += 0.08 },
    "tilted": { $0.roll += 12 }, "straight": { $0.roll = 0 },
    "eyes-closed": {
      $0.leftEye = 0
      $0.rightEye = 0
    },
    "eyes-open": {
      $0.leftEye = 1
      $0.rightEye = 1
    }, "mouth-open": { $0.mouth = 0.8 },
    "mouth-closed": { $0.mouth = 0 }, "glare": { $0.glare = 0.9 }, "no-glare": { $0.glare = 0 },
    "dark": { $0.light = 0.35 }, "bright": { $0.light = 1.9 }, "lit": { $0.light = 1 },
    "shadow": { $0.sideShadow = 0.7 }, "clutter": { $0.clutter = 0.8 }, "blurred": { $0.blur = 12 },
    "sharp": { $0.blur = 0 }, "alone": { $0.company = .alone }, "another": { $0.company = .another },
    "nobody": { $0.company = .nobody },
  ]

  private static var face: [StageOrder] {
    order(
      "face", "how the citizen sits before the camera, step by step", { _ in [faces.map(\.key) + ["held-up", "auto"]] }
    ) { stage, call in
      guard call.words.count == 1 else { return nil }
      switch call.words[0] {
      case "auto":
        stage.world.play.change { _, hand in
          hand.face = nil
          hand.isSuspicious = false
        }
      case "held-up": stage.world.play.change { $1.isSuspicious = true }
      case let word:
        guard let change = faces.first(where: { $0.key == word })?.value else { return nil }
        stage.world.play.change { _, hand in
          var face = hand.face ?? FaceScene()
          change(&face)
          hand.face = face
          if word == "good" { hand.isSuspicious = false }
        }
      }
      return "face \(call.words[0])"
    }
  }

  private static let touches: KeyValuePairs<String, @Sendable (inout FingerScene) -> Void> = [
    "good": { _ in }, "dry": { $0.touch.dryness = 0.9 }, "wet": { $0.touch.wetness = 0.9 },
    "worn": { $0.touch.smear = 0.9 }, "edge": { $0.touch.coverage = 0.3 }, "none": { $0.touches = false },
    "wax": { $0.isSuspicious = true }, "thumb": { $0.actual = .rightThumb },
  ]

  private static var finger: [StageOrder] {
    order(
      "finger", "how a finger is put on the sensor; all of them where none is named", takesNumber: true,
      { _ in [touches.map(\.key), Finger.allCases.map { "\($0)" }] }
    ) { stage, call in
      guard (1...2).contains(call.words.count), let change = touches.first(where: { $0.key == call.words[0] })?.value
      else { return nil }
      let named = call.words.count == 1 ? Finger.allCases : Finger.allCases.filter { "\($0)" == call.words[1] }
      guard !named.isEmpty else { return nil }
      var scene = FingerScene()
      change(&scene)
      for finger in named {
        stage.world.play.plan(
          \.[finger], "\(finger)", scene, at: call.number, usual: FingerScene())
      }
      return "finger \(call.words.joined(separator: " "))"
    }
  }

  private static var signature: [StageOrder] {
    plan(
      "sign", "how it is signed", \.signatures, "signature", usual: { .usual },
      [
        "usual": { _ in }, "tiny": { $0 = .tiny }, "dot": { $0 = .dot }, "nothing": { $0 = .nothing },
        "nobody": { $0 = .nobody }, "scrambled": { $0 = .scrambled },
      ])
  }

  private static var card: [StageOrder] {
    plan(
      "card", "how it goes with the card", \.payments, "payment", usual: { PaymentScene() },
      [
        "pays": { _ in }, "refused": { $0.course = .cardRefused }, "wrong-pin": { $0.course = .wrongPIN },
        "cancelled": { $0.course = .cancels }, "busy": { $0.course = .terminalBusy },
        "bank-away": { $0.course = .bankOutOfReach }, "answer-lost": { $0.losesAnswer = true },
        "request-lost": { $0.losesRequest = true }, "wrong-amount": { $0.takesInstead = 1 },
        "in-progress": {
          $0.losesAnswer = true
          $0.status = Array(repeating: .inProgress, count: 50)
        },
        "not-given-back": {
          $0.takesInstead = 1
          $0.reversals = [.refused]
        },
      ])
      + order("pull", "pulls the card out while it is being paid, or before the next payment", { _ in [["card"]] }) {
        stage, call in
        guard call.words == ["card"] else { return nil }
        stage.world.play.change { $1.isCardPulled = true }
        return "the card is pulled out"
      }
  }

  private static var receipt: [StageOrder] {
    plan(
      "receipt", "how it goes with the receipt", \.receipts, "receipt", usual: { .prints },
      [
        "prints": { _ in }, "jams": { $0 = .jams }, "not-taken": { $0 = .notTaken },
        "answer-lost": { $0 = .losesAnswer },
      ])
  }

  private static var paper: [StageOrder] {
    order("paper", "the printer's paper", { _ in [["full", "low", "out"]] }) { stage, call in
      guard call.words.count == 1, let paper = PaperState(rawValue: call.words[0]), paper != .jammed else { return nil }
      stage.world.play.plan(
        \.receipts, "receipt", paper == .out ? .paperOut : .prints, at: nil, usual: .prints)
      stage.happen(.paper(paper), to: .receiptPrinter)
      return "paper \(call.words[0])"
    }
  }

  private static var line: [StageOrder] {
    order("line", "the line to the authority", takesNumber: true, { _ in [["answers", "offline", "slow", "rejects"]] })
    {
      stage, call in
      guard call.words.count == 1, let line = AuthorityScene(rawValue: call.words[0]) else { return nil }
      for kind in ["line", "outbox"] {
        stage.world.play.plan(\.authority, kind, line, at: call.number, usual: .answers)
      }
      return "line \(call.words[0])"
    }
  }

  private static let devices = Device.allCases.map(\.rawValue)

  private static var unplug: [StageOrder] {
    order("unplug", "a device is gone", takesNumber: true, { _ in [devices] }) { stage, call in
      guard let device = call.words.first.flatMap({ Device(rawValue: $0) }) else { return nil }
      stage.fail(device, .noDevice, at: call.number)
      return "\(device.rawValue) unplugged"
    }
  }

  private static var plug: [StageOrder] {
    order("plug", "a device is back, whatever it had", { _ in [devices] }) { stage, call in
      guard let device = call.words.first.flatMap({ Device(rawValue: $0) }) else { return nil }
      stage.bringBack(device)
      return "\(device.rawValue) plugged in"
    }
  }

  private static var press: [StageOrder] {
    order("press", "somebody presses or opens something", { _ in [["call-button", "staff-switch", "cabinet"]] }) {
      stage, call in
      switch call.words {
      case ["call-button"]: stage.happen(.callButton, to: .documentReader)
      case ["staff-switch"]: stage.happen(.staffSwitch, to: .documentReader)
      case ["cabinet"]: stage.happen(.cabinetOpened, to: .documentReader)
      case _: return nil
      }
      return call.words[0]
    }
  }

  private static var fault: [StageOrder] {
    order(
      "fault", "a fault of Documentation/Faults.md, now or with the so-manieth command", takesNumber: true,
      { _ in [StageFault.ids, devices] }
    ) { stage, call in
      guard (1...2).contains(call.words.count), let fault = StageFault(call.words[0]) else { return nil }
      let device = call.words.count == 2 ? Device(rawValue: call.words[1]) : nil
      guard call.words.count == 1 || device != nil else { return nil }
      return fault.happen(on: stage, device, at: call.number)
    }
  }
}
