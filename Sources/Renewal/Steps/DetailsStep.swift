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
    let height = application.details?.height ?? application.booked?.height
    self.init(question: .height(Entry(limit: 3, digits: height.map(String.init) ?? "")))
    mobile = application.details.map { $0.mobile ?? "" } ?? application.booked?.mobile
    readyNotice = application.details.flatMap { $0.mobile == nil ? nil : $0.readyNotice }
  }

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
    case .height(let entry): return type(key, height: entry, transition)
    case .mobile(let entry): return type(key, mobile: entry)
    case .readyNotice: return answer(intent)
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

  private func type(_ key: Key, height entry: Entry, _ transition: Transition) -> Move {
    switch entry.handle(key) {
    case .ignored: return stay
    case .changed(let entry): return .stay(.details(at(.height(entry))))
    case .left: return .retreat
    case .submitted:
      guard let height = Int(entry.digits), transition.policy.heights.contains(height) else {
        return .stay(.details(at(.height(entry), .heightOutOfRange)))
      }
      var next = at(.mobile(Entry(limit: 8, digits: mobile ?? "")))
      next.height = height
      return .stay(.details(next))
    }
  }

  private func type(_ key: Key, mobile entry: Entry) -> Move {
    switch entry.handle(key) {
    case .ignored: return stay
    case .changed(let entry): return .stay(.details(at(.mobile(entry))))
    case .left: return .stay(.details(at(.height(Entry(limit: 3, digits: height.map(String.init) ?? "")))))
    case .submitted:
      guard entry.digits.isEmpty || entry.digits.utf8.count == 8 else {
        return .stay(.details(at(.mobile(entry), .mobileWrongLength)))
      }
      var next = at(entry.digits.isEmpty ? .pickUpPlace(page: 0) : .readyNotice)
      next.mobile = entry.digits
      if entry.digits.isEmpty { next.readyNotice = nil }
      return .stay(.details(next))
    }
  }

  private func answer(_ intent: Intent) -> Move {
    switch intent {
    case .wantNotice(let notice):
      var next = at(.pickUpPlace(page: 0))
      next.readyNotice = notice
      return .stay(.details(next))
    case .goBack: return .stay(.details(atMobile))
    default: return stay
    }
  }

  /// Back at the field for the mobile number, with what was typed there.
  private var atMobile: DetailsStep { at(.mobile(Entry(limit: 8, digits: mobile ?? ""))) }

  private func choose(_ intent: Intent, page: Int, in visit: inout Visit, _ policy: Policy) -> Move {
    switch intent {
    case .choosePlace(let place):
      guard let height, policy.pickUpPlaces.indices.contains(place) else { return stay }
      let number = mobile.flatMap { $0.isEmpty ? nil : $0 }
      visit.application.details = Details(
        height: height, mobile: number, readyNotice: readyNotice ?? .no, pickUpPlace: place)
      return .advance
    case .nextPage:
      let pages = (policy.pickUpPlaces.count + Self.placesAPage - 1) / Self.placesAPage
      return .stay(.details(at(.pickUpPlace(page: (page + 1) % max(1, pages)))))
    case .goBack: return .stay(.details(readyNotice == nil ? atMobile : at(.readyNotice)))
    default: return stay
    }
  }
}
