import ArgumentParser
import Configuration
import Quality
import Renewal
import Screens

/// `pasboks inspect photo`.
struct InspectPhoto: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photo", abstract: "A photo as the box judges it: measures, faults, and what a citizen is told.",
    discussion: """
      Each file is a picture in raw PPM (P6). measures are the box's own, in the units of kiosk.yaml; standard has those that \
      ISO/IEC 29794-5 maps to 0–100, where there is a face. The faults are judged by the limits of kiosk.yaml, the most \
      useful advice first, each with the measures that are not as they must be. score is the box's own number, by which it \
      keeps the best of several tries. Ends with 0 when every picture passes, 65 when one does not, 66 when a file cannot \
      be read. A name that begins with - comes after --.

      The face finder is made for the drawn people of the demonstration: in pictures of people it finds most faces and \
      measures heads too small and eyes too open. Do not set limits by what it says of them.

      Examples:
        convert portrait.jpg -depth 8 portrait.ppm && pasboks inspect photo portrait.ppm
        pasboks inspect photo --format html --language en portrait.ppm > portrait.html
      """)

  @OptionGroup var pictures: PicturesToInspect

  func run() throws {
    try pictures.run { file, bytes, kiosk, texts throws(NetpbmFault) in
      let (picture, limits) = (try RGBPicture(ppm: bytes), kiosk.policy.photoLimits)
      let measures = PhotoMeasures.measure(picture)
      let faults = measures.faults(against: limits).map {
        InspectedPicture.Fault($0.rawValue, texts[.advice($0)], because: measures.criteria(of: $0, limits))
      }
      return InspectedPicture(
        file, picture, faults, score: measures.score(against: limits), measures,
        measures.standardMeasures(against: limits))
    }
  }
}

/// `pasboks inspect print`.
struct InspectPrint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print", abstract: "A fingerprint as the box judges it, and NFIQ 2's block measures of it.",
    discussion: """
      Each file is a print in raw PGM (P5) of 500 ppi. measures are the box's own, in the units of kiosk.yaml; standard has \
      the block measures of ISO/IEC 29794-4 under the names that NFIQ 2 prints, each with its quality value 0–100. The \
      trained score of NFIQ 2 is not computed: that is for a reader's own software. The faults are judged by the limits of \
      kiosk.yaml, the most useful advice first, each with the measures that are not as they must be. score is the box's \
      own number, by which it keeps the best of several tries; it is not NFIQ 2's. Ends with 0 when every print passes, 65 \
      when one does not, 66 when a file cannot be read. A name that begins with - comes after --.

      Examples:
        pasboks inspect print right-index.pgm
        pasboks inspect print --format html *.pgm > prints.html
      """)

  @OptionGroup var pictures: PicturesToInspect

  func run() throws {
    try pictures.run { file, bytes, kiosk, texts throws(NetpbmFault) in
      let (picture, limits) = (try GreyPicture(pgm: bytes), kiosk.policy.printLimits)
      let measures = PrintMeasures.measure(picture)
      let faults = measures.faults(against: limits).map {
        InspectedPicture.Fault($0.rawValue, texts[.advice($0)], because: measures.criteria(of: $0, limits))
      }
      return InspectedPicture(
        file, RGBPicture(picture), faults, score: measures.score(against: limits), measures,
        PrintBlockMeasures(picture)?.standardMeasures ?? [])
    }
  }
}
