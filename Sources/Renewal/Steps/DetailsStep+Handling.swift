extension DetailsStep {
  /// How many places a page shows.
  package static let placesAPage = 9

  /// The first question, with what was told or booked before.
  init(application: Application) {
    let height = application.details?.height ?? application.booked?.height
    self.init(question: .height(Entry(limit: 3, digits: height.map(String.init) ?? "")))
    mobile = application.details.map { $0.mobile ?? "" } ?? application.booked?.mobile
  }

  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    guard case .key(let key) = event else { return .stay(.details(self)) }
    switch question {
    case .height(let entry): return handle(key, height: entry, turn)
    case .mobile(let entry): return handle(key, mobile: entry)
    case .pickUpPlace(let page): return handle(key, page: page, in: &visit, turn)
    }
  }

  private func at(_ question: Question, _ notice: Notice? = nil) -> DetailsStep {
    var next = self
    next.question = question
    next.notice = notice
    return next
  }

  private func handle(_ key: Key, height entry: Entry, _ turn: Turn) -> Move {
    switch entry.handle(key) {
    case .ignored: return .stay(.details(self))
    case .changed(let entry): return .stay(.details(at(.height(entry))))
    case .left: return .retreat
    case .submitted:
      guard let height = Int(entry.digits), turn.policy.heights.contains(height) else {
        return .stay(.details(at(.height(entry), .heightOutOfRange)))
      }
      var next = at(.mobile(Entry(limit: 8, digits: mobile ?? "")))
      next.height = height
      return .stay(.details(next))
    }
  }

  private func handle(_ key: Key, mobile entry: Entry) -> Move {
    switch entry.handle(key) {
    case .ignored: return .stay(.details(self))
    case .changed(let entry): return .stay(.details(at(.mobile(entry))))
    case .left: return .stay(.details(at(.height(Entry(limit: 3, digits: height.map(String.init) ?? "")))))
    case .submitted:
      guard entry.digits.isEmpty || entry.digits.utf8.count == 8 else {
        return .stay(.details(at(.mobile(entry), .mobileWrongLength)))
      }
      var next = at(.pickUpPlace(page: 0))
      next.mobile = entry.digits
      return .stay(.details(next))
    }
  }

  private func handle(_ key: Key, page: Int, in visit: inout Visit, _ turn: Turn) -> Move {
    let places = turn.policy.pickUpPlaces
    switch key {
    case .digit(0):
      let pages = (places.count + Self.placesAPage - 1) / Self.placesAPage
      return .stay(.details(at(.pickUpPlace(page: (page + 1) % max(1, pages)))))
    case .digit(let digit):
      return choose(page * Self.placesAPage + digit - 1, of: places, in: &visit)
    case .enter:
      let known = visit.application.details?.pickUpPlace ?? visit.application.booked?.pickUpPlace
      guard let known else { return .stay(.details(self)) }
      return choose(known, of: places, in: &visit)
    case .back:
      return .stay(.details(at(.mobile(Entry(limit: 8, digits: mobile ?? "")))))
    case .stop, .help, .again, .up, .down, .left, .right, .tab, .backTab, .letter:
      return .stay(.details(self))
    }
  }

  private func choose(_ place: Int, of places: [String], in visit: inout Visit) -> Move {
    guard places.indices.contains(place), let height else { return .stay(.details(self)) }
    let number = mobile.flatMap { $0.isEmpty ? nil : $0 }
    visit.application.details = Details(height: height, mobile: number, pickUpPlace: place)
    return .advance
  }
}
