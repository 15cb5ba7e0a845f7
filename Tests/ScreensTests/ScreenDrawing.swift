import Configuration
import Foundation
import PassportRules
import Quality
import Renewal
import Screens
import TestSupport

/// How the tests draw: shipped texts, tiny synthetic pictures.
enum ScreenDrawing {
  /// The texts as the strict reader takes them; empty, so that every test fails, when it does not.
  static let catalogue: TextCatalogue = {
    let folder = URL(filePath: #filePath).appending(path: "../../../Config").standardized.path
    return (try? KioskConfiguration.read(folder: folder))?.catalogue ?? TextCatalogue(languages: [:])
  }()

  /// A language's texts by their dotted paths, to be spoilt by tests.
  static func paths(_ language: Language) -> [String: String] {
    let texts = catalogue[language]
    let paths = TextKey.allCases.flatMap { $0.paths(in: language) }
    return Dictionary(uniqueKeysWithValues: paths.map { ($0, texts.table[$0] ?? "") })
  }

  static let boxes: [Language: [SampleBox]] = Dictionary(
    uniqueKeysWithValues: SampleScreens.languages.map { ($0, SampleScreens.boxes($0)) })

  static func context(
    _ size: Size, seconds: Int? = nil, pictures: any PictureSource = GradientPictures(),
    capabilities: TerminalCapabilities = .full
  ) -> ScreenContext {
    ScreenContext(
      size: size, catalogue: catalogue, library: SampleScreens.library, boxName: SampleScreens.boxName,
      capabilities: capabilities, secondsLeft: seconds,
      demonstration: DemonstrationHint(
        account: .init(staffNumber: "1001", pin: "246810"), second: .init(staffNumber: "1002", pin: "975310")),
      pictures: pictures)
  }

  /// A sample drawn at a size; the sizes of `usual` are drawn once for all tests.
  static func layOut(_ sample: SampleBox, _ size: Size) -> Drawing {
    drawn[Place(language: sample.box.policy.languages[0], name: sample.name, size: size)] ?? draw(sample, size)
  }

  /// The sizes that the screens are made for: the drawing board, the usual ones, and large type.
  static let usual = [
    Size(columns: 80, rows: 22), Size(columns: 120, rows: 33), Size(columns: 50, rows: 18), Size(columns: 40, rows: 15),
    Size(columns: 80, rows: 24),
  ]

  private struct Place: Hashable {
    let language: Language
    let name: String
    let size: Size
  }

  private static let drawn: [Place: Drawing] = {
    var drawn: [Place: Drawing] = [:]
    for (language, samples) in boxes {
      for sample in samples {
        for size in usual { drawn[Place(language: language, name: sample.name, size: size)] = draw(sample, size) }
      }
    }
    return drawn
  }()

  private static func draw(_ sample: SampleBox, _ size: Size) -> Drawing {
    layOut(sample, in: context(size, seconds: sample.secondsLeft))
  }

  /// A sample drawn in a context that tells only the terminal; the sample brings the rest.
  static func layOut(_ sample: SampleBox, in terminal: ScreenContext) -> Drawing {
    var context = terminal
    context.secondsLeft = sample.secondsLeft
    context.secondsWaited = sample.secondsWaited
    context.isTraining = sample.isTraining
    if sample.box.policy.practice != nil { context.demonstration = practised }
    if case .visit(let visit) = sample.box.state, !visit.flags.isEmpty { context.minutesLeft = 8 }
    if sample.hasFacts { context.maintenance = facts }
    if sample.hasPaper, case .visit(let visit) = sample.box.state, case .receipt(let step) = visit.step {
      let place = sample.box.policy.placeName(step.receipt.pickUpPlace, in: step.receipt.language)
      let moment = WeekHours.Moment(date: SampleScreens.date, minute: 485)
      context.paper = Screens.paper(of: step.receipt, at: moment, place: place, in: context)
    }
    guard let desk = sample.desk else { return Screens.drawing(of: sample.box, in: context) }
    var seen = DeskContext(screen: context, ages: desk.ages, day: day)
    if desk.isWatching {
      var citizens = terminal
      citizens.size = Size(columns: 80, rows: 24)
      seen.citizen = Screens.drawing(of: sample.box, in: citizens).screen.grid
    }
    return Screens.drawing(of: desk.desk, sample.box, in: seen)
  }

  /// Exercises with titles as long as any that is shipped.
  private static let practised = DemonstrationHint(
    account: .init(staffNumber: "1001", pin: "246810"), second: .init(staffNumber: "1002", pin: "975310"),
    cpr: "0000000000", exercise: 1,
    exercises: (1...12).map {
      $0 % 3 == 0 ? "Alt går godt" : "Kameraet falder ud, mens billedet bliver taget: kald på hjælp"
    })

  private static let day = DayFacts(
    visits: 7, completed: 5, parked: 2,
    parkedUntil: WeekHours.Moment(date: SampleScreens.date.adding(days: 1), minute: 1020), outbox: 1)

  private static let facts = MaintenanceFacts(
    version: "1.4.0", freeMegabytes: 20_480, neededMegabytes: 49,
    faults: [
      MaintenanceFacts.Fault(.receiptPrinter, DeviceFault(.paperJam, .clear)),
      MaintenanceFacts.Fault(.camera, DeviceFault(.disconnected, .reset)),
    ], refusals: [.signaturePad: .otherDevice])
}

/// Gradients instead of people, prints and signatures.
struct GradientPictures: PictureSource {
  func photo(_ id: PictureID) -> RGBPicture? { Self.portraits[id.number % Self.portraits.count] }
  func print(_ id: PictureID) -> GreyPicture? { Self.ridges }
  func ink(_ id: PictureID) -> SignatureInk? { Self.zigzag }
  /// Which of the pictures the live view shows.
  var live = 4
  var liveFrame: RGBPicture? { Self.portraits[live] }
  var liveInk: SignatureInk? { Self.zigzag }

  private static let portraits = (0..<10).map { gradient(width: 70, height: 90, blue: UInt8($0 * 20)) }
  private static let ridges = GreyPicture(width: 80, height: 100, pixels: (0..<8000).map { UInt8($0 / 80 * 2) })
  private static let zigzag = SignatureInk(
    strokes: [
      Stroke(
        points: (0..<60).map { step in
          let share = Double(step) / 59
          return StrokePoint(
            x: 5 + 80 * share, y: 15 + 10 * (share * 6).truncatingRemainder(dividingBy: 1), milliseconds: step * 10,
            pressure: 0.5)
        })
    ], padWidth: 90, padHeight: 30)

  private static func gradient(width: Int, height: Int, blue: UInt8) -> RGBPicture? {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width { pixels += [UInt8(x * 255 / width), UInt8(y * 255 / height), blue] }
    }
    return RGBPicture(width: width, height: height, pixels: pixels)
  }
}
