package import PassportRules

/// A value of a field, with the one form in which it is written and read.
package protocol FieldValue: Sendable {
  /// As it is written.
  var canonical: Canonical { get }
  /// The value that was written so; nothing when none is.
  init?(canonical: Canonical)
}

extension FieldValue where Self: RawRepresentable<String> {
  package var canonical: Canonical { .text(rawValue) }
  package init?(canonical: Canonical) {
    guard let name = canonical.text else { return nil }
    self.init(rawValue: name)
  }
}

extension StepName: FieldValue {}
extension FlagCode: FieldValue {}
extension StaffRole: FieldValue {}
extension Device: FieldValue {}
extension DeviceFault.Reason: FieldValue {}
extension RecoveryAction: FieldValue {}
extension Guidance: FieldValue {}
extension OutOfServiceReason: FieldValue {}
extension PrintOutcome: FieldValue {}
extension DeclineReason: FieldValue {}

extension Optional: FieldValue where Wrapped: FieldValue {
  package var canonical: Canonical { map(\.canonical) ?? .null }
  package init?(canonical: Canonical) {
    guard canonical != .null else {
      self = .none
      return
    }
    guard let value = Wrapped(canonical: canonical) else { return nil }
    self = value
  }
}

extension Canonical: FieldValue {
  package var canonical: Canonical { self }
  package init?(canonical: Canonical) { self = canonical }
}

extension Int: FieldValue {
  package var canonical: Canonical { .integer(self) }
  package init?(canonical: Canonical) {
    guard let number = canonical.integer else { return nil }
    self = number
  }
}

extension Bool: FieldValue {
  package var canonical: Canonical { .flag(self) }
  package init?(canonical: Canonical) {
    guard let flag = canonical.flag else { return nil }
    self = flag
  }
}

extension String: FieldValue {
  package var canonical: Canonical { .text(self) }
  package init?(canonical: Canonical) {
    guard let text = canonical.text else { return nil }
    self = text
  }
}

extension CaseNumber: FieldValue {
  package var canonical: Canonical { .integer(number) }
  package init?(canonical: Canonical) {
    guard let number = canonical.integer else { return nil }
    self.init(number)
  }
}

extension StaffID: FieldValue {
  package var canonical: Canonical { .text(digits) }
  package init?(canonical: Canonical) {
    guard let digits = canonical.text else { return nil }
    self.init(digits)
  }
}

extension Language: FieldValue {
  package var canonical: Canonical { .text(code) }
  package init?(canonical: Canonical) {
    guard let code = canonical.text else { return nil }
    self.init(code)
  }
}

extension Amount: FieldValue {
  package var canonical: Canonical { .integer(ore) }
  package init?(canonical: Canonical) {
    guard let ore = canonical.integer else { return nil }
    self.init(ore: ore)
  }
}

extension CivilDate: FieldValue {
  package var canonical: Canonical { .text(description) }
  package init?(canonical: Canonical) {
    guard let text = canonical.text else { return nil }
    self.init(iso: text)
  }
}
