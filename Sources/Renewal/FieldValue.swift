package import PassportRules

/// A value of a field, with the one form in which it is written and read.
package protocol FieldValue: Sendable {
  /// As it is written.
  var json: JSON { get }
  /// The value that was written so; nothing when none is.
  init?(json: JSON)
}

extension FieldValue where Self: RawRepresentable, RawValue: FieldValue {
  package var json: JSON { rawValue.json }
  package init?(json: JSON) {
    guard let raw = RawValue(json: json) else { return nil }
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
  package var json: JSON { written.json }
  package init?(json: JSON) {
    guard let written = Written(json: json) else { return nil }
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
extension BankAnswer: FieldValue {}
extension ReadyNotice: FieldValue {}
extension StatusLight: FieldValue {}

extension Optional: FieldValue where Wrapped: FieldValue {
  package var json: JSON { map(\.json) ?? .null }
  package init?(json: JSON) {
    guard json != .null else {
      self = .none
      return
    }
    guard let value = Wrapped(json: json) else { return nil }
    self = value
  }
}

extension JSON: FieldValue {
  package var json: JSON { self }
  package init?(json: JSON) { self = json }
}

extension Int: FieldValue {
  package var json: JSON { .integer(self) }
  package init?(json: JSON) {
    guard let number = json.integer else { return nil }
    self = number
  }
}

extension Bool: FieldValue {
  package var json: JSON { .flag(self) }
  package init?(json: JSON) {
    guard let flag = json.flag else { return nil }
    self = flag
  }
}

extension String: FieldValue {
  package var json: JSON { .text(self) }
  package init?(json: JSON) {
    guard let text = json.text else { return nil }
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
