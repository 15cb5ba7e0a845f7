import Quality
package import Renewal

extension SampleScreens {
  /// Every page that staff can have at the box over a visit with a flag, whose citizen hears the screens in a language; the box's own is
  /// the other one.
  package static func pages(over code: FlagCode, heardIn language: Language) -> [SampleBox] {
    let visits = SampleVisits(languages.first { $0 != language } ?? language)
    var visit = visits.visit(.review, flags: [code, .helpRequested], holding: holding(of: code))
    visit.presentation.language = language
    visit.presentation.isSpoken = true
    let action = code.actions.first ?? .handBack
    let slip = ContactSlip(name: PersonName(given: "Prøve", surname: "Testperson"), mobile: "20123456")
    let pages: [Attendance.Page] =
      [
        .work(.flag(0)), .work(.flag(1)), .work(.learned(code, action)), .box, .outOfService,
        .chooseStep(code), .work(.reason(code, .declineAttestation(nil))),
        .work(.reason(code, .settleMoney(nil))), .work(.reason(code, .endVisit(nil))),
        .resume(Entry(limit: 6, digits: "417"), nil), .work(.note(0, TextEntry("Kommer igen med bror"))),
        .work(.faces(code, .oldAndNew)),
        .contact(0, .slip(slip)), .contact(0, .looking), .contact(0, .none),
      ] + logIns.map { .work(.secondPerson(code, action, $0)) }
    let attended = pages.flatMap { page in
      [false, true].flatMap { showsFacts in
        ([nil] + notices).map { notice in
          self.attended(visits, page, visit, by: officer, notice: notice, showsFacts: showsFacts)
        }
      }
    }
    let boxes = logIns.map { visits.box(.logIn($0, visit)) } + attended
    return boxes.enumerated().map { sample("\(code.rawValue)-\($0.offset)", $0.element) }
  }

  /// The box with another wait before a visit that nobody answers is over.
  package static func idle(_ box: Box, seconds: Int, hasMoreTime: Bool) -> Box {
    guard case .visit(var visit) = box.state else { return box }
    visit.presentation.moreTime = hasMoreTime ? .chosen : nil
    var policy = box.policy
    policy.waits[.warning] = .seconds(seconds)
    return Box(policy: policy, state: .visit(visit), date: box.date, hours: box.hours)
  }

  private static let notices: [LogIn.Notice?] = [
    .wrong, .locked(seconds: 30), .unavailable, .roleNotEnough, .samePerson, .documentStillInside, .notNow,
  ]

  /// A log-in at each of its moments, with a PIN half typed.
  private static var logIns: [LogIn] {
    var pin = LogIn()
    pin.number.digits = "1001"
    pin.pin = Entry(limit: 12, isMasked: true, digits: "7294")
    var checking = pin
    checking.isChecking = true
    return [LogIn(), pin, checking] + notices.map { LogIn(notice: $0) }
  }
}

extension LogIn {
  fileprivate init(notice: Notice?) {
    self.init()
    self.notice = notice
  }
}
