import Screens
import Testing

@Suite struct GridThemeTests {
  @Test(
    arguments: [
      (0x000000, 0xFFFFFF, 21.0), (0xFFFFFF, 0xFFFFFF, 1), (0x777777, 0xFFFFFF, 4.48), (0x767676, 0xFFFFFF, 4.54),
      (0xFF0000, 0xFFFFFF, 4.00), (0x0000FF, 0xFFFFFF, 8.59), (0x1A1A1A, 0xBADA55, 11.0),
    ] as [(UInt32, UInt32, Double)])
  func `Contrast is that of WCAG`(one: UInt32, two: UInt32, ratio: Double) {
    #expect(abs(RGB(one).contrast(with: RGB(two)) - ratio) < 0.05)
  }

  @Test(arguments: ThemeName.allCases, Role.allCases)
  func `Each role has enough contrast, whatever the depth and the palette`(name: ThemeName, role: Role) {
    let theme = Theme.named(name)
    let least = name == .highContrast ? 7 : 4.5
    #expect(theme[role].foreground.contrast(with: theme[role].background) >= least)
    for reversed in [false, true] {
      for depth in [ColourDepth.indexed256, .trueColour] {
        let colours = theme.colours(of: role, at: depth, reversed: reversed)
        guard let front = colours.foreground, let behind = colours.background else {
          Issue.record("no colours")
          continue
        }
        #expect(front >= 16 && behind >= 16)
        #expect(Palette.fixed(front).contrast(with: Palette.fixed(behind)) >= least)
      }
      for depth in [ColourDepth.eight, .sixteen] {
        let colours = theme.colours(of: role, at: depth, reversed: reversed)
        guard let front = colours.foreground, let behind = colours.background else {
          Issue.record("no colours")
          continue
        }
        #expect(behind < 8 && front < (depth == .eight ? 8 : 16))
        for palette in [Palette.console, Palette.xterm] {
          #expect(palette[Int(front)].contrast(with: palette[Int(behind)]) >= least)
          if colours.bold {
            #expect(palette[Int(front) + 8].contrast(with: palette[Int(behind)]) >= least)
          }
        }
        #expect(!(depth == .sixteen && colours.bold))
      }
      let mono = theme.colours(of: role, at: .mono, reversed: reversed)
      #expect(mono.foreground == nil && mono.background == nil)
    }
  }

  @Test(arguments: ThemeName.allCases, ColourDepth.allCases)
  func `Roles with one background keep one`(name: ThemeName, depth: ColourDepth) {
    let theme = Theme.named(name)
    let text = theme.colours(of: .text, at: depth)
    for role in Role.allCases where theme[role].background == theme.text.background {
      // On a light ground of 16 colours only white on red can be read and is red.
      if name == .light, depth == .sixteen, role == .bad { continue }
      #expect(theme.colours(of: role, at: depth).background == text.background, "\(role)")
    }
  }

  @Test(arguments: ThemeName.allCases, [ColourDepth.eight, .sixteen])
  func `Among few colours red means what is bad, yellow what asks for care and green what is well`(
    name: ThemeName, depth: ColourDepth
  ) {
    let theme = Theme.named(name)
    let meant: [(Set<Role>, Set<UInt8>)] = [
      ([.bad], [1, 9]), ([.warning, .heading], [3, 11]), ([.good], [2, 10]),
    ]
    for role in Role.allCases {
      let colours = theme.colours(of: role, at: depth)
      for (roles, numbers) in meant where !roles.contains(role) {
        #expect([colours.foreground, colours.background].allSatisfy { !numbers.contains($0 ?? 0) }, "\(role)")
      }
    }
    // With high contrast no red can be read well enough; the mark says it.
    guard name != .highContrast else { return }
    let bad = theme.colours(of: .bad, at: .sixteen)
    let isRed = [bad.foreground, bad.background].contains { [1, 9].contains($0 ?? 0) }
    #expect(isRed)
  }

  @Test(arguments: ThemeName.allCases)
  func `A console that takes the theme's colours shows each of them as it is`(name: ThemeName) {
    let theme = Theme.named(name)
    let palette = ConsolePalette.of(name)
    #expect(palette.colours.count == 16 && Set(palette.colours).count == 16)
    #expect(palette.colours[0] == theme.text.background && palette.colours[7] == theme.text.foreground)
    for role in Role.allCases {
      let shown = palette.colours(of: role, in: theme)
      #expect(!shown.bold && !shown.reverse && (shown.background ?? 8) < 8, "\(role)")
      #expect(palette.colours[Int(shown.foreground ?? 0)] == theme[role].foreground, "\(role)")
      #expect(palette.colours[Int(shown.background ?? 0)] == theme[role].background, "\(role)")
      let swapped = palette.colours(of: role, in: theme, reversed: true)
      let (front, behind) = (Int(swapped.foreground ?? 0), Int(swapped.background ?? 8))
      #expect(behind < 8, "\(role)")
      #expect(palette.colours[front].contrast(with: palette.colours[behind]) >= theme.leastContrast, "\(role)")
    }
    let entry = palette.colours(of: .entry, in: theme)
    #expect((entry.foreground ?? 8) < 8, "a digit costs one byte")
  }

  @Test(arguments: ThemeName.allCases) func `The focus differs from a choice at every depth`(name: ThemeName) {
    for depth in ColourDepth.allCases {
      let theme = Theme.named(name)
      #expect(theme.colours(of: .focus, at: depth) != theme.colours(of: .choice, at: depth))
    }
  }

  @Test(arguments: ThemeName.allCases, ColourDepth.allCases)
  func `What is typed is plain, so that a digit costs one byte`(name: ThemeName, depth: ColourDepth) {
    let entry = Theme.named(name).colours(of: .entry, at: depth)
    #expect(!entry.bold && !entry.reverse)
    if depth <= .sixteen { #expect((entry.foreground ?? 0) < 8) }
  }

  @Test func `The colours of the themes are among the fixed ones, so that 256 colours show them as they are`() {
    for name in ThemeName.allCases {
      for role in Role.allCases {
        let colours = Theme.named(name)[role]
        #expect(Palette.fixed(Palette.nearestFixed(colours.foreground)) == colours.foreground, "\(name) \(role)")
        #expect(Palette.fixed(Palette.nearestFixed(colours.background)) == colours.background, "\(name) \(role)")
      }
    }
  }

  @Test func `Each fixed colour is its own nearest`() {
    for index in UInt8(16)...255 {
      #expect(Palette.fixed(Palette.nearestFixed(Palette.fixed(index))) == Palette.fixed(index))
    }
    for index in 0..<16 { #expect(Palette.nearestOfConsole(Palette.console[index], count: 16) == UInt8(index)) }
  }
}
