package import Renewal

/// Texts of flags, desks and maintenance that are named by what they tell of.
extension TextKey {
  /// What staff at a desk tell the citizen, as the citizen reads and hears it.
  package static func guidance(_ guidance: Guidance) -> TextKey { named("guidance", guidance, .citizen) }
  /// The same in a word or two, for staff who choose it.
  package static func guidanceName(_ guidance: Guidance) -> TextKey { named("guidanceNames", guidance, .staff) }
  /// What staff did at a desk, once it has happened.
  package static func done(_ kind: StaffAction.Kind) -> TextKey { named("done", kind, .staff) }
  /// Why a desk's wish was not carried out.
  package static func refusal(_ refusal: DeskRefusal) -> TextKey { named("refusals", refusal, .staff) }
  /// Why staff take the box out of service.
  package static func outOfService(_ reason: OutOfServiceReason) -> TextKey { named("outOfService", reason, .staff) }
  /// Why a command to a device failed.
  package static func fault(_ reason: DeviceFault.Reason) -> TextKey { named("deviceFaults", reason, .staff) }
  /// Why a driver is not used.
  package static func refusal(_ refusal: DriverRefusal) -> TextKey { named("driverRefusals", refusal, .staff) }
  /// What a person must do about it.
  package static func remedy(_ action: RecoveryAction) -> TextKey { named("remedies", action, .staff) }
  /// Why a parked case cannot be resumed.
  package static func gone(_ why: ParkedGone) -> TextKey { named("parkedGone", why, .staff) }

  /// Why a PIN is not taken, and how one is.
  package static func fault(_ fault: PINFault) -> TextKey { named("pinFaults", fault, .staff) }
  /// What happened to somebody's account.
  package static func news(_ news: AccountNews) -> TextKey { named("accountNews", news, .staff) }

  /// Who is needed, in a word.
  package static func severity(_ severity: Severity) -> TextKey {
    let name =
      switch severity {
      case .info: "info"
      case .help: "help"
      case .officer: "officer"
      case .urgent: "urgent"
      }
    return TextKey(section: "severities", name: name, audience: .staff)
  }

  static let desk: [TextKey] =
    Severity.allCases.map(TextKey.severity) + Guidance.allCases.map(TextKey.guidanceName)
    + StaffAction.Kind.allCases.filter(\.isOfDesks).map(TextKey.done) + DeskRefusal.allCases.map(TextKey.refusal)
    + OutOfServiceReason.allCases.map(TextKey.outOfService)
    + DeviceFault.Reason.allCases.map(TextKey.fault) + DriverRefusal.allCases.map(TextKey.refusal)
    + RecoveryAction.allCases.map(TextKey.remedy)
    + ParkedGone.allCases.map(TextKey.gone) + PINFault.allCases.map(TextKey.fault)
    + AccountNews.allCases.map(TextKey.news)
}
