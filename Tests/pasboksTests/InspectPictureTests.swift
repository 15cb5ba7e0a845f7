import Foundation
import Quality
import SimulatedDevices
import Testing

/// `inspect photo` and `inspect print` of the built program, for technicians with a picture in a file.
@Suite final class InspectPictureTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pasboks-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(folder.path)/\(name)"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  @Test func `a good photo passes, with the box's measures and those of the standard`() throws {
    let photo = try #require(FaceMaker(look: FaceLook(seed: 7)).picture(FaceScene()))
    let (values, exit) = try InspectProgram.findings(["photo", try file("photo.ppm", photo.ppm)])
    #expect(exit == 0)
    let value = try #require(values.first)
    #expect(value["valid"] as? Bool == true)
    let measures = try #require(value["measures"] as? [String: Double])
    #expect(measures["faceCount"] == 1)
    let standard = try #require(value["standard"] as? [String: [String: Double]])
    let light = try #require(standard["dynamicRange"])
    #expect(light["native"] == measures["dynamicRange"])
    #expect(light["score", default: 0] > 60)
  }

  @Test func `a dark photo tells its faults in the box's words, the most useful advice first`() throws {
    var scene = FaceScene()
    scene.light = 0.2
    let photo = try #require(FaceMaker(look: FaceLook(seed: 7)).picture(scene))
    let path = try file("dark.ppm", photo.ppm)
    let (values, exit) = try InspectProgram.findings(["photo", "--language", "en", path])
    #expect(exit == 65)
    let faults = try #require(values.first?["faults"] as? [[String: Any]])
    #expect(faults.first?["kind"] as? String == "tooDark")
    let reason = try #require((faults.first?["because"] as? [[String: Any]])?.first)
    let (value, least) = (reason["value"] as? Double ?? 1, reason["least"] as? Double ?? 0)
    #expect(reason["measure"] is String && value < least && reason["most"] == nil)
    let danish = try InspectProgram.findings(["photo", path]).values.first?["faults"] as? [[String: Any]]
    #expect(danish?.map { $0["kind"] as? String } == faults.map { $0["kind"] as? String })
    #expect(danish?.first?["advice"] as? String != faults.first?["advice"] as? String)
  }

  @Test func `a print has the block measures of NFIQ 2, and a page shows it`() throws {
    let print = try #require(RidgeMaker(seed: 4, finger: 2).picture(RidgeTouch()))
    let path = try file("<b>\".pgm", print.pgm)
    let (values, exit) = try InspectProgram.findings(["print", path])
    #expect(exit == 0)
    let standard = try #require(values.first?["standard"] as? [String: [String: Double]])
    #expect(standard.count == 8)
    #expect(standard["OCL_Bin10_Mean", default: [:]]["native", default: 0] > 0.8)
    let page = try InspectProgram.run(["inspect", "print", "--format", "html", path]).output
    #expect(page.contains("data:image/bmp;base64,Qk") && page.contains("&lt;b&gt;&quot;.pgm"))
    #expect(!page.contains("<b>") && !page.contains("<script"))
  }

  @Test func `pictures are told of one by one, with what is wrong with those that are none`() throws {
    let print = try #require(RidgeMaker(seed: 4, finger: 2).picture(RidgeTouch()))
    let files = [
      try file("whole.pgm", print.pgm), try file("cut.pgm", print.pgm.dropLast(9)),
      try file("other.ppm", [80, 54, 32]),
    ]
    let (values, exit) = try InspectProgram.findings(["print"] + files)
    #expect(exit == 65)
    #expect(values.map { $0["valid"] as? Bool } == [true, false, false])
    let advice = values.map { ($0["faults"] as? [[String: Any]])?.first?["advice"] as? String }
    #expect(advice[1]?.contains("cut off") == true)
    #expect(advice[2]?.contains("P5") == true)
  }

  @Test func `what cannot be read is told with what to do, and the others are told all the same`() throws {
    let print = try #require(RidgeMaker(seed: 4, finger: 2).picture(RidgeTouch()))
    let whole = try file("whole.pgm", print.pgm)
    let (values, exit) = try InspectProgram.findings(["print", "/nowhere/print.pgm", folder.path, "/dev/zero", whole])
    #expect(exit == 66)
    #expect(values.map { $0["valid"] as? Bool } == [false, false, false, true])
    let faults = values.map { ($0["faults"] as? [[String: Any]])?.first ?? [:] }
    #expect(faults.map { $0["kind"] as? String } == ["unread", "unread", "unread", nil])
    #expect((faults[1]["advice"] as? String)?.contains("write the picture to a file") == true)
    let language = try InspectProgram.run(["inspect", "print", "--language", "xx", whole])
    #expect(language.exit == 64)
    #expect(language.complaint.contains("“xx”"))
  }

  @Test func `of a photo without a face nothing is told that only a face has`() throws {
    let white = try #require(RGBPicture(width: 60, height: 80, pixels: [UInt8](repeating: 255, count: 60 * 80 * 3)))
    let value = try InspectProgram.findings(["photo", try file("white.ppm", white.ppm)]).values.first
    #expect((value?["standard"] as? [String: Any])?.isEmpty == true)
  }
}
