// What colours there are, what their numbers mean, and the pairs of them.
#include "include/CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

// -- colours: what the numbers of this terminal mean ----------------------------------------------------------------

// How many bits a colour's number has for red, green and blue where numbers are colours; all 0 where they are a palette's.
static int red_bits, green_bits, blue_bits;
// Even there so many of the least numbers are a palette's (CO, see user_caps(5) and terminfo's xterm+direct).
static int palette_numbers;

static bool has_string(const char *name, const char **string) {
  *string = tigetstr(name);
  return *string && *string != (const char *)-1;
}

/// Whether the type says that the terminal takes 24-bit colours: RGB, as ncurses has it, or Tc, as tmux does.
static bool says_direct(void) {
  const char *string;
  return tigetflag("Tc") > 0 || tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || has_string("RGB", &string);
}

/// Finds out whether colour numbers are colours. Without RGB, and with as few as a palette has, they are a palette's.
static void look_at_colours(void) {
  red_bits = green_bits = blue_bits = 0;
  if (!has_colors() || COLORS <= 256) return;
  int width = 0;
  while (width < 30 && (1 << width) < COLORS) width++;
  const char *string;
  const int each = tigetnum("RGB");
  if (tigetflag("RGB") > 0) {
    red_bits = green_bits = (width + 2) / 3;
    blue_bits = width - 2 * red_bits;
  } else if (each > 0) {
    red_bits = green_bits = blue_bits = each;
  } else if (has_string("RGB", &string)) {
    if (sscanf(string, "%d/%d/%d", &red_bits, &green_bits, &blue_bits) != 3) red_bits = 0;
  }
  const bool fits = red_bits > 0 && green_bits > 0 && blue_bits > 0 && red_bits + green_bits + blue_bits <= 30;
  if (!fits) red_bits = green_bits = blue_bits = 0;
  const int least = tigetnum("CO");
  palette_numbers = least < 0 ? 8 : least;
}

bool pk_numbers_are_colours(void) { return red_bits > 0; }

static int channel(uint32_t value, int bits) {
  return bits >= 8 ? (int)(value << (bits - 8)) : (int)(value * ((1u << bits) - 1) + 127) / 255;
}

int pk_colour_number(uint32_t colour) {
  if (!pk_numbers_are_colours()) return -1;
  const int red = channel(colour >> 16 & 255, red_bits), green = channel(colour >> 8 & 255, green_bits);
  int number = (red << green_bits | green) << blue_bits | channel(colour & 255, blue_bits);
  // A dark blue whose number is the palette's becomes the next one with a trace of green.
  while (number < palette_numbers) number += 1 << blue_bits;
  return number;
}

// -- pairs: a table by foreground and background, filled as colours come --------------------------------------------

enum { pair_room = 4096, most_pairs = 3000 };
static struct {
  int foreground, background;
  uint16_t number; // 0 for an empty place
} pairs[pair_room];
static int next_pair, plain_foreground = -1, plain_background = -1;

void pk_set_plain(int foreground, int background) {
  if (!pk_is_open() || !has_colors()) return;
  if (next_pair > 1) memset(pairs, 0, sizeof pairs);
  next_pair = 1;
  plain_foreground = foreground;
  plain_background = background;
  reset_color_pairs();
  assume_default_colors(foreground, background);
}

void pk_colours_begin(void) {
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  look_at_colours();
  pk_set_plain(-1, -1);
}

void pk_put_plain(int (*put)(int)) {
  if (!has_colors()) return;
  if (plain_foreground >= 0) tputs(tiparm(set_a_foreground, plain_foreground), 1, put);
  if (plain_background >= 0) tputs(tiparm(set_a_background, plain_background), 1, put);
}

int pk_pair(int foreground, int background) {
  if (!pk_is_open() || !has_colors()) return 0;
  if (foreground == plain_foreground && background == plain_background) return 0;
  const int limit = COLOR_PAIRS < most_pairs ? COLOR_PAIRS : most_pairs;
  uint32_t place = ((uint32_t)foreground * 2654435761u ^ (uint32_t)background * 40503u) % pair_room;
  for (; pairs[place].number; place = (place + 1) % pair_room)
    if (pairs[place].foreground == foreground && pairs[place].background == background) return pairs[place].number;
  if (next_pair >= limit) {
    // All are taken: the oldest number gets new colours, and whoever had it asks anew.
    next_pair = 1;
    memset(pairs, 0, sizeof pairs);
  }
  pairs[place].foreground = foreground;
  pairs[place].background = background;
  pairs[place].number = (uint16_t)next_pair++;
  init_extended_pair(pairs[place].number, foreground, background);
  return pairs[place].number;
}

// -- what the terminal can do ----------------------------------------------------------------------------------------

int pk_colours(void) { return pk_is_open() && has_colors() ? COLORS : 0; }

bool pk_direct_colour(void) {
  const char *said = getenv("COLORTERM");
  return (said && (strcmp(said, "truecolor") == 0 || strcmp(said, "24bit") == 0)) || (pk_is_open() && says_direct());
}
