import PassportRules
import Quality
import Renewal

extension TextKey {
  /// Every text.
  package static let allCases: [TextKey] =
    keys(LanguageText.self) + keys(FormText.self) + keys(SpokenFormText.self) + keys(CommonText.self)
    + StepName.allCases.map(TextKey.step)
    + keys(WelcomeText.self) + keys(ExerciseText.self) + keys(KeysText.self) + keys(ClosedText.self)
    + StepName.allCases.flatMap { $0.screen.keys }
    + RenewalGrounds.allCases.flatMap { [TextKey.grounds($0), .briefly($0)] }
    + PhotoFault.allCases.flatMap { [TextKey.advice($0), .failed($0)] }
    + Finger.allCases.map(TextKey.finger) + PrintFault.allCases.map { TextKey.advice($0) }
    + SignatureFault.allCases.map { TextKey.advice($0) } + ReviewLine.allCases.map(TextKey.review)
    + DeclineReason.allCases.map(TextKey.declined) + StepName.ofCitizens.map(TextKey.nextTime)
    + StepName.allCases.map(TextKey.about)
    + keys(HelpText.self) + keys(LearnText.self) + keys(TwoKeysText.self) + keys(StopText.self) + keys(KeepText.self)
    + keys(IdleText.self)
    + keys(ReadyText.self) + keys(CallingText.self) + FlagCode.allCases.map(TextKey.calling)
    + keys(AsideText.self) + keys(WaitText.self) + keys(GuidedText.self) + Guidance.allCases.map(TextKey.guidance)
    + staff + keys(PrinterText.self)

  private static let staff: [TextKey] =
    keys(LogInText.self) + keys(AttendanceText.self) + FlagCode.allCases.map(TextKey.flag)
    + keys(ActionText.self)
    + StaffAction.Kind.allCases.filter { $0 != .except && $0 != .refer }.map(TextKey.action)
    + keys(ConsequenceText.self) + ExceptionReason.allCases.map(TextKey.reason) + why
    + BankAnswer.allCases.map(TextKey.bank)
    + StaffRole.allCases.map(TextKey.role)
    + keys(MaintenanceText.self) + Device.allCases.map(TextKey.device) + DeviceState.allCases.map(TextKey.state)
    + PaperState.allCases.map(TextKey.paper) + keys(BoxStatusText.self) + keys(ClosedStaffText.self)
    + keys(DeskText.self) + desk

  private static let why: [TextKey] = {
    let all =
      AttestationDoubt.allCases.map(TextKey.why) + EndReason.allCases.map(TextKey.why)
      + ReferralReason.allCases.map(TextKey.why) + ParkingReason.allCases.map(TextKey.why)
    return all.enumerated().filter { all.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }()

  private static func keys<Group: TextGroup>(_ group: Group.Type) -> [TextKey] { group.allCases.map(\.key) }
}
