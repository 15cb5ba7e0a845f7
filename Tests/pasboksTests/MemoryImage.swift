import Foundation
import Glibc
import Testing

/// What a running process has in memory that it can have written itself: every mapping that is writable, and every one that no
/// file is behind. Another process may read it only with the right to trace it, as root has.
struct MemoryImage {
  /// A stretch of memory.
  struct Block {
    let start: UInt
    /// What the system calls the mapping, such as `[heap]` or `[stack]`.
    let name: String
    let bytes: [UInt8]
  }

  let blocks: [Block]

  /// Reads the memory of a process, without the pages in which nothing was ever written.
  init(of process: Int) throws {
    let memory = open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
    try #require(memory >= 0, "the memory of \(process) cannot be read (\(errno)); root may")
    defer { close(memory) }
    var blocks: [Block] = []
    for line in try String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: " ", maxSplits: 5)
      let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
      let name = fields.count > 5 ? fields[5].trimmingCharacters(in: .whitespaces) : ""
      let rights = Array(fields[1])
      let isOwn = rights[1] == "w" || !name.hasPrefix("/")
      guard ends.count == 2, rights[0] == "r", isOwn, name != "[vvar]" else { continue }
      blocks += Self.blocks(of: memory, from: ends[0], to: ends[1], name.isEmpty ? String(fields[0]) : name)
    }
    self.blocks = blocks
  }

  /// How much was read, in bytes.
  var size: Int { blocks.reduce(0) { $0 + $1.bytes.count } }

  private static let page = 4096

  private static func blocks(of memory: Int32, from start: UInt, to end: UInt, _ name: String) -> [Block] {
    var blocks: [Block] = []
    var bytes: [UInt8] = []
    let portion = 256 * page
    var buffer = [UInt8](repeating: 0, count: portion)
    let nothing = [UInt8](repeating: 0, count: page)
    var at = start
    func close(_ end: UInt) {
      if !bytes.isEmpty { blocks.append(Block(start: end - UInt(bytes.count), name: name, bytes: bytes)) }
      bytes = []
    }
    while at < end {
      let wanted = min(portion, Int(end - at))
      let count = pread(memory, &buffer, wanted, off_t(at))
      guard count > 0 else {
        close(at)
        at += UInt(page)
        continue
      }
      for offset in stride(from: 0, to: count, by: page) {
        let length = min(page, count - offset)
        let isEmpty = buffer.withUnsafeBytes { all in
          all.baseAddress.map { memcmp($0 + offset, nothing, length) == 0 } ?? true
        }
        if isEmpty { close(at + UInt(offset)) } else { bytes += buffer[offset..<(offset + length)] }
      }
      at += UInt(count)
    }
    close(at)
    return blocks
  }
}

/// A row of bytes to look for; with a stride, only every so manieth byte of memory is one of them, as where characters or
/// figures lie in wider cells.
struct Needle: Hashable {
  let bytes: [UInt8]
  var stride = 1
  /// Whether a hexadecimal figure before or behind it makes it another one, as a short number within a hash or a moment.
  var standsAlone = false

  /// The shortest row that is looked for: a shorter one is met by chance.
  static let shortest = 5

  /// Whether no hexadecimal figure stands before or behind it.
  fileprivate func isAlone(at place: Int, in all: UnsafeRawBufferPointer) -> Bool {
    [place - 1, place + bytes.count].allSatisfy { beside in
      !all.indices.contains(beside) || !Character(Unicode.Scalar(all[beside])).isHexDigit
    }
  }
}

extension MemoryImage {
  /// Bytes from elsewhere than a process, each row by its name.
  init(_ rows: [String: Data]) {
    blocks = rows.sorted { $0.key < $1.key }.map { Block(start: 0, name: $0.key, bytes: Array($0.value)) }
  }

  /// A place where a needle was found.
  struct Find {
    let needle: Int
    let address: UInt
    let block: Int
  }

  /// Where each needle is, by its place in the list.
  func find(_ needles: [Needle]) -> [Find] {
    Set(needles.map(\.stride)).sorted().flatMap { find(needles, stride: $0) }
  }

  private func find(_ needles: [Needle], stride: Int) -> [Find] {
    let index = NeedleIndex(needles, stride: stride)
    var finds: [Find] = []
    var lane: [UInt8] = []
    for (number, block) in blocks.enumerated() {
      for phase in 0..<stride {
        let count = (block.bytes.count - phase + stride - 1) / stride
        guard count >= Needle.shortest else { continue }
        if stride > 1 {
          lane = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            block.bytes.withUnsafeBufferPointer { source in
              var at = phase
              for place in 0..<count {
                target[place] = source[at]
                at += stride
              }
            }
            filled = count
          }
        }
        (stride > 1 ? lane : block.bytes).withUnsafeBytes { bytes in
          index.scan(bytes) { needle, place in
            guard !needles[needle].standsAlone || needles[needle].isAlone(at: place, in: bytes) else { return }
            finds.append(Find(needle: needle, address: block.start + UInt(phase + place * stride), block: number))
          }
        }
      }
    }
    return finds
  }
}

/// Needles by their first four bytes, with a table of bits in front, so that memory is gone through once however many they are. It is
/// small enough to stay in the processor's first cache.
private struct NeedleIndex {
  private let needles: [Needle]
  private var bits = [UInt64](repeating: 0, count: 1 << 11)
  private var starts: [UInt32: [Int]] = [:]

  init(_ needles: [Needle], stride: Int) {
    self.needles = needles
    for (number, needle) in needles.enumerated() where needle.stride == stride && needle.bytes.count >= Needle.shortest
    {
      let start = needle.bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) }
      starts[start, default: []].append(number)
      let slot = Self.slot(start)
      bits[slot >> 6] |= 1 << UInt64(slot & 63)
    }
  }

  private static func slot(_ start: UInt32) -> Int { Int((start &* 2_654_435_761) >> 15) }

  func scan(_ bytes: UnsafeRawBufferPointer, _ found: (Int, Int) -> Void) {
    guard !starts.isEmpty, let base = bytes.baseAddress else { return }
    bits.withUnsafeBufferPointer { bits in
      for place in 0...(bytes.count - 4) {
        let start = (base + place).loadUnaligned(as: UInt32.self)
        let slot = Self.slot(start)
        guard bits[slot >> 6] & 1 << UInt64(slot & 63) != 0, let numbers = starts[start] else { continue }
        for number in numbers {
          let wanted = needles[number].bytes
          let fits = wanted.count <= bytes.count - place
          if fits, memcmp(base + place, wanted, wanted.count) == 0 { found(number, place) }
        }
      }
    }
  }
}
