/// Where somebody of staff works on flags, and all in which the two places differ.
///
/// | | at the box | at a desk |
/// |---|---|---|
/// | actions | all | all but what needs hands or eyes there, and whom to call, which crosses to no other terminal |
/// | facts | covered until asked for, because others read along | shown |
/// | the citizen | stands here | sees messages, is watched, and is photographed anew before anybody attests |
/// | the box itself | a page of its own | no |
/// | leaving | the screen is the citizen's again | what was claimed is anybody's again |
package enum StaffPlace: Hashable, Sendable {
  case box
  case desk

  /// What can be done here about a flag, in the order in which staff see it.
  package func actions(on code: FlagCode) -> [StaffAction] {
    switch self {
    case .box: code.actions
    case .desk: code.deskActions
    }
  }

  /// What leads away from the flags.
  var leaving: Intent {
    switch self {
    case .box: .leave
    case .desk: .release
    }
  }
}

extension FlagCode {
  /// What can be done from a desk, in the order staff see it.
  package var deskActions: [StaffAction] {
    actions.filter { $0.kind.isOfDesks && ($0 != .handBack || self != .attestationWanted && isOfVisit) }
  }
}

extension StaffAction.Kind {
  /// Whether it can be done from a desk.
  package var isOfDesks: Bool {
    switch self {
    // It needs hands at the box.
    case .confirmRemoved, .putInService: false
    // A step is chosen beside the citizen; from afar `retry` and a message do.
    case .chooseStep: false
    // Whom to call is shown at the box alone: the number never crosses to another terminal.
    case .showContact: false
    case .retry, .except, .refer, .attest, .declineAttestation, .park, .settleMoney, .takeOutOfService,
      .confirmExamined,
      .handBack, .endVisit:
      true
    }
  }
}
