import PassportRules

extension Box {
  /// What a device tells unasked.
  mutating func deviceTold(_ notice: DeviceNotice, _ transition: inout Transition) {
    switch notice {
    case .state(let device, let deviceState): stateChanged(of: device, to: deviceState, &transition)
    case .media(let media):
      self.media = media
      // The time to lay it down was the citizen's; the time to read it begins now.
      if media.isInReader { transition.giveTime(of: .documentReader) }
      if media == .notPresent { withdraw(.documentLeftBehind, &transition) }
      toVisit(.media(media), &transition)
      settle()
    case .paper(let paper):
      self.paper = paper
      if !paper.isThere { transition.lasting.append(Flag(.deviceFault, step: nil, device: .receiptPrinter)) }
      withdrawFaultsIfWell(.receiptPrinter, &transition)
    case .staffSwitch:
      switch state {
      case .closed(.stopping): break
      case .closed, .welcome:
        rehearsalIsOver()
        beginLogIn(nil, &transition)
      case .visit(let visit): if visit.canEnd { beginLogIn(visit, &transition) }
      case .logIn, .attended, .maintenance: break
      }
    case .callButton:
      guard case .visit(var visit) = state, visit.step.name != .farewell else {
        return transition.emit(.notify(.helpRequested))
      }
      visit.callForHelp(&transition)
      state = .visit(visit)
    case .cabinetOpened:
      if outOfService != .stopping { outOfService = .cabinet }
      transition.lasting.append(Flag(.cabinetOpened, step: nil))
      interruptVisit(for: .cabinet)
      settle()
    }
  }

  private mutating func stateChanged(of device: Device, to deviceState: DeviceState, _ transition: inout Transition) {
    let wasGone = devices[device]?.isUsable == false
    devices[device] = deviceState
    if deviceState.isUsable { remedies[device] = nil }
    noteTrial(of: device)
    withdrawFaultsIfWell(device, &transition)
    guard deviceState.isSuspicious, case .visit(var visit) = state, visit.step.name == device.suspectedStep else {
      if device == .paymentTerminal, wasGone, deviceState.isUsable { toVisit(.terminalWorks, &transition) }
      return settle()
    }
    visit.raise(.presentationAttack, &transition)
    state = .visit(visit)
  }

  /// How much room there is on the disk: the first sign of less is told staff, and the flag goes when there is enough again.
  mutating func storageRoomChanged(to room: StorageRoom, _ transition: inout Transition) {
    storageRoom = room
    switch room {
    case .enough: withdraw(.storageLow, &transition)
    case .low, .short:
      if !flags.contains(where: { $0.code == .storageLow }) { transition.lasting.append(Flag(.storageLow, step: nil)) }
    }
    // Who has only just come loses nothing; who is further has the room that was there when they came.
    if room == .short, case .visit(let visit) = state, visit.isUntouched { interruptVisit(for: .storage) }
  }

  /// A box without its voice offers none, and staff are told; whoever was listening to it alone has a person called.
  mutating func voiceChanged(isThere: Bool, _ transition: inout Transition) {
    guard hasVoice != isThere else { return }
    hasVoice = isThere
    if isThere { return withdraw(.voiceLost, &transition) }
    transition.lasting.append(Flag(.voiceLost, step: nil))
    guard case .visit(var visit) = state, visit.presentation.isSpoken, visit.step.name != .farewell else {
      return toVisit(.voiceLost, &transition)
    }
    visit.callForHelp(&transition)
    state = .visit(visit)
  }

  /// Whoever plugs a headset in wants to hear the box: at an idle one a visit, at a closed one why it is; whoever pulls it out has the
  /// loudspeaker, where nothing of their own is said. No page turns by it: the key that somebody is about to press must mean what it did.
  mutating func headsetChanged(isIn: Bool, _ transition: inout Transition) {
    guard isHeadsetIn != isIn else { return }
    isHeadsetIn = isIn
    if isIn {
      switch (state, offers.taking(.again)?.intent) {
      case (.welcome, .readAloud(true)): state = .visit(open(&transition))
      case (.closed, .speakAgain): transition.emit(.speakAgain)
      default: break
      }
    }
    changeVisit { [policy] visit in
      visit.presentation.hasHeadset = isIn
      if isIn, policy.speaks(visit.presentation.language) { visit.presentation.isSpoken = true }
    }
  }

  /// Takes a flag of the box away that is over by itself.
  mutating func withdraw(_ code: FlagCode, _ transition: inout Transition) {
    for flag in flags where flag.code == code { transition.record(.flagWithdrawn(nil, flag)) }
    flags.removeAll { $0.code == code }
  }
}
