import PassportRules
package import Renewal

extension JSON {
  /// The value for who reads it at a terminal, or has another program read it: what a terminal obeys, what turns the order of what is
  /// read, what is not seen, and a mark that would stand on the sign before are escaped too, so that what is seen is what is there.
  package var shown: String { written(quoting: Self.shown) }

  private static func shown(_ text: String) -> String {
    var shown = "\""
    var isAfterLetter = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": shown += "\\\""
      case "\\": shown += "\\\\"
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case _ where scalar.isUnseen || (scalar.isMark && !isAfterLetter): shown += escaped(scalar)
      case _: shown.unicodeScalars.append(scalar)
      }
      isAfterLetter = scalar.properties.isAlphabetic || (scalar.isMark && isAfterLetter)
    }
    return shown + "\""
  }
}
