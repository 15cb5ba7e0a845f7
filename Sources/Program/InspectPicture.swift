import ArgumentParser
import Configuration
import Foundation
import Glibc
import Quality
import Renewal
import Screens

/// What `inspect photo` and `inspect print` are given.
struct PicturesToInspect: ParsableArguments {
  /// How it is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case json, html
  }

  @OptionGroup var configuration: ConfigurationFolder
  @Option(help: "json, a line a picture; or html, one page with the pictures.") var format: Format = .json
  @Option(help: .init("The advice's language; otherwise the box's.", valueName: "code")) var language: String?
  @Argument(help: "The pictures' files.", completion: .file()) var files: [String]

  /// Looks at each file against the box's limits and writes what was found; ends the program with 65 when a picture has a fault.
  func run(_ look: (String, [UInt8], KioskConfiguration, Texts) throws(NetpbmFault) -> InspectedPicture) throws {
    let kiosk = try ConfigurationFiles.reading {
      try KioskConfiguration.read(folder: configuration.path)
    }
    let texts = try texts(kiosk)
    var (isRead, isValid) = (true, true)
    var page = InspectionPage(texts.language.code)
    for file in files {
      var picture: InspectedPicture
      do throws(UnreadFile) {
        let bytes = try Self.bytes(of: file)
        do throws(NetpbmFault) {
          picture = try look(file, bytes, kiosk, texts)
        } catch {
          picture = InspectedPicture(file, error)
        }
      } catch {
        picture = InspectedPicture(file, error)
        isRead = false
      }
      isValid = isValid && picture.valid
      switch format {
      case .json: Output.line(try picture.line())
      case .html: page.add(picture)
      }
    }
    if format == .html { Output.evidence(page.html) }
    if !isRead { throw SystemExit.noInput.exit }
    if !isValid { throw SystemExit.data.exit }
  }

  private func texts(_ kiosk: KioskConfiguration) throws -> Texts {
    guard let language else { return kiosk.catalogue[kiosk.policy.languages.first ?? Language("da")] }
    guard let texts = kiosk.catalogue.languages[Language(language)] else {
      let codes = kiosk.catalogue.languages.keys.map(\.code).sorted().joined(separator: ", ")
      throw ValidationError("There is no language “\(language)”; the box has \(codes).")
    }
    return texts
  }

  /// The largest file that can be a picture the box takes, in bytes.
  private static let mostBytes = PictureLimit.side * PictureLimit.side * 3 + 1024

  private static func bytes(of file: String) throws(UnreadFile) -> [UInt8] {
    var status = stat()
    guard stat(file, &status) == 0 else { throw UnreadFile(reason: String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw UnreadFile(reason: "not a file of its own, such as a folder or a pipe: write the picture to a file first")
    }
    guard status.st_size <= mostBytes else {
      throw UnreadFile(reason: "no picture that the box takes has more than \(mostBytes / 1_000_000) MB")
    }
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw UnreadFile(reason: "it cannot be read: may this user read it?")
    }
    return Array(bytes)
  }
}

/// A file that was named and cannot be read.
struct UnreadFile: Error {
  let reason: String
}

/// What was found in a picture.
struct InspectedPicture: Encodable {
  /// Something that is wrong with it, and what a citizen is told to do about it.
  struct Fault: Encodable {
    let kind: String
    let advice: String
    /// The measures that are not as `kiosk.yaml` has them.
    let because: [Reason]

    init(_ kind: String, _ advice: String, because: [Criterion] = []) {
      self.kind = kind
      self.advice = advice
      self.because = because.filter { !$0.isMet }.map(Reason.init)
    }
  }

  /// A measure that is not as it must be; no end where there is none.
  struct Reason: Encodable {
    let measure: String
    let value: Double
    let least: Double?
    let most: Double?

    init(_ criterion: Criterion) {
      measure = criterion.measure
      value = InspectedPicture.rounded(criterion.value)
      least = criterion.allowed.lowerBound.isFinite ? criterion.allowed.lowerBound : nil
      most = criterion.allowed.upperBound.isFinite ? criterion.allowed.upperBound : nil
    }

    /// As a page tells it.
    var words: String {
      let ends = [least.map { "at least \($0)" }, most.map { "at most \($0)" }].compactMap { $0 }
      return "\(measure) is \(value), must be \(ends.joined(separator: " and "))"
    }
  }

  /// A measure of a standard.
  struct Standard: Encodable {
    let native: Double
    let score: Int
  }

  let file: String
  var width: Int?
  var height: Int?
  /// Whether it passes the limits of `kiosk.yaml`.
  let valid: Bool
  let faults: [Fault]
  /// The box's own number for the whole picture, 0–100.
  var score: Int?
  /// What the box measures, in native units.
  var measures: [String: Double]?
  /// What a standard measures: its native value, and the standard's quality value.
  var standard: [String: Standard]?
  /// The picture itself, for a page.
  private(set) var shown: RGBPicture?

  private enum CodingKeys: String, CodingKey {
    case file, width, height, valid, faults, score, measures, standard
  }

  /// A file that is no picture.
  init(_ file: String, _ fault: NetpbmFault) {
    self.file = file
    valid = false
    faults = [Fault("notAPicture", Self.told(fault))]
  }

  /// A file that cannot be read.
  init(_ file: String, _ unread: UnreadFile) {
    self.file = file
    valid = false
    faults = [Fault("unread", unread.reason)]
  }

  /// A picture with all that was measured in it.
  init(
    _ file: String, _ picture: RGBPicture, _ faults: [Fault], score: Int, _ measures: some NamedMeasures,
    _ standard: [StandardMeasure]
  ) {
    self.file = file
    (width, height, shown) = (picture.width, picture.height, picture)
    valid = faults.isEmpty
    self.faults = faults
    self.score = score
    self.measures = measures.named.mapValues(Self.rounded)
    self.standard = Dictionary(
      uniqueKeysWithValues: standard.map { ($0.name, Standard(native: Self.rounded($0.native), score: $0.score)) })
  }

  /// Six places, as NFIQ 2 prints them: more is nothing that was measured.
  fileprivate static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

  /// The picture on one line of JSON.
  func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  private static func told(_ fault: NetpbmFault) -> String {
    switch fault {
    case .kind("P5"): "not raw PGM (P5), 8 bits a pixel: `convert PICTURE -colorspace Gray -depth 8 print.pgm` makes it"
    case .kind: "not raw PPM (P6), 8 bits a value: `convert PICTURE -depth 8 photo.ppm` makes it"
    case .head: "the head is broken: after P5 or P6 come width, height and 255"
    case .sides(let width, let height): "\(width) × \(height) is no size: a side is 1 to \(PictureLimit.side) pixels"
    case .depth(let most): "values go to \(most): the box takes 8 bits, to 255 (`-depth 8`)"
    case .length(let expected, let found):
      "\(found) values where the sides ask for \(expected): the file is cut off, or has more in it"
    }
  }
}
