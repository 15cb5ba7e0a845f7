extension LanguageStep {
  func handle(_ event: StepEvent, in visit: inout Visit, _ turn: inout Turn) -> Move {
    switch (self, event) {
    case (.language, .key(.digit(let digit))) where (1...turn.policy.languages.count).contains(digit):
      visit.presentation.language = turn.policy.languages[digit - 1]
      return .stay(.language(.speech))
    case (.language, .key(.enter)):
      return .stay(.language(.speech))
    case (.language, .key(.back)):
      return .askToStop
    case (.speech, .key(.digit(1))):
      visit.presentation.isSpoken = true
      return .advance
    case (.speech, .key(.digit(2))), (.speech, .key(.enter)):
      visit.presentation.isSpoken = false
      return .advance
    case (.speech, .key(.back)):
      return .stay(.language(.language))
    case (.language, _), (.speech, _):
      return .stay(.language(self))
    }
  }
}
