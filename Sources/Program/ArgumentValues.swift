import ArgumentParser
import Cases
import PassportRules
import Renewal

// What stands on the command line becomes a value before a command runs. A type that lists its cases tells them in errors, in the
// help, in the manual and to a shell that completes words.

extension StaffRole: ExpressibleByArgument {}

extension RenewalGrounds: ExpressibleByArgument {}

extension Presentation.Contrast: ExpressibleByArgument {}

extension StaffID: ExpressibleByArgument {
  /// Two to six digits.
  package init?(argument: String) {
    guard (2...6).contains(argument.utf8.count), argument.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return nil
    }
    self.init(argument)
  }
}

extension CivilDate: ExpressibleByArgument {
  /// A day as `2026-10-31`.
  package init?(argument: String) { self.init(iso: argument) }
}

extension Language: ExpressibleByArgument {
  /// Two small letters, as ISO 639-1 has them.
  package init?(argument: String) {
    self.init(argument)
    guard hasCode else { return nil }
  }
}

extension JournalHead: ExpressibleByArgument {
  /// A row and its hash, 64 hexadecimal digits, as `ROW:HASH`.
  package init?(argument: String) {
    guard let head = KeptHeads.head(argument) else { return nil }
    self = head
  }
}
