extension Desk {
  /// The menu of a desk: what each key does now.
  package func offers(_ box: Box) -> [Offer] {
    switch state {
    case .logIn(let logIn): logIn.offers + otherLanguage(box)
    case .queue(_, let place):
      (offers(inQueue: box.queue, at: place) + otherLanguage(box)).with(keyList)
    case .helping(let session, let workItem, let page):
      offers(session, workItem, page, box).with(keyList)
    case .gone: []
    }
  }

  /// The next language of the box, where there is another one.
  private func otherLanguage(_ box: Box) -> [Offer] {
    let languages = box.policy.languages
    let next = languages.first.flatMap { own in languages.next(after: language ?? own) }
    return next.map { [Offer(.again, .changeLanguage($0))] } ?? []
  }

  private func offers(inQueue queue: [QueueEntry], at focus: Int) -> [Offer] {
    let claims = queue.indices.compactMap { place -> Offer? in
      let keys: [Key] = (place < 9 ? [.digit(place + 1)] : []) + (place == focus ? [.enter] : [])
      return keys.isEmpty ? nil : Offer(keys, .claim(queue[place].workItem, place))
    }
    let turns =
      queue.count > 1
      ? [Offer([.down, .tab, .digit(0)], .focusNext), Offer([.up, .backTab], .focusPrevious)] : []
    return claims + turns + [Offer(.stop, .leave)]
  }

  private func offers(_ session: StaffSession, _ workItem: WorkItem, _ page: Page, _ box: Box) -> [Offer] {
    switch page {
    case .work(let work):
      let bench = bench(for: session, workItem, box)
      return work.offers(at: bench, besides: ownOffers(at: bench, work))
    case .guidance, .watching:
      return .numbered(Guidance.allCases.map(Intent.guide)) + [Offer([.back, .stop], .goBack)]
    }
  }

  func bench(for session: StaffSession, _ workItem: WorkItem, _ box: Box) -> FlagWorkbench {
    FlagWorkbench(
      place: .desk, session: session, flags: box.flags(of: workItem), visit: box.visit(of: workItem), box: box)
  }

  /// What a flag's page offers at a desk: its actions, and what brings the citizen nearer.
  private func ownOffers(at bench: FlagWorkbench, _ work: FlagWork) -> [Offer] {
    guard case .flag(let place) = work, bench.flags.indices.contains(place) else { return [] }
    let flag = bench.flags[place]
    var offers = bench.box.offers(
      of: StaffPlace.desk.actions(on: flag.code), on: flag, for: bench.session, bench.visit)
    offers += FlagWork.enlarging(flag, at: bench)
    if let visit = bench.visit {
      if visit.step.isWaitingForAttestation { offers.append(Offer(.digit(7), .takeFrame)) }
      offers += [Offer(.digit(8), .showMessages), Offer(.digit(9), .watch)]
    }
    return offers
  }
}
