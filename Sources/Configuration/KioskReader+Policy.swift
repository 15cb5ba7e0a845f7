import Quality
import Renewal
import StrictYAML

extension KioskReader {
  static func tries(_ file: Section) -> Policy.Tries {
    file.group("tries") { group in
      Policy.Tries(
        document: group.whole("document", 1...9), mismatch: group.whole("mismatch", 1...9),
        photo: group.whole("photo", 1...9), print: group.whole("print", 1...9),
        signature: group.whole("signature", 1...9), payment: group.whole("payment", 1...9),
        paymentStatus: group.whole("paymentStatus", 1...9), reversal: group.whole("reversal", 1...9)
      )
    }
      ?? Policy.Tries(
        document: 1, mismatch: 1, photo: 1, print: 1, signature: 1, payment: 1, paymentStatus: 1, reversal: 1
      )
  }

  static func waits(_ file: Section) -> Policy.Waits {
    let none = Milliseconds(0)
    return file.group("waits") { group in
      Policy.Waits(
        idle: group.span("idle", .seconds(20) ... .seconds(1800)),
        // EN 301 549 asks for 20 s; this project gives everybody a minute.
        warning: group.span("warning", .seconds(60) ... .seconds(600)),
        steady: group.span("steady", Milliseconds(300) ... .seconds(10)),
        mismatchPause: group.span("mismatchPause", .seconds(1) ... .seconds(300)),
        removal: group.span("removal", .seconds(5) ... .seconds(600)),
        staff: group.span("staff", .seconds(60) ... .seconds(3600)),
        paymentStatus: group.span("paymentStatus", .seconds(1) ... .seconds(60)),
        farewell: group.span("farewell", .seconds(5) ... .seconds(300)),
        session: group.span("session", .seconds(30) ... .seconds(3600)),
        acknowledgement: group.span("acknowledgement", .seconds(3600) ... .seconds(14 * 86_400))
      )
    }
      ?? Policy.Waits(
        idle: none, warning: none, steady: none, mismatchPause: none, removal: none, staff: none, paymentStatus: none,
        farewell: none, session: none, acknowledgement: none
      )
  }

  static func deadlines(_ file: Section) -> Policy.Deadlines {
    let none = Milliseconds(0)
    let range: ClosedRange<Milliseconds> = .seconds(2) ... .seconds(600)
    return file.group("deadlines") { group in
      Policy.Deadlines(
        document: group.span("document", range), photos: group.span("photos", range), print: group.span("print", range),
        signature: group.span("signature", range), payment: group.span("payment", range),
        paymentStatus: group.span("paymentStatus", range), receipt: group.span("receipt", range),
        authority: group.span("authority", range)
      )
    }
      ?? Policy.Deadlines(
        document: none, photos: none, print: none, signature: none, payment: none, paymentStatus: none, receipt: none,
        authority: none
      )
  }

  /// A box whose file is older than these keys goes on with what is usual.
  static func keys(_ file: Section) -> Policy.Keys {
    let usual = Policy.Keys.usual
    return file.group("keys", orElse: usual) { group in
      Policy.Keys(
        quiet: group.span("quiet", Milliseconds(100) ... .seconds(2), orElse: usual.quiet),
        doubleStrike: group.span("doubleStrike", Milliseconds(0)...Milliseconds(500), orElse: usual.doubleStrike)
      )
    }
  }

  static func photoLimits(_ group: Section) -> PhotoLimits {
    PhotoLimits(
      backgroundLuminance: group.range("backgroundLuminance", 0...1),
      luminance: group.range("luminance", 0...1),
      mostUnderExposure: group.number("mostUnderExposure", 0...1),
      mostOverExposure: group.number("mostOverExposure", 0...1),
      leastIlluminationUniformity: group.number("leastIlluminationUniformity", 0...1),
      mostBackgroundGradient: group.number("mostBackgroundGradient", 1...1000),
      leastSharpness: group.number("leastSharpness", 0...1),
      headHeight: group.range("headHeight", 0.3...0.95),
      mostOffsetX: group.number("mostOffsetX", 0.005...0.5),
      mostOffsetY: group.number("mostOffsetY", 0.005...0.5),
      leastInterEyeDistance: group.number("leastInterEyeDistance", 20...1000),
      mostRoll: group.number("mostRoll", 0.5...45),
      leastEyeOpening: group.number("leastEyeOpening", 0...1),
      mostMouthOpening: group.number("mostMouthOpening", 0...1),
      mostGlare: group.number("mostGlare", 0...1)
    )
  }

  static func printLimits(_ group: Section) -> PrintLimits {
    PrintLimits(
      mostMean: group.number("mostMean", 1...255), leastDeviation: group.number("leastDeviation", 0...128),
      leastForeground: group.whole("leastForeground", 1...1_000_000),
      mostOffset: group.number("mostOffset", 0.005...0.5),
      ridgeShare: group.range("ridgeShare", 0...1), leastContrast: group.number("leastContrast", 0...255),
      leastCertainty: group.number("leastCertainty", 0...1), leastPlausibility: group.number("leastPlausibility", 0...1)
    )
  }

  static func signatureLimits(_ group: Section) -> SignatureLimits {
    SignatureLimits(
      mostDot: group.number("mostDot", 0...50), leastInk: group.number("leastInk", 0...500),
      leastWidth: group.number("leastWidth", 0...200), mostOutside: group.number("mostOutside", 0...1)
    )
  }
}
