import Glibc
import Screens
import Terminal
import TestSupport
import Testing

/// Each kind of terminal by what terminfo says of its colours.
extension CursesSessionTests {
  /// A kind, as terminfo describes it, and what is made of it.
  struct Kind: CustomTestStringConvertible {
    let name: String
    /// The description, over that of `like`.
    let description: String
    var like = "xterm-256color"
    let depth: ColourDepth

    var testDescription: String { name }

    static func direct(_ name: String, palette: Int?, separator: String, rgb: String = "RGB") -> Kind {
      func colour(_ plane: Int) -> String {
        let parts = ["%p1%{65536}%/%d", "%p1%{256}%/%{255}%&%d", "%p1%{255}%&%d"]
        let number = "\(plane)8\(separator)2\(separator)" + parts.joined(separator: separator)
        let of256 = "%?%p1%{8}%<%t\(plane)%p1%d%e%?%p1%{256}%<%t\(plane)8;5;%p1%d%e\(number)%;%;"
        return "\\E[" + (palette == 256 ? of256 : "%?%p1%{8}%<%t\(plane)%p1%d%e\(number)%;") + "m"
      }
      let least = palette.map { "CO#\($0)," } ?? ""
      return Kind(
        name: name,
        description:
          "\(rgb), colors#0x1000000, pairs#0x10000, \(least) setaf=\(colour(3)), setab=\(colour(4)), setf@, setb@, initc@",
        depth: .trueColour)
    }

    static let all = [
      Kind(name: "pk-mono", description: "am", like: "vt220", depth: .mono),
      Kind(name: "pk-vt100", description: "am", like: "vt100", depth: .mono),
      Kind(name: "pk-8", description: "am", like: "xterm", depth: .eight),
      Kind(name: "pk-rxvt", description: "am", like: "rxvt", depth: .eight),
      Kind(name: "pk-screen", description: "am", like: "screen", depth: .eight),
      Kind(name: "linux", description: "am", like: "linux", depth: .sixteen),
      Kind(
        name: "pk-16",
        description:
          "colors#16, pairs#0x100, setaf=\\E[%?%p1%{8}%<%t%p1%{30}%+%e%p1%'R'%+%;%dm, setab=\\E[%?%p1%{8}%<%t%p1%'('%+%e%p1%{92}%+%;%dm",
        depth: .sixteen),
      Kind(name: "pk-88", description: "colors#88, pairs#7744", depth: .sixteen),
      Kind(name: "pk-256", description: "am", depth: .indexed256),
      Kind(name: "pk-tmux", description: "am", like: "tmux-256color", depth: .indexed256),
      Kind(name: "pk-Tc", description: "Tc", depth: .trueColour),
      // The palette's 256 numbers, and the word that more can be shown.
      Kind(name: "pk-256-RGB", description: "RGB#8", depth: .trueColour),
      direct("pk-direct", palette: 8, separator: ":"), direct("pk-direct2", palette: 8, separator: ";"),
      direct("pk-konsole", palette: nil, separator: ";"), direct("pk-direct256", palette: 256, separator: ":"),
      direct("pk-number", palette: 8, separator: ";", rgb: "RGB#8"),
      direct("pk-string", palette: 8, separator: ";", rgb: "RGB=8/8/8"),
      // As many numbers, and no word of what they mean: the palette's are the ones that are sure.
      Kind(name: "pk-many", description: "colors#512, pairs#0x10000", depth: .indexed256),
    ]
  }

  /// A folder of descriptions that terminfo looks into first.
  private func describing(_ kinds: [Kind], _ body: () throws -> Void) throws {
    var template = Array("/tmp/pasboks-terminfo-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let source = kinds.map { "\($0.name)|a kind of terminal,\n\t\($0.description), use=\($0.like),\n" }.joined()
    let compiler = try #require(popen("tic -x -o \(folder) - 2>\(folder)/said", "w"))
    defer {
      unsetenv("TERMINFO")
      _ = popen("rm -r \(folder)", "r").map { pclose($0) }
    }
    fputs(source, compiler)
    try #require(pclose(compiler) == 0, "tic did not compile them")
    setenv("TERMINFO", folder, 1)
    unsetenv("COLORTERM")
    try body()
  }

  /// A colour as it is seen on terminals with either palette.
  private func seen(_ colour: String) throws -> [RGB] {
    let parts = colour.split(separator: ";").compactMap { Int($0) }
    switch parts.count {
    case 1: return [Palette.console[parts[0]], Palette.xterm[parts[0]]]
    case 2 where parts[1] < 16: return [Palette.console[parts[1]], Palette.xterm[parts[1]]]
    case 2: return [Palette.fixed(UInt8(parts[1]))]
    default:
      try #require(parts.count == 4)
      return [RGB(red: UInt8(parts[1]), green: UInt8(parts[2]), blue: UInt8(parts[3]))]
    }
  }

  @Test(arguments: ThemeName.allCases)
  func `On each kind of terminal every role can be read`(name: ThemeName) throws {
    try describing(Kind.all) {
      for kind in Kind.all {
        let bench = try Bench()
        var session = try bench.session(kind.name)
        #expect(session.capabilities.colours == kind.depth, "\(kind.name)")
        #expect(session.substitute == nil)
        var shown = screen(Self.usual, [])
        for (row, role) in Role.allCases.enumerated() {
          shown.grid.put("læselig", at: Position(column: 0, row: row), ink: .role(role))
        }
        session.draw(shown, theme: .named(name))
        bench.look()
        #expect(bench.emulator.unknown.isEmpty, "\(kind.name): \(bench.emulator.unknown)")
        for (row, role) in Role.allCases.enumerated() {
          let look = bench.emulator.cells[row][0].look
          let wanted = Theme.named(name)[role]
          guard kind.depth > .mono else {
            #expect(look.foreground == nil && look.background == nil)
            continue
          }
          var colour = try #require(look.foreground, "\(kind.name) \(role)")
          // A console has eight numbers, and bold makes the other eight of them.
          if kind.depth == .sixteen, look.bold, let number = Int(colour) { colour = String(number + 8) }
          let front = try seen(colour)
          let behind = try seen(#require(look.background, "\(kind.name) \(role)"))
          for (one, other) in zip(front, behind) {
            #expect(one.contrast(with: other) >= Theme.named(name).leastContrast, "\(kind.name) \(role): \(look)")
          }
          guard kind.depth >= .indexed256 else { continue }
          // What the theme says; a direct colour may have a trace of green where its number would be the palette's.
          for (shown, said) in [(front[0], wanted.foreground), (behind[0], wanted.background)] {
            #expect(
              shown.red == said.red && shown.blue == said.blue && shown.green &- said.green <= 1,
              "\(kind.name) \(role): \(look)")
          }
        }
      }
    }
  }
}
