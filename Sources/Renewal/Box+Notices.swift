import PassportRules

extension Box {
  /// What a device tells unasked.
  mutating func following(_ notice: DeviceNotice, _ turn: inout Turn) -> State {
    switch notice {
    case .state(let device, let deviceState):
      devices[device] = deviceState
      noteTrial(of: device)
      if deviceState.isUsable { withdrawFaults(of: device, &turn) }
      if deviceState.isSuspicious, case .visit(var visit) = state, visit.step.name == device.suspectedStep {
        visit.raise(.presentationAttack, &turn)
        return .visit(visit)
      }
      return settled(state)
    case .media(let media):
      self.media = media
      if media == .notPresent { withdraw(.documentLeftBehind, &turn) }
      return settled(toVisit(.media(media), &turn))
    case .paper(let paper):
      self.paper = paper
      switch paper {
      case .full, .low: withdrawFaults(of: .receiptPrinter, &turn)
      case .out, .jammed: break
      }
      return state
    case .staffSwitch:
      switch state {
      case .closed(.stopping): return state
      case .closed, .welcome: return beginLogIn(nil, &turn)
      case .visit(let visit): return visit.canEnd ? beginLogIn(visit, &turn) : state
      case .logIn, .attended, .maintenance: return state
      }
    case .callButton:
      guard case .visit(var visit) = state, visit.step.name != .farewell else {
        turn.emit(.notify(.helpRequested))
        return state
      }
      visit.callForHelp(&turn)
      return .visit(visit)
    case .cabinetOpened:
      if outOfService != .stopping { outOfService = .cabinet }
      turn.lasting.append(Flag(.cabinetOpened, step: nil))
      if state.visit != nil, interruption == nil { interruption = .cabinet }
      return settled(state)
    }
  }

  /// Takes a flag of the box away that is over by itself.
  mutating func withdraw(_ code: FlagCode, _ turn: inout Turn) {
    for flag in flags where flag.code == code { turn.record(.flagWithdrawn(nil, flag)) }
    flags.removeAll { $0.code == code }
  }
}
