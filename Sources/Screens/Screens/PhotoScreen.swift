import Quality
import Renewal

/// The texts of the photo.
package enum PhotoText: String, TextGroup {
  case heading, itself, now, covering, steady
  case light, background, distance, placing, eyes, mouth
  case takingHeading, taking
  case choosingHeading, choose, onlyHeading, take, first, second, third, takeNew
  case stoppedHeading, failedHeading, cameraHeading, cameraFailed, tryAgain, person, triesLeft
  case doneHeading, done, doneByStaff, again

  package static let section = "photo"

  package var placeholders: [String] { self == .triesLeft ? ["count"] : [] }

  package var counted: String? { self == .triesLeft ? "count" : nil }
}

/// The live view with advice, three pictures, one is chosen.
enum PhotoScreen: StepScreen {
  typealias Text = PhotoText

  static func page(_ step: PhotoStep, _ visit: Visit, _ render: RenderContext) -> Page {
    switch step.situation {
    case .framing(let faults): framing(faults, render)
    case .taking: taking(render)
    case .choosing(let shots, let focus): choosing(shots, focus, render)
    case .stopped(let cameraFailed, let faults): stopped(step, cameraFailed, faults, visit, render)
    case .done: done(visit, render)
    }
  }

  private static func live(_ render: RenderContext, isSteady: Bool) -> Side {
    let range = render.box.policy.photoLimits.headHeight
    let guide = Figure.Guide(halfHead: (range.lowerBound + range.upperBound) / 4, isSteady: isSteady)
    return Side(CaptionedFigure(.portrait(render.context.pictures.liveFrame, guide: guide)), textColumns: 30)
  }

  private static func framing(_ faults: [PhotoFault], _ render: RenderContext) -> Page {
    var page = Page(.photo, render, heading: render(PhotoText.heading), enter: .keyOn)
    page.side = live(render, isSteady: faults.isEmpty)
    let advice = faults.first.map { render(TextKey.advice($0)) } ?? render(PhotoText.steady)
    page.add(.checks([Check(state: .focus, words: advice)]))
    page.add(.checks(checks(faults, render)), .should)
    page.add(.text(render(PhotoText.itself), .quiet), .may)
    page.add(.choices(render.choices([(.declare(.headCovering), render(PhotoText.covering))])))
    page.keys.enter = render(PhotoText.now)
    return page
  }

  /// What is right and what is not yet; nothing is right while nobody, or more than one, is in the picture.
  private static func checks(_ faults: [PhotoFault], _ render: RenderContext) -> [Check] {
    let nobody = faults.contains(.noFace) || faults.contains(.twoFaces)
    return Aspect.allCases.map { aspect in
      let isRight = !nobody && !faults.contains { Aspect($0) == aspect }
      return Check(state: isRight ? .right : .wrong, words: render(aspect.text))
    }
  }

  private enum Aspect: CaseIterable {
    case light, background, distance, placing, eyes, mouth

    init?(_ fault: PhotoFault) {
      switch fault {
      case .noFace, .twoFaces: return nil
      case .tooDark, .tooBright, .unevenLight: self = .light
      case .busyBackground: self = .background
      case .tooFar, .tooClose: self = .distance
      case .moveLeft, .moveRight, .moveUp, .moveDown, .tilted, .blurred: self = .placing
      case .eyesClosed, .glare: self = .eyes
      case .mouthOpen: self = .mouth
      }
    }

    var text: PhotoText {
      switch self {
      case .light: .light
      case .background: .background
      case .distance: .distance
      case .placing: .placing
      case .eyes: .eyes
      case .mouth: .mouth
      }
    }
  }

  private static func taking(_ render: RenderContext) -> Page {
    var page = Page(.photo, render, heading: render(PhotoText.takingHeading), enter: nil, back: nil)
    page.side = live(render, isSteady: true)
    page.add(.prompt(render(PhotoText.taking)))
    return page
  }

  /// All of them may be taken; of one alone it is only asked whether to take it.
  private static func choosing(_ shots: [PhotoStep.Shot], _ focus: Int, _ render: RenderContext) -> Page {
    let isOne = shots.count == 1
    var page = Page(.photo, render, heading: render(isOne ? PhotoText.onlyHeading : .choosingHeading))
    page.keys.back = render(PhotoText.takeNew)
    guard !isOne else {
      page.add(.gallery(shots.map { CaptionedFigure(.portrait(render.photo($0.picture))) }))
      page.action(.choosePicture(0), render(PhotoText.take), render)
      return page
    }
    // What each figure and Enter choose is said with the pictures.
    page.add(.text(SpokenText(shown: render.texts[PhotoText.choose], spoken: "")), .should)
    page.add(
      .gallery(
        zip(shots.indices, [PhotoText.first, .second, .third]).map { index, words in
          CaptionedFigure(
            .portrait(render.photo(shots[index].picture)), caption: render(words),
            number: render.number(.choosePicture(index)), isFocused: index == focus)
        }))
    return page
  }

  /// Why it was none, with the picture that came nearest, and how often it may still be tried alone.
  private static func stopped(
    _ step: PhotoStep, _ cameraFailed: Bool, _ faults: [PhotoFault], _ visit: Visit, _ render: RenderContext
  ) -> Page {
    let heading: PhotoText = cameraFailed ? .cameraHeading : faults.isEmpty ? .stoppedHeading : .failedHeading
    var page = Page(.photo, render, heading: render(heading))
    if cameraFailed { page.add(.notice(.bad, render(PhotoText.cameraFailed))) }
    page.addFailed(faults, visit, render)
    if let fault = faults.first { page.add(.text(render(TextKey.advice(fault))), gap: false) }
    // Of a camera that fails nobody knows how often it will.
    let left = cameraFailed ? nil : step.triesLeft(render.box.policy)
    page.add(
      .text(left.map { render(PhotoText.triesLeft, ["count": .number($0)]) } ?? render(PhotoText.person)), .should)
    page.action(.start, render(PhotoText.tryAgain), render)
    page.add(.choices(render.choices([(.declare(.headCovering), render(PhotoText.covering))])), gap: false)
    return page
  }

  private static func done(_ visit: Visit, _ render: RenderContext) -> Page {
    let application = visit.application
    let chosen = application.photo.value?.picture ?? application.pictureForTheEye
    var page = Page(.photo, render, heading: render(PhotoText.doneHeading))
    let isByStaff = application.photo.value == nil
    page.add(.notice(.good, render(isByStaff ? PhotoText.doneByStaff : PhotoText.done)))
    page.action(.goOn, render(CommonText.keyOn), render)
    page.add(.choices(render.choices([(.redo, render(PhotoText.again))])), gap: false)
    page.side = Side(CaptionedFigure(.portrait(render.photo(chosen))), .may)
    return page
  }
}

extension Page {
  /// Why the last round was none, by the fault that is most useful to know, and beside it the picture that came nearest.
  mutating func addFailed(_ faults: [PhotoFault], _ visit: Visit, _ render: RenderContext) {
    guard let fault = faults.first else { return }
    add(.notice(.bad, render(TextKey.failed(fault))), .should)
    guard let picture = visit.application.pictureForTheEye else { return }
    side = Side(CaptionedFigure(.portrait(render.photo(picture))), .may, textColumns: 40)
  }
}
