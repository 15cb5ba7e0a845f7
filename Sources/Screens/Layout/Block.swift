import Renewal

/// What a screen's body consists of, from top to bottom, before it has a size.
enum Block: Equatable {
  /// A short paragraph.
  case text(SpokenText, Role = .text)
  /// Something that the citizen should notice, with its mark.
  case notice(Mark, SpokenText)
  /// Numbered choices.
  case choices([Choice])
  /// What Enter does; it has the focus.
  case action(key: String, SpokenText)
  /// What the screen waits for; it has the focus, and looks like no button, for Enter does nothing there.
  case prompt(SpokenText)
  /// A field for digits; it has the focus.
  case field(Field)
  /// Names and values in two columns, which are those that they would have among others.
  case rows([Row], among: [Row] = [])
  /// Names and values: in two columns, and on a tight page one after the other.
  case facts([Row])
  /// Numbered choices one after the other in as few rows as they need.
  case tools([Choice])
  /// What waits at a desk.
  case queue([QueueRow])
  /// Two readings of one line that differ.
  case comparison(Comparison)
  /// What is right and what is not yet.
  case checks([Check])
  /// A number in large digits.
  case digits(String, spoken: SpokenText)
  /// A bar that is filled to a share, 0–1, with its caption.
  case bar(SpokenText, share: Double)
  /// Pictures side by side, as large as the room allows.
  case gallery([CaptionedFigure])
}

/// How much a block is missed when a small screen has no room for it.
enum Weight: Int, Comparable {
  /// It explains, or is said elsewhere too.
  case may
  /// It helps.
  case should
  /// Without it the screen makes no sense.
  case must

  static func < (one: Weight, other: Weight) -> Bool { one.rawValue < other.rawValue }
}

/// A block with its weight.
struct Item {
  let block: Block
  let weight: Weight
  /// Whether a row of air may stand above it.
  let hasGap: Bool

  init(_ block: Block, _ weight: Weight = .must, gap: Bool = true) {
    self.block = block
    self.weight = weight
    hasGap = gap
  }
}

/// What a mark says, in a sign and a colour.
enum Mark {
  case good, attention, bad, staff

  var sign: String {
    switch self {
    case .good: "✓"
    case .attention, .bad: "!"
    case .staff: "●"
    }
  }

  var role: Role {
    switch self {
    case .good: .good
    case .attention: .warning
    case .bad: .bad
    case .staff: .staff
    }
  }
}

/// A numbered choice.
struct Choice: Equatable {
  let number: Int
  let words: SpokenText
  /// Whether Enter takes it.
  let isFocused: Bool

  init(_ number: Int, _ words: SpokenText, isFocused: Bool = false) {
    self.number = number
    self.words = words
    self.isFocused = isFocused
  }
}

/// A field for digits, with its name before and its unit after it.
struct Field: Equatable {
  let label: SpokenText
  let entry: Entry
  /// After how many digits a gap stands.
  let groups: [Int]
  let unit: String
  /// Whether it has the focus.
  let isFocused: Bool
  /// Whether masked digits are shown, because whoever types asked for it.
  let isOpen: Bool

  init(
    _ label: SpokenText, _ entry: Entry, groups: [Int] = [], unit: String = "", isFocused: Bool = true,
    isOpen: Bool = false
  ) {
    self.label = label
    self.entry = entry
    self.groups = groups
    self.unit = unit
    self.isFocused = isFocused
    self.isOpen = isOpen
  }

  /// Whether the digit at a place is a dot.
  func isDot(_ place: Int) -> Bool { entry.isMasked && !isOpen && place >= entry.shown }
}

/// A name and its value.
struct Row: Equatable {
  /// The number that opens it.
  let number: Int?
  let label: SpokenText
  let value: SpokenText
  let role: Role
  /// Whether the value is an amount: it stands at the right.
  let isAmount: Bool
  /// Whether a line stands above it.
  let isTotal: Bool
  /// Shorter values for a tight page, the longest first; the first that is whole in one row is taken.
  let shorter: [String]

  init(
    _ label: SpokenText, _ value: SpokenText, number: Int? = nil, role: Role = .text, isAmount: Bool = false,
    isTotal: Bool = false, shorter: [String] = []
  ) {
    self.label = label
    self.value = value
    self.number = number
    self.role = role
    self.isAmount = isAmount
    self.isTotal = isTotal
    self.shorter = shorter
  }
}

/// A flag as it stands in a desk's queue.
struct QueueRow: Equatable {
  /// The number that takes it; nothing beyond nine.
  let number: Int?
  /// The severity's sign, in its colour.
  let sign: String
  let role: Role
  /// Who is needed.
  let severity: SpokenText
  /// How long it has waited.
  let age: SpokenText
  let reason: SpokenText
  let step: SpokenText
  /// Who has it.
  let holder: SpokenText
  let isFocused: Bool
}

/// One thing that must be right.
struct Check: Equatable {
  enum State { case right, wrong, focus }
  let state: State
  let words: SpokenText
}

/// A picture with what stands below it.
struct CaptionedFigure: Equatable {
  let drawing: Figure
  let caption: SpokenText?
  /// The number that chooses it.
  let number: Int?
  /// What a press on it stands for where no number chooses it.
  let key: Key?
  let isFocused: Bool
  let role: Role
  /// The least rows in which something can be seen.
  let leastRows: Int

  init(
    _ drawing: Figure, caption: SpokenText? = nil, number: Int? = nil, key: Key? = nil, isFocused: Bool = false,
    role: Role = .text, leastRows: Int? = nil
  ) {
    self.drawing = drawing
    self.leastRows = leastRows ?? drawing.leastRows
    self.caption = caption
    self.number = number
    self.key = number.map(Key.digit) ?? key
    self.isFocused = isFocused
    self.role = role
  }
}
