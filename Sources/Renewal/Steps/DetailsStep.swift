import PassportRules

/// Height, mobile number, whether a text message shall come, and pick-up place, one question a screen.
package struct DetailsStep: Hashable, Sendable {
  /// What is wrong with what was entered.
  package enum Notice: Hashable, Sendable {
    case heightOutOfRange, mobileWrongLength
  }

  /// The question on the screen.
  package enum Question: Hashable, Sendable {
    /// Centimetres.
    case height(Entry)
    /// Eight digits; Enter on the empty field gives none.
    case mobile(Entry)
    /// Whether a text message shall say that the passport is there; asked of whoever gave a number.
    case readyNotice
    /// The place; nine to a page.
    case pickUpPlace(page: Int)
  }

  /// The question on the screen.
  package var question: Question
  /// What is wrong with what was entered.
  package var notice: Notice?
  /// The height, once it was valid.
  package var height: Int?
  /// The mobile number, once it was valid.
  package var mobile: String?
  /// How the citizen wants to be told, once it was answered; of no meaning without a mobile number.
  package var readyNotice: ReadyNotice?
  /// Whether only this question is asked anew, for the line that was opened on the page with everything.
  package var isAlone = false

  /// The step at a question.
  package init(question: Question) { self.question = question }
}

extension DetailsStep: VisitStep {
  static let name = StepName.details
  static func isSettled(in application: Application) -> Bool { application.details != nil }
  static func open(in visit: inout Visit, _ transition: inout Transition) -> Move {
    .stay(.details(DetailsStep(application: visit.application)))
  }
  var step: Step { .details(self) }
  /// How many places a page shows.
  package static let placesAPage = 9

  /// The first question, with what was told or booked before.
  init(application: Application) {
    self.init(question: Self.asking(height: application.details?.height ?? application.booked?.height))
    mobile = application.details.map { $0.mobile ?? "" } ?? application.booked?.mobile
    readyNotice = application.details.flatMap(Self.known)
  }

  /// The question of one line of the page with everything, alone; nothing for a line of another step, or before all were answered.
  init?(reopening line: ReviewLine, of application: Application) {
    guard let details = application.details else { return nil }
    switch line {
    case .height: self.init(question: Self.asking(height: details.height))
    case .mobile: self.init(question: Self.asking(mobile: details.mobile))
    case .pickUpPlace: self.init(question: .pickUpPlace(page: details.pickUpPlace / Self.placesAPage))
    case .grounds, .identity, .document, .photo, .fingerprints, .signature: return nil
    }
    height = details.height
    mobile = details.mobile ?? ""
    readyNotice = Self.known(details)
    isAlone = true
  }

  /// What was answered before; nothing where there was no number to ask about.
  private static func known(_ details: Details) -> ReadyNotice? { details.mobile == nil ? nil : details.readyNotice }

  private static func asking(height: Int?) -> Question {
    .height(Entry(limit: 3, digits: height.map(String.init) ?? ""))
  }

  private static func asking(mobile: String?) -> Question { .mobile(Entry(limit: 8, digits: mobile ?? "")) }

  var questionNumber: Int {
    switch question {
    case .height: 0
    case .mobile: 1
    case .readyNotice: 2
    case .pickUpPlace(let page): 3 + page
    }
  }

  var withoutTyping: DetailsStep {
    var bare = self
    switch question {
    case .height(let entry): bare.question = .height(entry.withoutTyping)
    case .mobile(let entry): bare.question = .mobile(entry.withoutTyping)
    case .readyNotice, .pickUpPlace: break
    }
    return bare
  }

  func offers(in visit: Visit, _ policy: Policy, on date: CivilDate) -> [Offer] {
    switch question {
    case .height(let entry), .mobile(let entry): return entry.offers()
    case .readyNotice:
      return .numbered([.wantNotice(.sms), .wantNotice(.no)])
        + (readyNotice.map { [Offer(.enter, .wantNotice($0))] } ?? []) + [Offer(.back, .goBack)]
    case .pickUpPlace(let page):
      let known = Self.known(in: visit)
      let places = policy.pickUpPlaces.indices.dropFirst(page * Self.placesAPage).prefix(Self.placesAPage)
      return .numbered(places.map(Intent.choosePlace))
        + (policy.pickUpPlaces.count > Self.placesAPage ? [Offer(.digit(0), .nextPage)] : [])
        + (known.map { [Offer(.enter, .choosePlace($0))] } ?? []) + [Offer(.back, .goBack)]
    }
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ transition: inout Transition) -> Move {
    guard case .chosen(let intent, let key) = event else { return stay }
    switch question {
    case .height(let entry): return type(key, height: entry, in: &visit, transition.policy)
    case .mobile(let entry): return type(key, mobile: entry, in: &visit)
    case .readyNotice: return answer(intent, in: &visit)
    case .pickUpPlace(let page): return choose(intent, page: page, in: &visit, transition.policy)
    }
  }

  /// The place that was chosen or booked before.
  private static func known(in visit: Visit) -> Int? {
    visit.application.details?.pickUpPlace ?? visit.application.booked?.pickUpPlace
  }

  private func at(_ question: Question, _ notice: Notice? = nil) -> DetailsStep {
    var next = self
    next.question = question
    next.notice = notice
    return next
  }

  /// On to the next question, or done with the only one.
  private func going(on question: Question, in visit: inout Visit) -> Move {
    guard isAlone, let place = visit.application.details?.pickUpPlace else { return .stay(.details(at(question))) }
    return take(place, in: &visit)
  }

  private func take(_ place: Int, in visit: inout Visit) -> Move {
    guard let height else { return stay }
    let number = mobile.flatMap { $0.isEmpty ? nil : $0 }
    visit.application.details = Details(
      height: height, mobile: number, readyNotice: readyNotice ?? .no, pickUpPlace: place)
    return .advance
  }

  private func type(_ key: Key, height entry: Entry, in visit: inout Visit, _ policy: Policy) -> Move {
    switch entry.handle(key) {
    case .ignored: return stay
    case .changed(let entry): return .stay(.details(at(.height(entry))))
    case .left: return .retreat
    case .submitted:
      guard let height = Int(entry.digits), policy.heights.contains(height) else {
        // Nobody is that tall or that small: typing begins anew. What is only too short is gone on with.
        var entry = entry
        entry.isPrefilled = entry.digits.utf8.count == entry.limit
        return .stay(.details(at(.height(entry), .heightOutOfRange)))
      }
      var next = self
      next.height = height
      return next.going(on: Self.asking(mobile: mobile), in: &visit)
    }
  }

  private func type(_ key: Key, mobile entry: Entry, in visit: inout Visit) -> Move {
    switch entry.handle(key) {
    case .ignored: return stay
    case .changed(let entry): return .stay(.details(at(.mobile(entry))))
    case .left: return isAlone ? .retreat : .stay(.details(at(Self.asking(height: height))))
    case .submitted:
      guard entry.digits.isEmpty || entry.digits.utf8.count == 8 else {
        return .stay(.details(at(.mobile(entry), .mobileWrongLength)))
      }
      var next = at(.readyNotice)
      next.mobile = entry.digits
      guard entry.digits.isEmpty else { return .stay(.details(next)) }
      next.readyNotice = nil
      return next.going(on: .pickUpPlace(page: 0), in: &visit)
    }
  }

  private func answer(_ intent: Intent, in visit: inout Visit) -> Move {
    switch intent {
    case .wantNotice(let notice):
      var next = self
      next.readyNotice = notice
      return next.going(on: .pickUpPlace(page: 0), in: &visit)
    case .goBack: return .stay(.details(at(Self.asking(mobile: mobile))))
    default: return stay
    }
  }

  private func choose(_ intent: Intent, page: Int, in visit: inout Visit, _ policy: Policy) -> Move {
    switch intent {
    case .choosePlace(let place):
      return policy.pickUpPlaces.indices.contains(place) ? take(place, in: &visit) : stay
    case .nextPage:
      let pages = (policy.pickUpPlaces.count + Self.placesAPage - 1) / Self.placesAPage
      return .stay(.details(at(.pickUpPlace(page: (page + 1) % max(1, pages)))))
    case .goBack:
      return isAlone ? .retreat : .stay(.details(at(readyNotice == nil ? Self.asking(mobile: mobile) : .readyNotice)))
    default: return stay
    }
  }
}
