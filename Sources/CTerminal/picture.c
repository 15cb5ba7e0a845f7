// Pictures past ncurses: a cell costs a fifth of what it costs there. Nothing but numbers and block elements is ever
// written, and the cursor and colours are saved before and restored after, so that ncurses' picture of the terminal holds.
#include "include/CTerminal.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { longest_cell = 64 };

static int descriptor = -1;
static char *bytes;
static size_t used, room;
static bool in_direct;
static int next_row, next_column;
static uint32_t last_foreground, last_background;
static char numbers[256][4];
static uint8_t number_lengths[256];

void pk_picture_set_descriptor(int target) {
  descriptor = target;
  for (int i = 0; i < 256; i++) {
    char digits[3];
    int count = 0, value = i;
    do {
      digits[count++] = (char)('0' + value % 10);
      value /= 10;
    } while (value);
    number_lengths[i] = (uint8_t)count;
    for (int k = 0; k < count; k++) numbers[i][k] = digits[count - 1 - k];
  }
}

static inline void text(const char *string, size_t length) {
  memcpy(bytes + used, string, length);
  used += length;
}

static inline void number(unsigned value) {
  if (value > 255) {
    number(value / 100);
    bytes[used++] = (char)('0' + value / 10 % 10);
    bytes[used++] = (char)('0' + value % 10);
    return;
  }
  memcpy(bytes + used, numbers[value], 4);
  used += number_lengths[value];
}

static inline void colour(unsigned kind, uint32_t value) {
  number(kind);
  if (in_direct) {
    text(";2;", 3);
    number(value >> 16 & 255);
    bytes[used++] = ';';
    number(value >> 8 & 255);
    bytes[used++] = ';';
    number(value & 255);
  } else {
    text(";5;", 3);
    number(value & 255);
  }
}

void pk_picture_begin(bool direct) {
  in_direct = direct;
  used = 0;
  next_row = next_column = -1;
  last_foreground = last_background = UINT32_MAX;
}

void pk_picture_cell(int row, int column, uint32_t scalar, uint32_t foreground, uint32_t background) {
  if (row < 0 || column < 0 || row > 9999 || column > 9999) return;
  if (room - used < 2 * longest_cell) {
    const size_t wanted = room ? room * 2 : 65536;
    char *larger = realloc(bytes, wanted);
    if (!larger) return;
    bytes = larger;
    room = wanted;
  }
  if (used == 0) text("\0337", 2);
  const bool blank = scalar < 0x2580 || scalar > 0x259F || foreground == background;
  const bool fresh_foreground = !blank && foreground != last_foreground;
  const bool fresh_background = background != last_background;
  if (row != next_row || column != next_column) {
    text("\033[", 2);
    number((unsigned)row + 1);
    bytes[used++] = ';';
    number((unsigned)column + 1);
    bytes[used++] = 'H';
  }
  if (fresh_foreground || fresh_background) {
    text("\033[", 2);
    if (fresh_foreground) {
      colour(38, foreground);
      last_foreground = foreground;
    }
    if (fresh_background) {
      if (fresh_foreground) bytes[used++] = ';';
      colour(48, background);
      last_background = background;
    }
    bytes[used++] = 'm';
  }
  if (blank) {
    bytes[used++] = ' ';
  } else {
    bytes[used++] = (char)0xE2;
    bytes[used++] = (char)(0x80 | (scalar >> 6 & 0x3F));
    bytes[used++] = (char)(0x80 | (scalar & 0x3F));
  }
  next_row = row;
  next_column = column + 1;
}

int pk_picture_end(void) {
  if (used == 0 || descriptor < 0) return 0;
  text("\0338", 2);
  const int count = (int)used;
  used = 0;
  return pk_write_all(descriptor, bytes, (size_t)count) == 0 ? count : -1;
}
