// The points behind a Linux virtual console, which the kernel's frame buffer device has beside the console's text. Bytes go there by
// pwrite: the kernel refuses what lies outside, whatever the driver said of its size, and a signal handler may call it too.
#include "include/CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fb.h>
#include <linux/kd.h>
#include <linux/vt.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

// A point has at most four bytes, and a line that is believed 16384 points.
enum { console_major = 4, most_consoles = 63, longest_line = 65536, largest_point = 4 };

static atomic_int buffer = -1;
static int console = -1, console_number;
static bool is_turned;
// Of a line and of a point, in bytes, when it was last looked at.
static unsigned long line, point;
// All that was ever written lies between these two.
static atomic_ulong first_written = ~0ul, end_written;

/// Whether the kernel turns the console's text; it turns no points.
static bool look_whether_turned(void) {
  char way = '0';
  const int file = open("/sys/class/graphics/fbcon/rotate", O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool has_told = read(file, &way, 1) == 1;
  close(file);
  return has_told && way != '0';
}

bool pk_framebuffer_open(int terminal, const char *path) {
  pk_framebuffer_close();
  struct stat about;
  if (!pk_is_virtual_console(terminal) || fstat(terminal, &about) != 0) {
    errno = ENOTTY;
    return false;
  }
  const unsigned number = minor(about.st_rdev);
  if (major(about.st_rdev) != console_major || number < 1 || number > most_consoles) {
    errno = ENOTTY;
    return false;
  }
  const int opened = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (opened < 0) return false;
  console = terminal;
  console_number = (int)number;
  is_turned = look_whether_turned();
  atomic_store(&buffer, opened);
  return true;
}

/// Whether the console is the one in front, shows text, and shows it in this frame buffer.
static bool is_in_front(void) {
  struct vt_stat state;
  int mode = KD_GRAPHICS;
  struct fb_con2fbmap map = {.console = (uint32_t)console_number, .framebuffer = ~0u};
  return ioctl(console, VT_GETSTATE, &state) == 0 && state.v_active == console_number && ioctl(console, KDGETMODE, &mode) == 0 &&
         mode == KD_TEXT && ioctl(atomic_load(&buffer), FBIOGET_CON2FBMAP, &map) == 0 && map.framebuffer == 0;
}

static struct pk_channel channel(struct fb_bitfield field) {
  // A driver that counts its bits from the other end is one that this does not know.
  return (struct pk_channel){field.offset, field.msb_right ? 0 : field.length};
}

bool pk_framebuffer_look(struct pk_framebuffer *found) {
  const int asked = atomic_load(&buffer);
  if (asked < 0 || !is_in_front() || is_turned) return false;
  struct fb_fix_screeninfo fixed;
  struct fb_var_screeninfo now;
  // The font's own cell: what is left over of the screen lies to the right of the last column and below the last row.
  struct console_font_op font = {.op = KD_FONT_OP_GET, .width = 64, .height = 128, .charcount = 512, .data = NULL};
  if (ioctl(asked, FBIOGET_FSCREENINFO, &fixed) != 0 || ioctl(asked, FBIOGET_VSCREENINFO, &now) != 0) return false;
  if (ioctl(console, KDFONTOP, &font) != 0) return false;
  const bool has_colours = fixed.type == FB_TYPE_PACKED_PIXELS && fixed.visual == FB_VISUAL_TRUECOLOR && !now.grayscale && !now.nonstd;
  if (!has_colours || (now.vmode & FB_VMODE_YWRAP)) return false;
  line = fixed.line_length;
  point = now.bits_per_pixel / 8;
  *found = (struct pk_framebuffer){
      .bits = now.bits_per_pixel,
      .line_length = fixed.line_length,
      .length = fixed.smem_len,
      .width = now.xres,
      .height = now.yres,
      .x_offset = now.xoffset,
      .y_offset = now.yoffset,
      .red = channel(now.red),
      .green = channel(now.green),
      .blue = channel(now.blue),
      .transparency = channel(now.transp),
      .cell_width = font.width,
      .cell_height = font.height,
  };
  return true;
}

static bool put(int target, unsigned long offset, const char *bytes, unsigned long count) {
  while (count > 0) {
    const ssize_t written = pwrite(target, bytes, count, (off_t)offset);
    if (written > 0) {
      bytes += written;
      offset += (unsigned long)written;
      count -= (unsigned long)written;
    } else if (written == 0 || errno != EINTR) {
      return false;
    }
  }
  return true;
}

/// Writes what is of one line and ends where that does. The kernel shows nothing of it (drm_fb_helper_memory_range_to_clip, Linux 6.1,
/// takes the line's end for its beginning), but all lines of a write that is of two: so what stands beside it there is written with it.
static bool put_to_end(int target, unsigned long offset, const char *bytes, unsigned long count) {
  static char both[longest_line + largest_point];
  if (pread(target, both + count, point, (off_t)(offset + count)) == (ssize_t)point) {
    memcpy(both, bytes, count);
    return put(target, offset, both, count + point);
  }
  // Nothing comes after the last line.
  const unsigned long before = offset % line + point;
  if (before > offset || pread(target, both, before, (off_t)(offset - before)) != (ssize_t)before) return put(target, offset, bytes, count);
  memcpy(both + before, bytes, count);
  return put(target, offset - before, both, before + count);
}

bool pk_framebuffer_write(unsigned long offset, const void *bytes, unsigned long count) {
  const int target = atomic_load(&buffer);
  if (target < 0) return false;
  // Told first: a crash in the midst of it clears these bytes too.
  if (offset < atomic_load(&first_written)) atomic_store(&first_written, offset);
  if (offset + count > atomic_load(&end_written)) atomic_store(&end_written, offset + count);
  const bool is_known = line > 0 && line <= longest_line && point > 0 && point <= largest_point;
  const bool ends_a_line = is_known && count > 0 && count <= line - offset % line && (offset + count) % line == 0;
  return ends_a_line ? put_to_end(target, offset, bytes, count) : put(target, offset, bytes, count);
}

static void clear(int target) {
  static const char black[2 * longest_line];
  unsigned long at = atomic_exchange(&first_written, ~0ul);
  const unsigned long end = atomic_exchange(&end_written, 0);
  // Another console that came to the front was drawn over all of it.
  struct vt_stat state;
  const bool is_behind = ioctl(console, VT_GETSTATE, &state) == 0 && state.v_active != console_number;
  if (target < 0 || is_behind) return;
  while (at < end) {
    // Never the end of one line alone (see above).
    const unsigned long count = end - at <= sizeof black ? end - at : sizeof black / 2;
    if (!put(target, at, black, count)) return;
    at += count;
  }
}

void pk_framebuffer_clear(void) { clear(atomic_load(&buffer)); }

// The thread that draws finds nothing to write to any more.
void pk_framebuffer_end(void) { clear(atomic_exchange(&buffer, -1)); }

void pk_framebuffer_close(void) {
  const int target = atomic_exchange(&buffer, -1);
  clear(target);
  if (target >= 0) close(target);
}
