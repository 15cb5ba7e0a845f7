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

  /// How much room there is on the disk: the first sign of less is told staff, and the flag goes when there is enough again.
  mutating func follow(_ room: StorageRoom, _ turn: inout Turn) {
    storageRoom = room
    switch room {
    case .enough: withdraw(.storageLow, &turn)
    case .low, .short:
      if !flags.contains(where: { $0.code == .storageLow }) { turn.lasting.append(Flag(.storageLow, step: nil)) }
    }
    // Who has only just come loses nothing; who is further has the room that was there when they came.
    if room == .short, case .visit(let visit) = state, visit.isUntouched, interruption == nil {
      interruption = .storage
    }
  }

  /// Takes a flag of the box away that is over by itself.
  mutating func withdraw(_ code: FlagCode, _ turn: inout Turn) {
    for flag in flags where flag.code == code { turn.record(.flagWithdrawn(nil, flag)) }
    flags.removeAll { $0.code == code }
  }
}
