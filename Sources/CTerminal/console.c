// What is peculiar to the Linux console: its font, and its keypad.
#include "include/CTerminal.h"
#include "internal.h"

#include <linux/kd.h>
#include <string.h>
#include <sys/ioctl.h>

static int descriptor = -1;
static bool console;
static struct unipair glyphs[8192];
static int glyph_count;

bool pk_is_virtual_console(int descriptor) {
  char kind = 0;
  return ioctl(descriptor, KDGKBTYPE, &kind) == 0;
}

// Which characters the font has, and where.
static void look_at_glyphs(void) {
  struct unimapdesc map = {.entry_ct = sizeof glyphs / sizeof glyphs[0], .entries = glyphs};
  glyph_count = descriptor >= 0 && ioctl(descriptor, GIO_UNIMAP, &map) == 0 ? map.entry_ct : 0;
}

bool pk_console_look(int terminal, const char *type) {
  const bool is_virtual = pk_is_virtual_console(terminal);
  console = is_virtual || strncmp(type, "linux", 5) == 0;
  descriptor = is_virtual ? terminal : -1;
  look_at_glyphs();
  return console;
}

void pk_console_keep_num_lock(void) {
  char flags;
  if (descriptor >= 0 && ioctl(descriptor, KDGKBLED, &flags) == 0 && !(flags & K_NUMLOCK))
    ioctl(descriptor, KDSKBLED, flags | K_NUMLOCK);
}

bool pk_is_console(void) { return console; }

bool pk_font_has(uint32_t scalar) {
  if (!console) return true;
  if (glyph_count == 0) return scalar < 0x100;
  return pk_font_glyph(scalar) >= 0;
}

int32_t pk_font_glyph(uint32_t scalar) {
  for (int i = 0; i < glyph_count; i++)
    if (glyphs[i].unicode == scalar) return glyphs[i].fontpos;
  return -1;
}

bool pk_console_font(struct pk_font *found, uint8_t shapes[pk_font_room]) {
  struct console_font_op font = {.op = KD_FONT_OP_GET, .width = 32, .height = 32, .charcount = 512, .data = shapes};
  if (descriptor < 0 || ioctl(descriptor, KDFONTOP, &font) != 0) return false;
  // It may be another one than at the start.
  look_at_glyphs();
  // The kernel keeps 32 rows of each, however many the font has.
  *found = (struct pk_font){font.width, font.height, font.charcount, (font.width + 7) / 8 * 32};
  return true;
}
