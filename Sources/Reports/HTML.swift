/// Text within HTML.
package enum HTML {
  /// A text whose marks mean nothing to a browser.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case _: escaped.append(character)
      }
    }
    return escaped
  }
}
