package import Renewal

/// What people see and hear, as a pure function of the box's state.
package enum Screens {
  /// Draws the box as it is.
  package static func draw(_ box: Box, in context: ScreenContext) -> Screen {
    Screen(grid: Grid(size: context.size), cursor: Position(column: 0, row: 0))
  }

  /// The colours of that drawing: the citizen's choice, else the box's own.
  package static func theme(for box: Box, in context: ScreenContext) -> Theme {
    let chosen: Presentation.Contrast? =
      switch box.state {
      case .visit(let visit): visit.presentation.contrast
      case .logIn(_, let visit): visit?.presentation.contrast
      case .attended(let attendance): attendance.visit?.presentation.contrast
      case .closed, .welcome, .maintenance: nil
      }
    return switch chosen ?? context.contrast {
    case .light: .light
    case .dark: .dark
    case .high: .highContrast
    }
  }

  /// Whether the screen shows `ScreenContext.secondsLeft`, so that it must be drawn anew each second.
  package static func showsCountdown(_ box: Box) -> Bool {
    guard case .visit(let visit) = box.state else { return false }
    return visit.overlay == .idleWarning
  }

  /// The lines of a receipt, at most 32 characters each; `place` is where the passport is fetched.
  package static func receipt(
    _ receipt: Receipt, library: String, place: String, catalogue: TextCatalogue
  ) -> [String] {
    [library, receipt.number.description]
  }
}
