// swift-tools-version: 6.2
import PackageDescription

/// The settings every Swift target is built with.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let issueReporting = Target.Dependency.product(name: "IssueReporting", package: "xctest-dynamic-overlay")
let certificates = Target.Dependency.product(name: "X509", package: "swift-certificates")
let atomics = Target.Dependency.product(name: "Atomics", package: "swift-atomics")
let deques = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let systemCalls = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let customDump = Target.Dependency.product(name: "CustomDump", package: "swift-custom-dump")

/// What the linker is told of the box, which needs no other file when it is installed (`make release`).
let alone: [LinkerSetting] =
  Context.environment["PASBOKS_ALONE"].map { [.unsafeFlags($0.split(separator: " ").map { String($0) })] } ?? []

/// A room of the house: its sources under `Sources/NAME`, its imports enforced by the build.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: house)
}

let package = Package(
  name: "pasboks",
  products: [
    .executable(name: "pasboks", targets: ["pasboks"]),
    .executable(name: "pasboks-world", targets: ["WorldCommand"]),
    .executable(name: "pasboks-passport", targets: ["PassportCommand"]),
    .executable(name: "pasboks-uplink", targets: ["UplinkCommand"]),
    .executable(name: "pasboks-authority", targets: ["AuthorityCommand"]),
  ],
  // Exactly these versions: what is built is known, and another is somebody's decision.
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/pointfreeco/swift-custom-dump", exact: "1.7.3"),
    // Nothing here imports these, which others bring along: they are named to be pinned as well.
    .package(url: "https://github.com/apple/swift-atomics", exact: "1.3.0"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/pointfreeco/xctest-dynamic-overlay", exact: "1.13.1"),
  ],
  targets: [
    .target(name: "CKeeper", cSettings: [.define("_GNU_SOURCE")]),
    .target(name: "CMemory", cSettings: [.define("_GNU_SOURCE")]),
    .target(
      name: "CTerminal",
      cSettings: [.define("_XOPEN_SOURCE_EXTENDED"), .define("_GNU_SOURCE")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]
    ),
    .target(name: "CChip", linkerSettings: [.linkedLibrary("crypto")]),
    // Where their headers lie, pkg-config says.
    .systemLibrary(name: "LibOpenJPEG", pkgConfig: "libopenjp2"),
    .systemLibrary(name: "LibPCSCLite", pkgConfig: "libpcsclite"),
    .target(name: "CPictures", dependencies: ["LibOpenJPEG"], linkerSettings: [.linkedLibrary("jpeg")]),
    .target(name: "CSmartCards", dependencies: ["LibPCSCLite"]),
    room("PassportRules"),
    room("Quality"),
    room("Renewal", ["PassportRules", "Quality"]),
    room("Walk", ["PassportRules", "Quality", "Renewal"]),
    room("Screens", ["PassportRules", "Quality", "Renewal"]),
    room("Terminal", ["CTerminal", "Renewal", "Screens"]),
    room("StrictYAML", ["PassportRules", yams]),
    room("Configuration", ["PassportRules", "Quality", "Renewal", "Screens", "StrictYAML", crypto]),
    room("Devices", ["Quality", "Renewal"]),
    room("DriverWire", ["Devices", "PassportRules", "Quality", "Renewal"]),
    room("DeviceLines", ["Devices", "Renewal"]),
    room("InputDevices"),
    room("ReceiptPrinter", ["DeviceLines", "Devices", "Renewal"]),
    room("PageScanner", ["DeviceLines", "Devices", "InputDevices", "Renewal"]),
    room("PenTablet", ["DeviceLines", "Devices", "InputDevices", "Quality", "Renewal"]),
    room("StatusLEDs", ["Devices", "Renewal"]),
    room("LogicalDataStructure"),
    room("PassportChip", ["CChip", "LogicalDataStructure", "PassportRules", "Renewal"]),
    room("PictureDecoding", ["CPictures", "LogicalDataStructure", "Quality"]),
    room("SmartCards", ["CSmartCards", "PassportChip"]),
    room("PassportReader", ["DeviceLines", "Devices", "DriverWire", "Renewal"]),
    room("AuthorityWire", ["Devices", "DriverWire", "PassportRules", "Renewal"]),
    room(
      "Uplink",
      [
        "AuthorityWire", "CMemory", "Devices", "DriverWire", "Renewal", "StrictYAML", atomics, deques, logging, nioCore,
        nioHTTP1,
        nioPosix, nioSSL, systemCalls,
      ]),
    room(
      "ReferenceAuthority",
      [
        "AuthorityWire", "Cases", "Devices", "PassportRules", "DriverWire", "Renewal", "SimulatedDevices", asn1,
        certificates, crypto, logging, nioCore,
        nioHTTP1, nioPosix, nioSSL,
      ]),
    room("SimulatedDevices", ["Devices", "DriverWire", "PassportRules", "Quality", "Renewal", "StrictYAML"]),
    room("Recording", ["PassportRules", "Quality", "Renewal", "SimulatedDevices", crypto]),
    room("Cases", ["PassportRules", "Renewal", asn1, crypto, cryptoExtras, grdb]),
    room(
      "Runtime",
      [
        "AuthorityWire", "CMemory", "Cases", "Devices", "DriverWire", "PassportRules", "Quality", "Renewal", "Screens",
        logging,
      ]),
    room("ChildProcesses", ["CKeeper", "Renewal", logging]),
    room("Speaking", ["ChildProcesses", "InputDevices", "Renewal", "Runtime", "Screens", crypto, logging]),
    room("Reports", ["Cases", "PassportRules", "Renewal"]),
    room(
      "Program",
      [
        "Cases", "ChildProcesses", "Configuration", "DeviceLines", "Devices", "DriverWire", "InputDevices",
        "PageScanner", "PassportRules", "PenTablet", "Quality", "ReceiptPrinter", "Renewal", "Reports", "Runtime",
        "Screens",
        "Speaking", "StatusLEDs", "StrictYAML", "Terminal", "Walk", argumentParser,
        logging,
      ]),
    .executableTarget(name: "pasboks", dependencies: ["Program"], swiftSettings: house, linkerSettings: alone),
    .executableTarget(
      name: "WorldCommand",
      dependencies: [
        "Cases", "Configuration", "Devices", "PassportRules", "Program", "Recording", "Renewal", "Runtime", "Screens",
        "SimulatedDevices", "StrictYAML", "Terminal", argumentParser, logging,
      ],
      swiftSettings: house,
      linkerSettings: alone
    ),
    .executableTarget(
      name: "PassportCommand",
      dependencies: [
        "Configuration", "Devices", "DriverWire", "LogicalDataStructure", "PageScanner", "PassportChip",
        "PassportReader",
        "PassportRules", "PictureDecoding", "Program", "Quality", "Renewal", "Reports", "Runtime", "SmartCards",
        argumentParser, logging,
      ],
      swiftSettings: house),
    .executableTarget(
      name: "UplinkCommand", dependencies: ["StrictYAML", "Uplink", argumentParser, logging, nioPosix],
      swiftSettings: house),
    .executableTarget(
      name: "AuthorityCommand",
      dependencies: [
        "Cases", "PassportRules", "ReferenceAuthority", "Renewal", "SimulatedDevices", "StrictYAML", argumentParser,
        logging, nioCore,
        nioPosix,
      ],
      swiftSettings: house
    ),
    .target(
      name: "TestSupport",
      dependencies: ["Devices", "InputDevices", "PassportRules", "Quality", "Renewal", "Walk"],
      path: "Tests/TestSupport",
      swiftSettings: house
    ),
    tests("PassportRulesTests", ["PassportRules"]),
    tests("QualityTests", ["Quality"]),
    tests("RenewalTests", ["PassportRules", "Quality", "Renewal", "Walk", customDump, issueReporting]),
    tests("ScreensTests", ["Configuration", "PassportRules", "Quality", "Renewal", "Screens"]),
    tests("TerminalTests", ["CTerminal", "Quality", "Renewal", "Screens", "Terminal"]),
    tests("StrictYAMLTests", ["StrictYAML"]),
    tests(
      "ConfigurationTests",
      ["Configuration", "PassportRules", "Quality", "Renewal", "Screens", "StrictYAML", crypto]),
    tests("StatusLEDsTests", ["Devices", "Renewal", "StatusLEDs"]),
    tests("DriverWireTests", ["Devices", "DriverWire", "PassportRules", "Quality", "Renewal"]),
    tests("PageScannerTests", ["DeviceLines", "Devices", "InputDevices", "PageScanner", "Renewal"]),
    tests(
      "PenTabletTests",
      ["DeviceLines", "Devices", "InputDevices", "PenTablet", "Quality", "Renewal", "SimulatedDevices"]),
    tests("ReceiptPrinterTests", ["DeviceLines", "Devices", "PassportRules", "ReceiptPrinter", "Renewal"]),
    tests("AuthorityWireTests", ["AuthorityWire", "Devices", "DriverWire", "PassportRules", "Renewal"]),
    tests(
      "UplinkTests",
      [
        "AuthorityWire", "Cases", "Devices", "DriverWire", "PassportRules", "ReferenceAuthority", "Renewal", "Runtime",
        "SimulatedDevices",
        "StrictYAML", "Uplink", logging, nioCore, nioPosix, nioSSL,
      ]),
    tests(
      "SimulatedDevicesTests",
      ["Devices", "DriverWire", "PassportRules", "Quality", "Renewal", "SimulatedDevices", "StrictYAML"]),
    tests("RecordingTests", ["PassportRules", "Recording", "Renewal", "SimulatedDevices", "Walk"]),
    tests("CasesTests", ["Cases", "PassportRules", "Renewal", "Walk", grdb]),
    tests(
      "RuntimeTests",
      [
        "CMemory", "Cases", "Configuration", "Devices", "DriverWire", "PassportRules", "Quality", "Recording",
        "Renewal",
        "Runtime", "Screens", "SimulatedDevices", "Speaking", logging,
      ]),
    tests("ChildProcessesTests", ["ChildProcesses", "Renewal"]),
    tests("SpeakingTests", ["ChildProcesses", "Renewal", "Runtime", "Screens", "Speaking", logging]),
    tests(
      "PassportChipTests",
      ["LogicalDataStructure", "PassportChip", "PictureDecoding", "Quality", "Renewal", crypto]),
    tests("PassportReaderTests", ["DeviceLines", "Devices", "PassportReader", "Renewal"]),
    tests("LogicalDataStructureTests", ["LogicalDataStructure"]),
    tests("ReportsTests", ["Cases", "PassportRules", "Renewal", "Reports"]),
    // The simulated devices tell the tests what they make of a person, to look for it afterwards.
    tests("pasboksTests", ["Devices", "PassportRules", "Quality", "Renewal", "SimulatedDevices"]),
  ]
)
