package import Renewal

/// What a drawing of a desk needs besides the states of the desk and of the box.
package struct DeskContext: Sendable {
  /// Size, capabilities, contrast, texts and pictures, as the desk's own terminal has them.
  package var screen: ScreenContext
  /// Minutes since each entry of `box.queue` was raised, in the queue's order; nothing where that is not known.
  package var ages: [Int?]
  /// The box's day; nothing where that is not known.
  package var day: DayFacts?
  /// What the citizen's screen shows now, while the desk watches the case it has claimed; pictures are recast for a desk whose
  /// terminal cannot show them so.
  package var citizen: Grid?

  /// A context of a desk.
  package init(screen: ScreenContext, ages: [Int?] = [], day: DayFacts? = nil, citizen: Grid? = nil) {
    self.screen = screen
    self.ages = ages
    self.day = day
    self.citizen = citizen
  }
}

extension Screens {
  /// The smallest terminal on which a desk can be used.
  package static let smallestDesk = Size(columns: 50, rows: 18)

  /// The size in which a box's screen is shown on a desk: its own, or one whose lines have room there.
  package static func watchedSize(of screen: Size, on desk: Size) -> Size {
    guard screen.columns > desk.columns else { return screen }
    return desk.columns >= 80 ? Size(columns: 80, rows: 24) : Size(columns: max(40, desk.columns), rows: 18)
  }

  /// Draws a desk as it is: its own state, and what it may see of the box; over the drawing before where only parts of it differ.
  package static func drawing(
    of desk: Desk, _ box: Box, in context: DeskContext, over old: consuming Drawing? = nil
  ) -> Drawing {
    var context = context
    context.screen.capabilities.onScreen(theme(for: desk, in: context).name)
    let texts = context.screen.catalogue[desk.language ?? box.policy.languages.first ?? Language("da")]
    let render = RenderContext(box: box, context: context.screen, texts: texts, offers: desk.offers(box))
    guard context.screen.size.columns >= smallestDesk.columns, context.screen.size.rows >= smallestDesk.rows else {
      return PageLayout.drawTooSmall(render)
    }
    let page = DeskScreen.page(desk, context, render).offered(render.offers)
    if desk.isWatching, let citizen = context.citizen {
      return PageLayout.watch(citizen, page, render)
    }
    return PageLayout.draw(page, render, over: old.take())
  }

  /// The colours of a desk: those its own terminal was started with.
  package static func theme(for desk: Desk, in context: DeskContext) -> Theme {
    switch context.screen.contrast {
    case .light: .light
    case .dark: .dark
    case .high: .highContrast
    }
  }

  /// Whether the screen shows `ScreenContext.secondsWaited`, so that it must be drawn anew each second: a wait for a device, the
  /// authority or the store is on it.
  package static func showsPassing(_ box: Box) -> Bool { Awaited(box.state) != nil }
}
