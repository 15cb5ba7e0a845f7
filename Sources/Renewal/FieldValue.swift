package import PassportRules

/// A value of a field, with the one form in which it is written and read.
package protocol FieldValue: Sendable {
  /// As it is written.
  var canonical: Canonical { get }
  /// The value that was written so; nothing when none is.
  init?(canonical: Canonical)
}

extension FieldValue where Self: RawRepresentable, RawValue: FieldValue {
  package var canonical: Canonical { rawValue.canonical }
  package init?(canonical: Canonical) {
    guard let raw = RawValue(canonical: canonical) else { return nil }
    self.init(rawValue: raw)
  }
}

/// A value that is written as another one is.
package protocol WrittenAsAnother: FieldValue {
  associatedtype Written: FieldValue
  /// The other one.
  var written: Written { get }
  /// The value of the other one; nothing when there is none.
  init?(written: Written)
}

extension WrittenAsAnother {
  package var canonical: Canonical { written.canonical }
  package init?(canonical: Canonical) {
    guard let written = Written(canonical: canonical) else { return nil }
    self.init(written: written)
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

extension CaseNumber: WrittenAsAnother {
  package var written: Int { number }
  package init?(written number: Int) { self.init(number) }
}

extension StaffID: WrittenAsAnother {
  package var written: String { digits }
  package init?(written digits: String) { self.init(digits) }
}

extension Language: WrittenAsAnother {
  package var written: String { code }
  package init?(written code: String) { self.init(code) }
}

extension Amount: WrittenAsAnother {
  package var written: Int { ore }
  package init?(written ore: Int) { self.init(ore: ore) }
}

extension CivilDate: WrittenAsAnother {
  package var written: String { description }
  package init?(written text: String) { self.init(iso: text) }
}
