extension Theme {
  /// Dark ink on warm white.
  package static let light = Theme(
    name: .light,
    text: ThemeColours(0x1C1C1C, on: 0xEEEEEE),
    quiet: ThemeColours(0x444444, on: 0xEEEEEE),
    heading: ThemeColours(0x00005F, on: 0xEEEEEE, bold: true),
    focus: ThemeColours(0xFFFFFF, on: 0x005F87, bold: true),
    choice: ThemeColours(0x1C1C1C, on: 0xEEEEEE),
    key: ThemeColours(0xFFFFFF, on: 0x444444),
    header: ThemeColours(0xFFFFFF, on: 0x005F87),
    rule: ThemeColours(0x626262, on: 0xEEEEEE),
    good: ThemeColours(0x005F00, on: 0xEEEEEE),
    warning: ThemeColours(0x5F5F00, on: 0xEEEEEE, bold: true),
    bad: ThemeColours(0xAF0000, on: 0xEEEEEE, bold: true),
    staff: ThemeColours(0x5F0087, on: 0xEEEEEE, bold: true),
    entry: ThemeColours(0x000000, on: 0xFFFFFF),
    pictureFrame: ThemeColours(0x444444, on: 0xEEEEEE)
  )

  /// Light ink on near black.
  package static let dark = Theme(
    name: .dark,
    text: ThemeColours(0xE4E4E4, on: 0x121212),
    quiet: ThemeColours(0xA8A8A8, on: 0x121212),
    heading: ThemeColours(0xFFFFFF, on: 0x121212, bold: true),
    focus: ThemeColours(0x000000, on: 0xFFD75F, bold: true),
    choice: ThemeColours(0xE4E4E4, on: 0x121212),
    key: ThemeColours(0xEEEEEE, on: 0x303030),
    header: ThemeColours(0xFFFFFF, on: 0x005F87),
    rule: ThemeColours(0x8A8A8A, on: 0x121212),
    good: ThemeColours(0x87D787, on: 0x121212),
    warning: ThemeColours(0xFFD75F, on: 0x121212, bold: true),
    bad: ThemeColours(0xFF8787, on: 0x121212, bold: true),
    staff: ThemeColours(0x87D7FF, on: 0x121212, bold: true),
    entry: ThemeColours(0xFFFFFF, on: 0x303030),
    pictureFrame: ThemeColours(0xA8A8A8, on: 0x121212)
  )

  /// White and yellow on black, at least 7:1.
  package static let highContrast = Theme(
    name: .highContrast,
    text: ThemeColours(0xFFFFFF, on: 0x000000),
    quiet: ThemeColours(0xFFFFFF, on: 0x000000),
    heading: ThemeColours(0xFFFF00, on: 0x000000, bold: true),
    focus: ThemeColours(0x000000, on: 0xFFFF00, bold: true),
    choice: ThemeColours(0xFFFFFF, on: 0x000000, bold: true),
    key: ThemeColours(0x000000, on: 0xFFFFFF),
    header: ThemeColours(0x000000, on: 0xFFFFFF),
    rule: ThemeColours(0xFFFFFF, on: 0x000000),
    good: ThemeColours(0x00FF00, on: 0x000000, bold: true),
    warning: ThemeColours(0xFFFF00, on: 0x000000, bold: true),
    bad: ThemeColours(0xFFAFAF, on: 0x000000, bold: true),
    staff: ThemeColours(0x00FFFF, on: 0x000000, bold: true),
    entry: ThemeColours(0xFFFF00, on: 0x000000),
    pictureFrame: ThemeColours(0xFFFFFF, on: 0x000000)
  )
}
