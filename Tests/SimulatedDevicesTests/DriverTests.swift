import Devices
import PassportRules
import Quality
import Renewal
import SimulatedDevices
import Synchronization
import Testing

/// Each device goes through its scenario, by attempt; what it shows is measured as the box measures it.
@Suite struct DriverTests {
  private static func photoFaults(_ delivery: Delivery?) throws -> [[PhotoFault]] {
    guard case .photos(let pictures) = delivery else {
      Issue.record("no pictures: \(String(describing: delivery))")
      return []
    }
    #expect(pictures.count == 3)
    return pictures.map { PhotoMeasures.measure($0).faults(against: .standard) }
  }

  @Test func `the blurred photo is measured as blurred twice, then passes`() throws {
    let camera = SimulatedCamera(try ShippedSimulation.world("blurred-photo-twice"))
    for _ in 0..<2 {
      for faults in try Self.photoFaults(camera.outcome(.takePictures(count: 3))) { #expect(faults.contains(.blurred)) }
    }
    for faults in try Self.photoFaults(camera.outcome(.takePictures(count: 3))) { #expect(faults == []) }
  }

  @Test func `the photo that is always rejected has closed eyes`() throws {
    let camera = SimulatedCamera(try ShippedSimulation.world("photo-rejected"))
    for _ in 0..<4 {
      for faults in try Self.photoFaults(camera.outcome(.takePictures(count: 3))) {
        #expect(faults.contains(.eyesClosed))
      }
    }
  }

  @Test func `the live view gives advice first and a good picture at last`() throws {
    let camera = SimulatedCamera(try ShippedSimulation.world("everything-goes-well"))
    let deliveries = Deliveries()
    camera.perform(Job(id: RequestID(1), command: .preview)) { deliveries.take($0, $1) }
    let advice = deliveries.all.map { delivery -> [PhotoFault] in
      guard case .frame(let picture) = delivery else { return [] }
      return PhotoMeasures.measure(picture).faults(against: .standard)
    }
    #expect(deliveries.completions.isEmpty)
    #expect(advice.first?.first == .tooFar)
    #expect(advice.contains { $0.first == .moveRight })
    #expect(advice.last == [])
  }

  private static func printFaults(_ delivery: Delivery?, of finger: Finger) -> [PrintFault] {
    guard case .print(finger, let picture) = delivery else {
      Issue.record("no print of \(finger): \(String(describing: delivery))")
      return []
    }
    return PrintMeasures.measure(picture).faults(against: .standard)
  }

  @Test func `a poor right index stays poor, and the other fingers pass`() throws {
    let sensor = SimulatedSensor(try ShippedSimulation.world("poor-right-index"))
    for _ in 0..<3 { #expect(Self.printFaults(sensor.outcome(.readFinger(.rightIndex)), of: .rightIndex) != []) }
    #expect(Self.printFaults(sensor.outcome(.readFinger(.rightThumb)), of: .rightThumb) == [])
    #expect(Self.printFaults(sensor.outcome(.readFinger(.leftIndex)), of: .leftIndex) == [])
  }

  @Test func `the same finger is known as the same, and two fingers as two`() throws {
    func picture(_ sensor: SimulatedSensor, _ finger: Finger) throws -> GreyPicture {
      guard case .print(finger, let picture) = sensor.outcome(.readFinger(finger)) else { return try #require(nil) }
      return picture
    }
    let same = SimulatedSensor(try ShippedSimulation.world("same-finger"))
    #expect(PrintMeasures.sameFinger(try picture(same, .rightIndex), try picture(same, .leftIndex)))
    let two = SimulatedSensor(try ShippedSimulation.world("everything-goes-well"))
    #expect(!PrintMeasures.sameFinger(try picture(two, .rightIndex), try picture(two, .leftIndex)))
  }

  @Test func `nothing, then a dot, then a name is written`() throws {
    let pad = SimulatedPad(try ShippedSimulation.world("blank-signature"))
    let faults = (1...3).map { attempt -> [SignatureFault]? in
      guard case .signature(let ink) = pad.outcome(.readSignature, id: attempt) else { return nil }
      return SignatureMeasures.measure(ink).faults(against: .standard)
    }
    #expect(faults == [[.blank], [.dot], []])
  }

  @Test func `the passport lies upside down, then right, with its chip's lines and a picture`() throws {
    let world = try ShippedSimulation.world("passport-upside-down")
    let reader = SimulatedReader(world)
    #expect(reader.outcome(.readDocument) == .document(.upsideDown))
    guard case .document(.page(let lines, let chip, let picture)) = reader.outcome(.readDocument) else {
      Issue.record("no page")
      return
    }
    let hanne = try #require(world.register.people["hanne"])
    #expect(chip == .genuine(lines))
    #expect(lines.last?.hasPrefix(hanne.documentNumber ?? "?") == true)
    #expect(PhotoMeasures.measure(try #require(picture)).faceCount == 1)
  }

  @Test(arguments: try ShippedSimulation.names())
  func `every command ends exactly once, whatever happens`(name: String) throws {
    let world = try ShippedSimulation.world(name)
    let payment = Payment(sale: CaseNumber(1), attempt: 1, amount: Amount(kroner: 893))
    let receipt = Receipt(
      number: CaseNumber(1), language: Language("da"), kind: .completed, pickUpPlace: 0)
    let commands: [DeviceCommand] = [
      .readDocument, .readDocument, .takePictures(count: 1), .readFinger(.rightIndex), .readSignature, .readSignature,
      .pay(payment), .paymentStatus(payment), .reverse(payment), .paymentStatus(payment), .print(receipt),
      .print(receipt),
    ]
    for driver in Device.allCases.map(world.driver) where driver.device != .statusLight {
      let own = commands.filter { $0.device == driver.device }
      #expect(!own.isEmpty, "\(driver.device)")
      for (number, command) in own.enumerated() {
        #expect(driver.outcome(command, id: number) != nil, "\(driver.device)")
      }
      let cleared = Mutex(false)
      driver.clear { answer in cleared.withLock { $0 = answer } }
      #expect(cleared.withLock { $0 })
    }
  }

  @Test func `a command for another device is refused, not carried out`() throws {
    let world = try ShippedSimulation.world("everything-goes-well")
    #expect(SimulatedSensor(world).outcome(.takePictures(count: 1)) == .answer(.failed(DeviceFault(.garbage, .reset))))
    #expect(SimulatedCamera(world).outcome(.readFinger(.rightIndex)) == .answer(.failed(DeviceFault(.garbage, .reset))))
  }
}
