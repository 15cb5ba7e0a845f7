import Renewal
import StrictYAML

extension KioskReader {
  /// Readers that work as keyboards: prefixes that nobody types and that cannot be confused.
  static func readers(_ file: Section) -> ReaderSettings {
    let read = file.group("readers") { group in
      let layout = group.word("layout", ReaderSettings.Layout.self) ?? .matching
      let cards = group.list("cardPrefixes", of: "prefixes") { value, index in
        group.text("cardPrefixes[\(index)]", value, atMost: 4).map { (key: "cardPrefixes[\(index)]", text: $0) }
      }
      let code = group.text("codePrefix", atMost: 4)
      let mrz = group.text("mrzPrefix", atMost: 4)
      if cards.isEmpty {
        group.reject("cardPrefixes", found: "no prefix", expected: "a list of prefixes such as [\"%\"]")
      }
      let kinds = [cards, [(key: "codePrefix", text: code)], [(key: "mrzPrefix", text: mrz)]]
      for prefix in kinds.joined() where !prefix.text.isEmpty {
        let isSentinel = prefix.key.hasPrefix("card") && stripeSentinels.contains(prefix.text)
        if !isSentinel { refuseTyped(prefix, layout, group) }
      }
      refuseConfusable(kinds, group)
      return ReaderSettings(
        cardPrefixes: cards.map(\.text), codePrefix: code, mrzPrefix: mrz, layout: layout,
        longestGap: group.span("longestGap", Milliseconds(10)...Milliseconds(1000))
      )
    }
    return read
      ?? ReaderSettings(cardPrefixes: [], codePrefix: "", mrzPrefix: "", layout: .matching, longestGap: Milliseconds(0))
  }

  /// What stripes begin with of their own accord (ISO/IEC 7811), and the other sign that readers send for track 2.
  private static let stripeSentinels: Set<String> = ["%", ";", ":"]

  /// Refuses a prefix that begins as something that people type: letters, figures, the keypad's keys.
  private static func refuseTyped(
    _ prefix: (key: String, text: String), _ layout: ReaderSettings.Layout, _ group: Section
  ) {
    let free =
      switch layout {
      case .matching: "!\"#$%&'():;<=>?@[\\]^_`{|}~"
      // Without those that arrive as Danish letters or as the keypad's keys.
      case .us: "!#$%&()<>?@\\]^`}~=_"
      }
    let isASCII = prefix.text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard let first = prefix.text.first, free.contains(first), isASCII else {
      group.reject(prefix.key, found: "“\(prefix.text)”", expected: "ASCII characters, the first one of \(free)")
      return
    }
  }

  /// Refuses prefixes of different kinds of which one begins the other.
  private static func refuseConfusable(_ kinds: [[(key: String, text: String)]], _ group: Section) {
    for (index, kind) in kinds.enumerated() {
      for prefix in kind where !prefix.text.isEmpty {
        let others = kinds.enumerated().filter { $0.offset != index }.flatMap(\.element)
        if others.contains(where: { $0.text.uppercased().hasPrefix(prefix.text.uppercased()) }) {
          group.reject(
            prefix.key, found: "“\(prefix.text)”, with which another prefix begins",
            expected: "prefixes that cannot be confused"
          )
        }
      }
    }
  }
}
