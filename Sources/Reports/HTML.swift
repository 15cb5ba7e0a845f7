/// Text within HTML.
package enum HTML {
  /// A page up to its body: no script, nothing from elsewhere, and only such pictures as stand in it.
  package static func beginning(language: String, title: String, style: String, hasPictures: Bool = false) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'\(hasPictures ? "; img-src data:" : "")">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    """
  }

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
