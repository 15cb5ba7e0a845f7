import Quality
import Renewal

/// The texts of the photo.
package enum PhotoText: String, TextGroup {
  case heading, itself, now, covering, steady
  case light, background, distance, placing, eyes, mouth
  case takingHeading, taking
  case choosingHeading, choose, usable, unusable, takeNew
  case stoppedHeading, cameraHeading, cameraFailed, tryAgain, person
  case doneHeading, done, doneByStaff, again

  package static let section = "photo"
}

/// The live view with advice, three pictures, one is chosen.
enum PhotoScreen {
  static func page(_ step: PhotoStep, _ visit: Visit, _ setting: Setting) -> Page {
    switch step.situation {
    case .framing(let faults): framing(faults, setting)
    case .taking: taking(setting)
    case .choosing(let shots, let focus): choosing(shots, focus, isByEye: step.byEye != nil, setting)
    case .stopped(let cameraFailed, let faults): stopped(cameraFailed, faults, setting)
    case .done: done(visit, setting)
    }
  }

  private static func live(_ setting: Setting, isSteady: Bool) -> Side {
    let range = setting.box.policy.photoLimits.headHeight
    let guide = Figure.Guide(halfHead: (range.lowerBound + range.upperBound) / 4, isSteady: isSteady)
    return Side(CaptionedFigure(.portrait(setting.context.pictures.liveFrame, guide: guide)), textColumns: 30)
  }

  private static func framing(_ faults: [PhotoFault], _ setting: Setting) -> Page {
    var page = Page(.photo, setting, heading: setting(PhotoText.heading), enter: .keyOn)
    page.side = live(setting, isSteady: faults.isEmpty)
    let advice = faults.first.map { setting(TextKey.advice($0)) } ?? setting(PhotoText.steady)
    page.add(.checks([Check(state: .focus, words: advice)]))
    page.add(.checks(checks(faults, setting)), .should)
    page.add(.text(setting(PhotoText.itself), .quiet), .may)
    page.add(.choices(setting.choices([(.declare(.headCovering), setting(PhotoText.covering))])))
    page.keys.enter = setting(PhotoText.now)
    return page
  }

  /// What is right and what is not yet; nothing is right while nobody, or more than one, is in the picture.
  private static func checks(_ faults: [PhotoFault], _ setting: Setting) -> [Check] {
    let nobody = faults.contains(.noFace) || faults.contains(.twoFaces)
    return Aspect.allCases.map { aspect in
      let isRight = !nobody && !faults.contains { Aspect($0) == aspect }
      return Check(state: isRight ? .right : .wrong, words: setting(aspect.text))
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

  private static func taking(_ setting: Setting) -> Page {
    var page = Page(.photo, setting, heading: setting(PhotoText.takingHeading), enter: nil, back: nil)
    page.side = live(setting, isSteady: true)
    page.add(.prompt(setting(PhotoText.taking)))
    return page
  }

  private static func choosing(_ shots: [PhotoStep.Shot], _ focus: Int, isByEye: Bool, _ setting: Setting) -> Page {
    var page = Page(.photo, setting, heading: setting(PhotoText.choosingHeading))
    page.keys.back = setting(PhotoText.takeNew)
    page.add(.text(setting(PhotoText.choose)), .should)
    page.add(
      .gallery(
        shots.enumerated().map { index, shot in
          let isUsable = isByEye || shot.faults.isEmpty
          let mark = isUsable ? Mark.good.sign : "✗"
          let words = setting(isUsable ? PhotoText.usable : PhotoText.unusable)
          return CaptionedFigure(
            .portrait(setting.photo(shot.picture)),
            caption: SpokenText(shown: "\(mark)\u{A0}\(words.shown)", spoken: words.spoken),
            number: setting.number(.choosePicture(index)),
            isFocused: index == focus, role: isUsable ? .good : .quiet)
        }))
    return page
  }

  private static func stopped(_ cameraFailed: Bool, _ faults: [PhotoFault], _ setting: Setting) -> Page {
    let heading = cameraFailed ? PhotoText.cameraHeading : PhotoText.stoppedHeading
    var page = Page(.photo, setting, heading: setting(heading))
    if cameraFailed { page.add(.notice(.bad, setting(PhotoText.cameraFailed))) }
    if let fault = faults.first { page.add(.notice(.attention, setting(TextKey.advice(fault)))) }
    page.add(.text(setting(PhotoText.person)), .may)
    page.action(.start, setting(PhotoText.tryAgain), setting)
    page.add(.choices(setting.choices([(.declare(.headCovering), setting(PhotoText.covering))])), gap: false)
    return page
  }

  private static func done(_ visit: Visit, _ setting: Setting) -> Page {
    let application = visit.application
    let chosen = application.photo.value?.picture ?? application.pictureForTheEye
    var page = Page(.photo, setting, heading: setting(PhotoText.doneHeading))
    let isByStaff = application.photo.value == nil
    page.add(.notice(.good, setting(isByStaff ? PhotoText.doneByStaff : PhotoText.done)))
    page.action(.goOn, setting(CommonText.keyOn), setting)
    page.add(.choices(setting.choices([(.redo, setting(PhotoText.again))])), gap: false)
    page.side = Side(CaptionedFigure(.portrait(setting.photo(chosen))), .may)
    return page
  }
}
