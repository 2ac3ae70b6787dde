// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// What a target may import, by the names used below.
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let httpCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let httpTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1", "_NIOFileSystem"].map {
  .product(name: $0, package: "swift-nio")
}
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioCompression: Target.Dependency = .product(name: "NIOHTTPCompression", package: "swift-nio-extras")
let httpClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let tls: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let yaml: Target.Dependency = .product(name: "Yams", package: "Yams")

/// What every room stands on. A room never imports another room: the compiler says so, since no line here allows it.
let house: [Target.Dependency] = [
  "Kernel", "Vietnamese", "Persistence", "Messaging", "Search", "Web", "Contracts", hummingbird, httpTypes, log,
  nio[0], lifecycle,
]

func target(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}
/// `HOITU_TESTS=Newsroom,Web` builds only those tests and the rooms they are of, for the one who works on them.
let only = Context.environment["HOITU_TESTS"].map { Set($0.split(separator: ",").map(String.init)) }

/// The rooms: each stands by itself, and App puts them together.
let rooms = [
  "Organisations", "Security", "Media", "Newsroom", "Planning", "Corrections", "Collaboration", "Programme", "Channels",
]

/// The tests of a target.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> [Target] {
  let own: [Target.Dependency] =
    ["Messaging", "Search", "Web", "Vietnamese", "Kernel", "Persistence", "Contracts"].contains(name)
    ? [] : [.byName(name: name)]
  return [
    .testTarget(
      name: name + "Tests", dependencies: own + house + ["TestSupport", crypto, httpCore] + dependencies,
      swiftSettings: settings)
  ]
}

let package = Package(
  name: "hoitu",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    target("Kernel", []),
    target("Vietnamese", ["Kernel"]),
    target("Persistence", ["Kernel", log]),
    target("PersistenceSQLite", ["Kernel", "Persistence", log, .product(name: "GRDB", package: "GRDB.swift")]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    target("PersistencePostgres", ["Kernel", "Persistence", "CLibPQ", log]),
    .systemLibrary(name: "CCompression", providers: [.apt(["zlib1g-dev", "libbrotli-dev"])]),
    target("Messaging", ["Kernel", "Persistence", lifecycle, log, crypto]),
    target("Search", ["Kernel", "Vietnamese", "Persistence"]),
    target("Contracts", ["Kernel", "Vietnamese", "Persistence", "Messaging"]),
    target("StoryMerge", ["Kernel", "Contracts"]),
    target("NewsFormats", ["Kernel", "Vietnamese", "Contracts"]),
    .systemLibrary(name: "CHunspell", pkgConfig: "hunspell", providers: [.apt(["libhunspell-dev"])]),
    target("Spelling", ["Kernel", "Vietnamese", "CHunspell"]),
    target(
      "Web",
      ["Kernel", "CCompression", hummingbird, httpCore, httpTypes, nioHTTPTypes, log, metrics, crypto, lifecycle] + nio),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    target(
      "OfficeDocuments",
      ["Kernel", "Vietnamese", "CCompression", "CXLSXWriter", subprocess]),
    target("Organisations", house + ["OfficeDocuments", yaml]),
    target("Security", house + [crypto, cryptoExtras]),
    target("Media", house + [crypto, subprocess]),
    target(
      "Newsroom",
      house + [
        "StoryMerge", "NewsFormats", "Spelling", "OfficeDocuments", crypto, httpClient, nio[2], nioCompression,
      ]),
    target("Planning", house + [crypto]),
    target("Corrections", house + [crypto]),
    target("Collaboration", house + [crypto, nio[1], tls]),
    target("Programme", house + ["OfficeDocuments", crypto, yaml]),
    target("Channels", house + [crypto]),
    target(
      "App",
      house + [
        "PersistenceSQLite", "PersistencePostgres", "Organisations", "Security", "Media", "Newsroom", "Channels",
        "Planning", "Corrections", "Collaboration", "Programme",
      ]
        + [crypto, metrics, httpCore, .product(name: "UnixSignals", package: "swift-service-lifecycle")]),
    .executableTarget(
      name: "hoitu", dependencies: ["App", "Security", arguments], swiftSettings: settings),
    target("TestSupport", house + ["PersistenceSQLite", "PersistencePostgres", httpTesting]),
  ]
    + [
      "Kernel", "Vietnamese", "Persistence", "Messaging", "Search", "Web", "StoryMerge", "NewsFormats", "Spelling",
      "OfficeDocuments",
    ]
    .flatMap { tests($0) }
    + rooms.flatMap { tests($0) }
    + tests("App", rooms.map { .byName(name: $0) } + [httpTesting])
)

if let only, !only.contains("App") {
  // Libraries that only the newsroom stands on.
  let libraries = only.contains("Newsroom") ? [] : ["StoryMerge", "Spelling"]
  let others = Set(rooms + ["App", "hoitu"] + libraries).subtracting(only)
  package.targets.removeAll { target in
    target.type == .test ? !only.contains(String(target.name.dropLast(5))) : others.contains(target.name)
  }
}
