import Renewal

/// Where the citizen is on the way.
enum Progress: Equatable {
  /// No dots: before the way begins, or not on it.
  case none
  /// Before the first of the counted steps; with the page's name.
  case before(SpokenText)
  /// At a counted step, from 1.
  case at(Int, SpokenText)
  /// All steps are done.
  case done(SpokenText)
}

/// What the keys at the bottom do on a page; a key without a meaning leaves its place empty.
struct KeyHints: Equatable {
  /// Enter.
  var enter: SpokenText?
  /// `-`.
  var back: SpokenText?
  /// `*`.
  var help: SpokenText?
  /// `/`.
  var stop: SpokenText?
  /// `+`.
  var again: SpokenText?
}

/// A picture beside the text, with how much it is missed on a small screen.
struct Side: Equatable {
  let figure: CaptionedFigure
  let weight: Weight
  /// The least columns that the text keeps on a large screen.
  let textColumns: Int
  /// The least that it keeps on a small grid.
  let fewestColumns: Int

  init(_ figure: CaptionedFigure, _ weight: Weight = .must, textColumns: Int = 34, fewestColumns: Int = 18) {
    self.figure = figure
    self.weight = weight
    self.textColumns = textColumns
    self.fewestColumns = fewestColumns
  }
}

/// One screen before it has a size: a heading, blocks, perhaps a picture beside them, and the keys.
struct Page {
  var progress: Progress
  /// The one thing to do: a question or an imperative.
  var heading: SpokenText
  /// What comes after this step.
  var next: SpokenText?
  var items: [Item] = []
  /// What a person says to the citizen just now: above everything else, and spoken first.
  var message: SpokenText?
  /// What a key or a reading that means nothing here is answered.
  var answer: SpokenText?
  var side: Side?
  var keys = KeyHints()
  /// What stands at the right of the header instead of the language.
  var headerNote: SpokenText?
  /// Whether the page is for staff: the heading has their colour, and nothing of it is ever said.
  var isStaff = false
  /// The moment of a countdown that the page is at.
  var reminder: Reminder?
  /// Whether the text runs as wide as the screen: a table, not something to read.
  var isWide = false
  /// Pictures that take the whole screen but for header, notices and keys; nothing else of the page is shown.
  var enlarged: [CaptionedFigure]?
  /// The keys to be pressed where figures are typed, on a screen that is pressed.
  var keypad: Keypad?
  /// The key that a press anywhere stands for, where any key does.
  var wholeScreen: Key?

  init(_ progress: Progress, heading: SpokenText) {
    self.progress = progress
    self.heading = heading
  }

  /// The page without hints at keys that are not on the menu.
  func offered(_ offers: [Offer]) -> Page {
    func kept(_ words: SpokenText?, _ key: Key) -> SpokenText? { offers.taking(key) == nil ? nil : words }
    var page = self
    page.keys = KeyHints(
      enter: kept(keys.enter, .enter), back: kept(keys.back, .back), help: kept(keys.help, .help),
      stop: kept(keys.stop, .stop), again: kept(keys.again, .again))
    return page
  }

  /// Adds what Enter does, where it is on the menu.
  mutating func action(
    _ intent: Intent, _ words: SpokenText, _ render: RenderContext, _ weight: Weight = .must, gap: Bool = true
  ) {
    guard render.offers.offering(intent)?.keys.contains(.enter) == true else { return }
    add(.action(key: Key.enter.sign, words), weight, gap: gap)
  }

  /// Adds a block.
  mutating func add(_ block: Block, _ weight: Weight = .must, gap: Bool = true) {
    items.append(Item(block, weight, gap: gap))
  }
}

extension Block {
  /// Whether the focus is in this block.
  var hasFocus: Bool {
    switch self {
    case .action, .prompt: true
    case .field(let field): field.isFocused
    case .choices(let choices): choices.contains(where: \.isFocused)
    case .queue(let rows): rows.contains(where: \.isFocused)
    case .checks(let checks): checks.contains { $0.state == .focus }
    case .gallery(let figures): figures.contains(where: \.isFocused)
    case .text, .notice, .rows, .facts, .tools, .comparison, .digits, .bar: false
    }
  }
}
