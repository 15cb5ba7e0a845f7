extension String {
  /// The name of a value's case, without what it carries; of a value of an enumeration only.
  package init(caseOf value: some Any) {
    self = Mirror(reflecting: value).children.first?.label ?? "\(value)"
  }

  /// The same in words, such as “no finger” for `noFinger`: where a case is told to a technician, its name says what it is.
  package init(wordsOf value: some Any) {
    self = ""
    for letter in String(caseOf: value) {
      self += letter.isUppercase ? " \(letter.lowercased())" : "\(letter)"
    }
  }
}
