import Devices
import DriverWire
import PassportRules
import Quality
import Renewal

/// One of each message, with its head as it stands on the wire.
enum Samples {
  static let payment = Payment(sale: CaseNumber(17), attempt: 2, amount: Amount(kroner: 893))

  static let toDriver: [(message: MessageToDriver, head: String)] = [
    (.hello(version: 1), #"{"type":"hello","version":1}"#),
    (.command(RequestID(7), .readDocument), #"{"id":7,"name":"readDocument","type":"command"}"#),
    (
      .command(RequestID(8), .readChip(zone: ["P<DNK", "2<<"])),
      #"{"id":8,"name":"readDocument","type":"command","zone":["P<DNK","2<<"]}"#
    ),
    (.command(RequestID(7), .preview), #"{"id":7,"name":"preview","type":"command"}"#),
    (
      .command(RequestID(7), .takePictures(count: 3)),
      #"{"count":3,"id":7,"name":"takePictures","type":"command"}"#
    ),
    (
      .command(RequestID(7), .readFinger(.leftIndex)), #"{"finger":7,"id":7,"name":"readFinger","type":"command"}"#
    ),
    (.command(RequestID(7), .readSignature), #"{"id":7,"name":"readSignature","type":"command"}"#),
    (
      .command(RequestID(7), .pay(payment)),
      #"{"amount":89300,"currency":"DKK","id":7,"name":"pay","reference":"000017-2","type":"command"}"#
    ),
    (
      .command(RequestID(7), .paymentStatus(payment)),
      #"{"amount":89300,"currency":"DKK","id":7,"name":"paymentStatus","reference":"000017-2","type":"command"}"#
    ),
    (
      .command(RequestID(7), .reverse(payment)),
      #"{"amount":89300,"currency":"DKK","id":7,"name":"reverse","reference":"000017-2","type":"command"}"#
    ),
    (
      .command(RequestID(7), .print([.line("Kvittering på pas"), .code("000017")])),
      #"{"id":7,"name":"print","paper":[{"line":"Kvittering på pas"},{"code":"000017"}],"type":"command"}"#
    ),
    (
      .command(RequestID(7), .setLight(.supervisor)),
      #"{"id":7,"light":"supervisor","name":"setLight","type":"command"}"#
    ),
    (.cancel(RequestID(7)), #"{"id":7,"type":"cancel"}"#), (.clear(4), #"{"id":4,"type":"clear"}"#),
    (.test(5), #"{"id":5,"type":"test"}"#),
  ]

  static let colour = RGBPicture(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6])
  static let grey = GreyPicture(width: 1, height: 2, pixels: [7, 8])
  static let ink = SignatureInk(
    strokes: [
      Stroke(points: [
        StrokePoint(x: 1.5, y: -0.25, milliseconds: 10, pressure: 1),
        StrokePoint(x: 2, y: 3, milliseconds: 70_000, pressure: 0),
      ]), Stroke(points: []),
    ], padWidth: 100, padHeight: 40)
  static let inkBytes: [UInt8] = [
    0, 150, 0xFF, 0xE7, 0, 0, 0, 10, 0xFF, 0xFF, 0, 200, 1, 44, 0, 1, 0x11, 0x70, 0, 0,
  ]

  private static let id = RequestID(7)

  /// A message that the driver of a device sends, with its head and its tail.
  struct FromDriver {
    let device: Device
    let message: MessageFromDriver
    let head: String
    var tail: [UInt8] = []
  }

  static let fromDriver: [FromDriver] = greetings + endings + notices + documents + pictures

  private static let greetings = [
    FromDriver(
      device: .camera,
      message: .hello(DriverGreeting(device: .camera, capabilities: [.preview, .takePictures], firmware: "Lens 2.1")),
      head:
        #"{"capabilities":["preview","takePictures"],"device":"camera","firmware":"Lens 2.1","type":"hello","version":1}"#
    ),
    FromDriver(
      device: .statusLight,
      message: .hello(
        DriverGreeting(device: .statusLight, capabilities: [.setLight], firmware: "world", isSimulated: true)),
      head:
        #"{"capabilities":["setLight"],"device":"statusLight","firmware":"world","simulated":true,"type":"hello","version":1}"#
    ),
    FromDriver(device: .camera, message: .otherVersion(2), head: #"{"type":"hello","version":2}"#),
    FromDriver(device: .camera, message: .acknowledge(id), head: #"{"id":7,"type":"acknowledge"}"#),
    FromDriver(
      device: .camera, message: .cleared(4, isClear: true), head: #"{"clear":true,"id":4,"type":"cleared"}"#),
    FromDriver(device: .camera, message: .tested(5, .online), head: #"{"id":5,"state":"online","type":"tested"}"#),
  ]

  private static let endings = [
    completion(.fingerprintReader, .answer(.noFinger), #""noFinger""#),
    completion(.signaturePad, .answer(.noSignature), #""noSignature""#),
    completion(.receiptPrinter, .answer(.indeterminate), #""indeterminate""#),
    completion(
      .camera, .answer(.failed(DeviceFault(.busy, .reset))), #"{"failed":{"action":"reset","reason":"busy"}}"#),
    completion(
      .paymentTerminal, .answer(.payment(.approved(Amount(kroner: 893)))), #"{"payment":{"approved":89300}}"#),
    completion(.paymentTerminal, .answer(.payment(.declined(.wrongPIN))), #"{"payment":{"declined":"wrongPIN"}}"#),
    completion(.paymentTerminal, .answer(.payment(.inProgress)), #"{"payment":"inProgress"}"#),
    completion(.paymentTerminal, .answer(.payment(.notFound)), #"{"payment":"notFound"}"#),
    completion(.paymentTerminal, .answer(.payment(.reversed)), #"{"payment":"reversed"}"#),
    completion(.paymentTerminal, .answer(.payment(.reversalRefused)), #"{"payment":"reversalRefused"}"#),
    completion(.statusLight, .done, #""done""#),
    completion(.receiptPrinter, .answer(.receipt(.printed)), #"{"receipt":"printed"}"#),
    FromDriver(
      device: .camera, message: .cancelled(id), head: #"{"answer":"cancelled","id":7,"type":"completion"}"#),
  ]

  private static let notices = [
    notice(.camera, .state(.camera, .hardwareError), #""state":"hardwareError","type":"unsolicited""#),
    notice(.documentReader, .media(.present), #""media":"present","type":"unsolicited""#),
    notice(.receiptPrinter, .paper(.low), #""paper":"low","type":"unsolicited""#),
    notice(.statusLight, .staffSwitch, #""staffSwitch":true,"type":"unsolicited""#),
    notice(.statusLight, .callButton, #""callButton":true,"type":"unsolicited""#),
    notice(.statusLight, .cabinetOpened, #""cabinetOpened":true,"type":"unsolicited""#),
  ]

  private static let documents = [
    completion(.documentReader, .document(.nothing), #"{"document":"nothing"}"#),
    completion(.documentReader, .document(.upsideDown), #"{"document":"upsideDown"}"#),
    completion(.documentReader, .document(.skewed), #"{"document":"skewed"}"#),
    completion(.documentReader, .document(.twoDocuments), #"{"document":"twoDocuments"}"#),
    completion(
      .documentReader, .document(.page(lines: ["P<DNK", "2<<"], chip: .genuine(["P<DNK"]), picture: colour)),
      #"{"document":{"chip":{"genuine":["P<DNK"]},"lines":["P<DNK","2<<"],"picture":{"height":1,"width":2}}}"#,
      [1, 2, 3, 4, 5, 6]),
    completion(
      .documentReader, .document(.page(lines: [], chip: .failed(.silent), picture: nil)),
      #"{"document":{"chip":"silent","lines":[],"picture":null}}"#),
    completion(
      .documentReader, .document(.page(lines: ["A"], chip: .failed(.unknownSigner), picture: nil)),
      #"{"document":{"chip":"unknownSigner","lines":["A"],"picture":null}}"#),
  ]

  private static let pictures: [FromDriver] = [
    colour.map { event(.camera, .frame($0), #"{"frame":{"height":1,"width":2}}"#, $0.pixels) },
    colour.map {
      completion(
        .camera, .photos([$0, $0]), #"{"photos":[{"height":1,"width":2},{"height":1,"width":2}]}"#,
        $0.pixels + $0.pixels)
    },
    completion(.camera, .photos([]), #"{"photos":[]}"#),
    grey.map {
      completion(
        .fingerprintReader, .print(.rightThumb, $0), #"{"print":{"finger":1,"height":2,"width":1}}"#, $0.pixels)
    },
    event(.signaturePad, .strokes(ink), #"{"strokes":{"height":4000,"points":[2,0],"width":10000}}"#, inkBytes),
    completion(
      .signaturePad, .signature(ink), #"{"signature":{"height":4000,"points":[2,0],"width":10000}}"#, inkBytes),
  ].compactMap { $0 }

  private static func completion(_ device: Device, _ delivery: Delivery, _ answer: String, _ tail: [UInt8] = [])
    -> FromDriver
  {
    FromDriver(
      device: device, message: .completion(id, delivery),
      head: #"{"answer":\#(answer),"id":7,"type":"completion"}"#, tail: tail)
  }

  private static func event(_ device: Device, _ delivery: Delivery, _ answer: String, _ tail: [UInt8]) -> FromDriver {
    FromDriver(
      device: device, message: .event(id, delivery), head: #"{"answer":\#(answer),"id":7,"type":"event"}"#, tail: tail)
  }

  private static func notice(_ device: Device, _ notice: DeviceNotice, _ members: String) -> FromDriver {
    FromDriver(device: device, message: .unsolicited(notice), head: "{\(members)}")
  }
}
