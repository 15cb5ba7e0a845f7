import ArgumentParser
import Foundation
import LogicalDataStructure
import PassportChip
import Program
import Quality
import Renewal
import Reports

/// `pasboks-passport inspect`.
struct InspectChip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell what is found in the chip of the passport that lies on the reader.",
    discussion: """
      The passport's machine readable zone, its two lines, comes on standard input, from a page reader, a file or the \
      keyboard (Ctrl-D ends them): never as an argument, which everybody on the machine can read. \
      A line of JSON comes out: how the chip was opened, whether it proved to be the one that was issued, how \
      many commands and milliseconds it took, what it says; or the fault, why, and what to do about it. Stop the driver of \
      the document reader first: one at a time has the chip.

      Ends with 0 when the passport is genuine, 65 when it has a fault, 66 without a zone, 69 when no reader is there.

      Examples:
        pasboks inspect chip
        pasboks inspect chip --format html < zone.txt > passport.html
      """)

  /// How it is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json, html
  }

  @OptionGroup var reader: ChipReaderName
  @OptionGroup var certificates: CertificateFolder
  @Option(help: "json, a line; or html, a page with the picture.") var format: Format = .json

  func run() throws {
    if isatty(0) != 0 { Output.complaint("type the two lines under the picture, or read them in; Ctrl-D ends them") }
    let text = String(decoding: FileHandle.standardInput.readDataToEndOfFile().prefix(1_000), as: UTF8.self)
    let zone = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces).uppercased() }
      .filter { !$0.isEmpty }
    guard !zone.isEmpty else {
      Output.complaint("standard input is empty")
      throw SystemExit.noInput.exit
    }
    let (known, complaints) = certificates.read()
    complaints.forEach(Output.complaint)
    let format = format
    let watch = CommandWatch { _exit(InspectedPassport(.unanswered).show(format).rawValue) }
    let code = InspectedPassport(ReadPassport.read(zone, reader.letters, known, watch)).show(format)
    if code != .success { throw code }
  }
}

/// What was found in a passport's chip.
struct InspectedPassport: Encodable {
  struct Fault: Encodable {
    let kind: String
    /// Status words and counts.
    let reason: String
    /// What to do.
    let advice: String
  }

  struct Picture: Encodable {
    let format: String
    let width: Int
    let height: Int
  }

  let read: ReadPassport
  let valid: Bool
  let fault: Fault?
  let access: String?
  let chipAuthentication: String?
  let commands: Int
  let milliseconds: Int
  /// How many bytes each data group has that was read.
  let groups: [String: Int]
  let lines: [String]?
  let picture: Picture?

  private enum CodingKeys: String, CodingKey {
    case valid, fault, access, chipAuthentication, commands, milliseconds, groups, lines, picture
  }

  init(_ read: ReadPassport) {
    self.read = read
    let report = read.report
    access = report.access?.rawValue
    chipAuthentication = report.proof?.rawValue
    commands = report.commands
    milliseconds = read.milliseconds
    groups = Dictionary(uniqueKeysWithValues: report.groups.map { ("\($0.key)", $0.value) })
    var content: ChipContent?
    if case .genuine(let found) = report.result { content = found }
    lines = content?.lines
    picture = content.flatMap { content in
      guard let face = content.face, let picture = read.picture else { return nil }
      return Picture(format: "\(face.format)", width: picture.width, height: picture.height)
    }
    fault =
      switch report.result {
      case .genuine(let content) where !read.agrees(with: content): Self.differs
      case .genuine: nil
      // Of a chip that was not asked anything, nothing was taken away.
      case .failed(.takenAway) where report.commands == 0:
        Fault(kind: ChipFault.silent.rawValue, reason: "nothing lies on the reader", advice: ChipFault.silent.advice)
      case .failed(let found): Fault(kind: found.rawValue, reason: report.reason ?? "", advice: found.advice)
      case .readerLost: Self.noReader
      }
    valid = fault == nil
  }

  private static let differs = Fault(
    kind: "differs", reason: "the chip has another zone than the one that opened it",
    advice: "read the zone again; if it stays, the page and the chip are two passports': an officer's matter")

  private static let noReader = Fault(
    kind: "readerLost", reason: "no reader, or no service",
    advice:
      "is pcscd there (`systemctl status pcscd.socket`), is the reader plugged in, and does its name, as `pcsc_scan` has "
      + "it, have the letters of --reader?")

  /// Writes it; how the program ends.
  func show(_ format: InspectChip.Format) -> ExitCode {
    switch format {
    case .json: Output.line((try? line()) ?? "")
    case .html: Output.line(page)
    }
    if case .readerLost = read.report.result { return SystemExit.unavailable.exit }
    return valid ? .success : SystemExit.data.exit
  }

  /// On one line of JSON.
  func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// As a page of HTML with the picture.
  var page: String {
    var body: [String] = ["<h1>Inspected passport</h1>"]
    if let picture = read.picture {
      let data = Data(picture.bitmap).base64EncodedString()
      body.append("<p><img alt=\"The holder, as the chip has it\" src=\"data:image/bmp;base64,\(data)\"></p>")
    }
    body.append("<p><strong>\(valid ? "It is genuine." : "It is not believed:")</strong></p>")
    if let fault {
      let told = [fault.kind, fault.reason, fault.advice].filter { !$0.isEmpty }.joined(separator: ": ")
      body.append("<p>\(HTML.escaped(told))</p>")
    }
    if let lines { body.append("<pre>\(HTML.escaped(lines.joined(separator: "\n")))</pre>") }
    let facts: [(String, String?)] =
      [
        ("opened by", access), ("chip authentication", chipAuthentication), ("commands", "\(commands)"),
        ("milliseconds", "\(milliseconds)"),
        ("picture", picture.map { "\($0.format), \($0.width) × \($0.height)" } ?? "none that can be decoded"),
      ] + groups.sorted { $0.key < $1.key }.map { ("data group \($0.key)", "\($0.value) bytes") }
    let rows = facts.compactMap { name, value in
      value.map { "<tr><th scope=\"row\">\(HTML.escaped(name))</th><td>\(HTML.escaped($0))</td></tr>" }
    }
    body.append("<table>\n\(rows.joined(separator: "\n"))\n</table>")
    return HTML.beginning(language: "en", title: "Inspected passport", style: Self.style, hasPictures: true) + "\n"
      + body.joined(separator: "\n") + "\n</body>\n</html>"
  }

  private static let style = """
    body { font: 11pt/1.4 "DejaVu Sans", Verdana, sans-serif; color: #000; background: #fff; margin: 1em; }
    img { max-width: 20em; border: 1px solid #000; }
    th, td { text-align: left; padding: 0.1em 0.8em 0.1em 0; border-bottom: 1px solid #ccc; }
    """
}

extension ChipFault {
  /// What a technician does about it.
  fileprivate var advice: String {
    switch self {
    case .silent:
      "lay the passport on the reader, its cover closed or its page down as the reader has it, and let it lie; another passport tells whether it is the reader"
    case .locked: "the zone must be this passport's: read or type it again, to the letter"
    case .takenAway: "let the passport lie until it is read"
    case .altered: "what the chip says is not what was signed: this is a matter for the police, not for a technician"
    case .unknownSigner:
      "install the certificate of the passport's state (CSCA), and compare its fingerprint with the published one; if it is there, this is a matter for the police"
    case .cloned: "the chip is a copy: this is a matter for the police, not for a technician"
    }
  }
}
