/// A screen with the page that it shows, so that the next one is drawn only where it differs.
package struct Drawing {
  /// What is shown.
  package internal(set) var screen: Screen
  /// The rows that may differ from the drawing before; nothing where all of them may.
  package let changedRows: Range<Int>?
  /// What did not fit.
  package let faults: [LayoutFault]
  let page: Page
  let conditions: DrawingConditions
  /// Nothing where the parts cannot be drawn by themselves.
  let placement: Placement?
  /// The word to the citizen that is said instead of the page.
  var aside: Phrase?

  /// The page that is read aloud behind one that is only shown; nothing where that is the same.
  var hidden: Page?

  /// What the second of two keys would take, where the screen is walked by them.
  var walkedWords: String?

  /// What the screen says, made when it is asked for: a citizen's page as it stands, without what a clock changes in it. Staff's pages
  /// say nothing but a word to the citizen who waits.
  package func narration(to hearing: Hearing) -> Narration {
    if let aside { return Narration(place: [aside]) }
    let texts = conditions.texts
    let page = hidden ?? self.page
    var narration = page.narration(texts, to: hearing)
    let words = walkedWords.map { texts.sentence($0) } ?? ""
    if !page.isStaff, !words.isEmpty { narration.body.append(Phrase(words, texts.language)) }
    return narration
  }

  /// Everything that everybody may hear of it, in order.
  package var sentences: [String] { narration(to: .everybody).all.map(\.text) }

  /// Whether staff have the screen, so that what is said is a word to the citizen who waits.
  package var isAside: Bool { aside != nil }

  /// The moment of a countdown that the screen is at.
  package var reminder: Reminder? { (hidden ?? page).reminder }
}

/// What a drawing depends on besides its page.
struct DrawingConditions {
  let size: Size
  let capabilities: TerminalCapabilities
  let texts: Texts
  let library: String
  let boxName: String
  let isTraining: Bool
  let touch: TouchScreen?
  let walked: WalkedFocus?

  init(_ render: RenderContext) {
    size = render.context.size.clamped
    capabilities = render.context.capabilities
    texts = render.texts
    library = render.context.library
    boxName = render.context.boxName
    isTraining = render.context.isTraining
    touch = render.context.touch
    walked = render.context.walked
  }

  /// Whether the same page looks the same; a language has one set of texts as long as the program runs.
  func areLike(_ other: DrawingConditions) -> Bool {
    size == other.size && capabilities == other.capabilities && texts.language == other.texts.language
      && library == other.library && boxName == other.boxName && isTraining == other.isTraining && touch == other.touch
      // The mark stands in the cells.
      && walked == nil && other.walked == nil
  }
}

/// Where the parts of a page stand on its grid.
struct Placement {
  /// A block that found room.
  struct PlacedBlock {
    /// Which of the page's items it is.
    let item: Int
    let rows: Range<Int>
    /// Which of the screen's hotspots are its own.
    let hotspots: Range<Int>
  }

  /// Where the body's text stands.
  let text: Rect
  /// Whether blocks take their shortest form.
  let isTight: Bool
  var blocks: [PlacedBlock] = []
  /// The picture beside the text.
  var side: Rect?
}
