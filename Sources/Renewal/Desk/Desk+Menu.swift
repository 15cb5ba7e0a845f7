extension Desk {
  /// The menu of a desk: what each key does now.
  package func offers(_ box: Box) -> [Offer] {
    switch state {
    case .logIn(let logIn): logIn.offers
    case .queue(_, let place): offers(inQueue: box.queue, at: place)
    case .helping(let session, let matter, let page): offers(session, matter, page, box)
    case .gone: []
    }
  }

  private func offers(inQueue queue: [QueueEntry], at focus: Int) -> [Offer] {
    let claims = queue.indices.compactMap { place -> Offer? in
      let keys: [Key] = (place < 9 ? [.digit(place + 1)] : []) + (place == focus ? [.enter] : [])
      return keys.isEmpty ? nil : Offer(keys, .claim(queue[place].matter, place))
    }
    let turns =
      queue.count > 1
      ? [Offer([.down, .tab, .digit(0)], .focusNext), Offer([.up, .backTab], .focusPrevious)] : []
    return claims + turns + [Offer(.stop, .leave)]
  }

  private func offers(_ session: StaffSession, _ matter: Matter, _ page: Page, _ box: Box) -> [Offer] {
    let back = Offer([.back, .stop], .goBack)
    switch page {
    case .flag(let place): return offers(session, matter, at: place, box)
    case .guidance, .watching: return .numbered(Guidance.allCases.map(Intent.guide)) + [back]
    case .note(_, let entry): return entry.offers
    case .secondPerson(_, _, let logIn): return logIn.offers
    case .learned: return .numbered([.learned(true), .learned(false)]) + [back]
    }
  }

  private func offers(_ session: StaffSession, _ matter: Matter, at place: Int, _ box: Box) -> [Offer] {
    let flags = box.flags(of: matter)
    let release = Offer([.back, .stop], .release)
    guard flags.indices.contains(place) else { return [release] }
    let flag = flags[place]
    let visit = box.visit(of: matter)
    var offers = box.offers(of: flag.code.deskActions, on: flag, for: session, visit) + Box.offersToTurn(flags.count)
    if let visit {
      offers.append(Offer(.digit(6), .writeNote))
      if visit.step.isWaitingForAttestation { offers.append(Offer(.digit(7), .takeFrame)) }
      offers += [Offer(.digit(8), .showMessages), Offer(.digit(9), .watch)]
    }
    return offers + [release]
  }
}
