import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// What Help and the first question offer: languages in pages, and a voice only where there is one.
@Suite struct HelpTests {
  private static func policy(languages count: Int) -> Policy {
    var policy = Policy.sample
    policy.languages = (0..<count).map { Language("l\($0)") }
    policy.spokenLanguages = Set(policy.languages)
    return policy
  }

  private static func visit(_ policy: Policy, step: Step = .privacy, _ change: (inout Visit) -> Void = { _ in })
    -> Visit
  {
    var visit = Visit(number: CaseNumber(1), presentation: Presentation(language: policy.languages[0]))
    visit.step = step
    change(&visit)
    return visit
  }

  private static func offers(_ visit: Visit, _ policy: Policy) -> [Offer] {
    Box(policy: policy, state: .visit(visit), date: .first, hours: Box.Hours(isOpen: true, hasOfficer: true)).offers
  }

  private static func intents(_ visit: Visit, _ policy: Policy) -> [Intent] { offers(visit, policy).map(\.intent) }

  /// Each language is reached by turning pages, each figure means one thing, and the last page leads to the first.
  @Test(arguments: [1, 2, 8, 9, 10, 16, 17, 30])
  func `every language can be chosen, at the first question and in Help`(count: Int) {
    let policy = Self.policy(languages: count)
    for isHelp in [false, true] {
      var found: [Language] = []
      var page = 0
      repeat {
        let visit = Self.visit(policy, step: .language(page == 0 ? .language : .moreLanguages(page: page))) { visit in
          if isHelp { visit.overlay = .choosingLanguage(page: page) }
        }
        let offers = Self.offers(visit, policy)
        let keys = offers.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        var next = 0
        for intent in offers.map(\.intent) {
          switch intent {
          case .chooseLanguage(let language), .changeLanguage(let language): found.append(language)
          case .showLanguages(let page):
            // Back leads to the first page.
            if offers.first(where: { $0.intent == intent })?.keys.first != .back { next = page }
          default: break
          }
        }
        page = next
      } while page != 0
      #expect(found == policy.languages)
    }
  }

  @Test func `where the box has no voice for a language nothing is offered that would be silent`() {
    let silent = Policy.silent
    let speaking = Policy.sample
    for step in [Step.privacy, .start(StartStep())] {
      for overlay in [nil, Visit.Overlay.help, .stopQuestion, .keepQuestion] {
        let visit = Self.visit(silent, step: step) { $0.overlay = overlay }
        let intents = Self.intents(visit, silent)
        #expect(!intents.contains(.speakAgain) && !intents.contains(.readAloud(true)) && !intents.contains(.tuneVoice))
        #expect(Self.intents(visit, speaking).contains(.speakAgain))
      }
    }
    #expect(Self.intents(Self.visit(speaking) { $0.overlay = .help }, speaking).contains(.readAloud(true)))
  }

  @Test func `a headset is offered to who hears the box, where it has a socket for one`() {
    var policy = Policy.sample
    let heard = Self.visit(policy) { visit in
      visit.overlay = .tuningVoice
      visit.presentation.isSpoken = true
    }
    #expect(!Self.intents(heard, policy).contains(.useHeadset(true)))
    policy.hasHeadset = true
    #expect(Self.intents(heard, policy).contains(.useHeadset(true)))
    policy.tellsHeadset = true
    #expect(!Self.intents(heard, policy).contains(.useHeadset(true)), "the machine knows")
  }

  @Test func `large letters are offered where the screen has them, and the usual ones to who has large ones`() {
    var policy = Policy.sample
    func offered(_ change: (inout Visit) -> Void = { _ in }) -> [Intent] {
      Self.intents(
        Self.visit(policy) { visit in
          visit.overlay = .moreHelp
          change(&visit)
        }, policy)
    }
    #expect(!offered().contains(.enlargeLetters(true)))
    policy.canEnlarge = true
    #expect(offered().contains(.enlargeLetters(true)))
    #expect(offered { $0.presentation.isEnlarged = true }.contains(.enlargeLetters(false)))
    policy.isEnlarged = true
    #expect(offered().contains(.enlargeLetters(false)), "the library has them")
    #expect(offered { $0.presentation.isEnlarged = false }.contains(.enlargeLetters(true)))
  }

  @Test func `who listens can have the screen dark, and sees it again with the voice's end`() {
    var driver = BoxDriver()
    driver.reach(.grounds)
    driver.press(.help, .digit(4), .digit(4), .digit(6))
    #expect(driver.visit?.presentation.hidesScreen == true)
    driver.press(.digit(6))
    #expect(driver.visit?.presentation.hidesScreen == false)
    driver.press(.digit(6), .digit(5))
    #expect(driver.visit?.presentation.isSpoken == false && driver.visit?.presentation.hidesScreen == false)
  }

  @Test func `a dark screen stays so when the voice is lost, until help is asked to light it`() {
    var driver = BoxDriver()
    driver.reach(.grounds)
    driver.press(.help, .digit(4), .digit(4), .digit(6), .back, .back)
    #expect(driver.box.offers.offering(.hideScreen(false)) == nil)
    driver.send(.voice(isThere: false))
    #expect(driver.visit?.presentation.isDark(under: driver.box.policy) == true)
    driver.press(.help)
    let way = driver.box.offers.offering(.hideScreen(false))
    #expect(way != nil)
    if let key = way?.keys.first { driver.press(key) }
    #expect(driver.visit?.presentation.hidesScreen == false && driver.box.offers.offering(.hideScreen(false)) == nil)
  }
}
