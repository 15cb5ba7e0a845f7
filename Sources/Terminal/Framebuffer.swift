import CTerminal
import Glibc
package import Screens

/// The frame buffer behind a Linux virtual console; one a process, like the console.
package final class Framebuffer: PixelSurface {
  /// Where the kernel has it.
  package static let path = "/dev/fb0"

  private let terminal: Int32
  /// Why it is not open, as errno; 0 where it is.
  private var fault: Int32 = 0

  /// The one behind a terminal, open where it can be; nothing where the terminal is no virtual console.
  package init?(terminal: Int32 = 1) {
    guard pk_is_virtual_console(terminal) else { return nil }
    self.terminal = terminal
    reopen()
  }

  deinit { pk_framebuffer_close() }

  package var font: ConsoleFont? { ConsoleFont.ofConsole() }

  package func reopen() { fault = pk_framebuffer_open(terminal, Self.path) ? 0 : errno }

  package func layout(of size: Size) -> PixelLayout? {
    var found = pk_framebuffer()
    return pk_framebuffer_look(&found) ? PixelLayout(FramebufferFacts(found), size: size) : nil
  }

  package func write(_ bytes: [UInt8], at offset: Int) -> Bool {
    bytes.withUnsafeBytes { pk_framebuffer_write(UInt(offset), $0.baseAddress, UInt($0.count)) }
  }

  package func clear() { pk_framebuffer_clear() }

  /// How pictures are shown on a console of this size, for whoever looks after a box.
  package func report(_ size: Size) -> (isShown: Bool, words: String) {
    if fault != 0 {
      return (false, "in 16 colours: \(Self.path): \(String(cString: strerror(fault)))")
    }
    guard let layout = layout(of: size) else {
      return (false, "in 16 colours: \(Self.path) is of another kind, or shows another console")
    }
    return (true, "by their own pixels: \(layout.width) by \(layout.height), \(layout.bits) bits")
  }
}

extension FramebufferFacts {
  fileprivate init(_ found: pk_framebuffer) {
    func bits(_ channel: pk_channel) -> Bits { Bits(channel.offset, channel.length) }
    self.init(
      bits: found.bits, lineLength: found.line_length, length: found.length, width: found.width,
      height: found.height, xOffset: found.x_offset, yOffset: found.y_offset, red: bits(found.red),
      green: bits(found.green), blue: bits(found.blue), transparency: bits(found.transparency),
      cellWidth: found.cell_width, cellHeight: found.cell_height)
  }
}
