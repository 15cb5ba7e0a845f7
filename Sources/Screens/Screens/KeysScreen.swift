import Renewal

/// The texts of the page that tells what the keys of another page do.
package enum KeysText: String, TextGroup {
  case heading, focus, type, write, figures, letters, arrows

  package static let section = "keys"
  package static let audience = Audience.staff
}

/// What the keys of a page of staff do: what stands on it, and what does not.
enum KeysScreen {
  /// The keys of a page; `below` has that page's menu.
  static func page(of page: Page, _ below: RenderContext, _ render: RenderContext) -> Page {
    var keys = Page(.none, heading: render(KeysText.heading))
    keys.isStaff = page.isStaff
    keys.headerNote = page.headerNote
    keys.keys.back = render(CommonText.keyBack)
    keys.add(.facts(figures(of: page) + others(below) + named(page.offered(below.offers))))
    return keys
  }

  /// What stands before a choice.
  private static func figures(of page: Page) -> [Row] {
    page.items.flatMap { item -> [Row] in
      switch item.block {
      case .choices(let choices), .tools(let choices): choices.map { Row(SpokenText("\($0.number)"), $0.words) }
      case .queue(let rows): rows.compactMap { row in row.number.map { Row(SpokenText("\($0)"), row.reason) } }
      case .rows(let rows, among: _), .facts(let rows):
        rows.compactMap { row in row.number.map { Row(SpokenText("\($0)"), row.label) } }
      default: []
      }
    }
  }

  /// What stands on no page: fields, and the way through a list.
  private static func others(_ below: RenderContext) -> [Row] {
    var rows: [Row] = []
    if let typing = below.offers.offering(.type) {
      rows.append(Row(below(KeysText.figures), below(KeysText.type)))
      if typing.others == .letters { rows.append(Row(below(KeysText.letters), below(KeysText.write))) }
    }
    if below.offers.offering(.focusNext) != nil { rows.append(Row(below(KeysText.arrows), below(KeysText.focus))) }
    return rows
  }

  /// The keys of the last line, but the one that led here.
  private static func named(_ page: Page) -> [Row] {
    page.keys.all.filter { $0.key != .help }.compactMap { hint in hint.words.map { Row(SpokenText(hint.sign), $0) } }
  }
}
