#include <curses.h>
#include <term.h>
#undef columns // term.h names capabilities with macros
#undef lines

#include "include/CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == 4, "a wchar_t holds any scalar");
_Static_assert(sizeof(struct pk_input) == 4 * sizeof(int), "Swift reads this layout");

// Codes of our own for define_key, above every code of ncurses.
enum { own_keys = 0x2000 };

static SCREEN *screen;
static WINDOW *keys; // a pad: reading from a window would first draw it
static FILE *in_file, *out_file;
static int in_descriptor = -1, out_descriptor = -1, watch = -1, resize_event = -1;
static bool console;
static bool has_title, title_is_ours;
static struct sigaction suspend_before;

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
  if (!screen || !has_colors()) return;
  if (next_pair > 1) memset(pairs, 0, sizeof pairs);
  next_pair = 1;
  plain_foreground = foreground;
  plain_background = background;
  reset_color_pairs();
  assume_default_colors(foreground, background);
}

int pk_pair(int foreground, int background) {
  if (!screen || !has_colors()) return 0;
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

// -- opening and closing ---------------------------------------------------------------------------------------------

bool pk_set_locale(void) {
  static const char *const names[] = {"", "C.UTF-8", "C.utf8", "en_US.UTF-8", "da_DK.UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (setlocale(LC_CTYPE, names[i]) && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return true;
  return false;
}

const char *pk_environment_type(void) {
  const char *type = getenv("TERM");
  return type && *type ? type : "linux";
}

static size_t append(char *buffer, size_t length, size_t capacity, const char *string) {
  if (!string || string == (const char *)-1) return length;
  for (; *string && length < capacity; string++) {
    if (string[0] == '$' && string[1] == '<') { // terminfo's padding is not for the terminal
      const char *end = strchr(string, '>');
      if (end) {
        string = end;
        continue;
      }
    }
    buffer[length++] = *string;
  }
  return length;
}

/// What puts the terminal back: colours, cursor, keypad, mouse and paste modes; the last citizen's data go.
static size_t make_reset_string(char *buffer, size_t capacity) {
  size_t length = 0;
  length = append(buffer, length, capacity, exit_attribute_mode);
  length = append(buffer, length, capacity, orig_pair);
  length = append(buffer, length, capacity, cursor_normal);
  length = append(buffer, length, capacity, keypad_local);
  length = append(buffer, length, capacity, "\033[?1006l\033[?1000l\033[?2004l");
  if (console) {
    length = append(buffer, length, capacity, "\033[H\033[2J\033[3J");
  } else {
    length = append(buffer, length, capacity, clear_screen);
    length = append(buffer, length, capacity, exit_ca_mode);
  }
  return length;
}

static void define_keys(void) {
  static const struct {
    const char *sequence;
    int code;
  } forms[] = {
      {"\033[A", KEY_UP},    {"\033[B", KEY_DOWN},  {"\033[C", KEY_RIGHT}, {"\033[D", KEY_LEFT},
      {"\033OA", KEY_UP},    {"\033OB", KEY_DOWN},  {"\033OC", KEY_RIGHT}, {"\033OD", KEY_LEFT},
      {"\033[Z", KEY_BTAB},  {"\033\t", KEY_BTAB},  {"\033OP", KEY_F(1)},  {"\033OQ", KEY_F(2)},
      {"\033[[A", KEY_F(1)}, {"\033[[B", KEY_F(2)}, {"\033[11~", KEY_F(1)}, {"\033[12~", KEY_F(2)},
  };
  for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) define_key(forms[i].sequence, forms[i].code);
  // The keypad in application mode (xterm, DECPAM): each key as the character on it.
  static const char from[] = "pqrstuvwxyMjkmo", to[] = "0123456789\r*+-/";
  for (size_t i = 0; from[i]; i++) {
    const char sequence[] = {'\033', 'O', from[i], 0};
    define_key(sequence, own_keys + to[i]);
  }
}

/// Whether terminals of this type take a title (OSC 2).
static bool takes_title(const char *type) {
  static const char *const families[] = {"xterm", "screen", "tmux", "rxvt"};
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
    if (strncmp(type, families[i], strlen(families[i])) == 0) return true;
  return false;
}

static int last_error;

static int fail(int code) {
  last_error = errno;
  pk_close();
  return code;
}

int pk_error_number(void) { return last_error; }

static void watch_for_input(void) {
  watch = epoll_create1(EPOLL_CLOEXEC);
  resize_event = pk_resize_watch_open();
  struct epoll_event event = {.events = EPOLLIN};
  event.data.fd = in_descriptor;
  epoll_ctl(watch, EPOLL_CTL_ADD, in_descriptor, &event);
  event.data.fd = resize_event;
  epoll_ctl(watch, EPOLL_CTL_ADD, resize_event, &event);
}

/// Gives the terminal a size that ncurses survives: 65535 × 65535 crashes it, and with none it believes the environment.
static void make_size_sane(struct pk_size largest) {
  struct winsize window;
  if (ioctl(out_descriptor, TIOCGWINSZ, &window) != 0) return;
  if (window.ws_row > 0 && window.ws_row <= largest.rows && window.ws_col > 0 && window.ws_col <= largest.columns) return;
  const struct pk_size sane = pk_terminal_size(largest);
  window.ws_row = (unsigned short)sane.rows;
  window.ws_col = (unsigned short)sane.columns;
  ioctl(out_descriptor, TIOCSWINSZ, &window);
}

bool pk_knows_terminal(const char *type) {
  if (screen || !type || !*type) return false;
  int found = 0;
  if (setupterm(type, 1, &found) != OK) return false;
  del_curterm(cur_term);
  return true;
}

int pk_open(int input, int output, const char *type, struct pk_size largest) {
  if (screen) return pk_already_open;
  if (!pk_set_locale()) return pk_no_utf8_locale;
  if (!isatty(input) || !isatty(output)) return pk_not_a_terminal;
  int found = 0;
  if (!type || !*type || setupterm(type, output, &found) != OK) return pk_unknown_terminal;
  const bool places_cursor = cursor_address && *cursor_address;
  del_curterm(cur_term);
  if (!places_cursor) return pk_poor_terminal;

  in_descriptor = fcntl(input, F_DUPFD_CLOEXEC, 3); // the terminal is nothing to a program that the box starts
  out_descriptor = fcntl(output, F_DUPFD_CLOEXEC, 3);
  in_file = in_descriptor < 0 ? NULL : fdopen(in_descriptor, "re");
  out_file = out_descriptor < 0 ? NULL : fdopen(out_descriptor, "we");
  if (!in_file || !out_file) return fail(pk_system_error);
  console = pk_console_look(out_descriptor, type);
  has_title = !console && takes_title(type);
  watch_for_input(); // our SIGWINCH handler stands before ncurses looks
  struct sigaction ignore;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGTSTP, &ignore, &suspend_before);

  struct termios unchanged;
  if (watch < 0 || resize_event < 0 || tcgetattr(out_descriptor, &unchanged) != 0) return fail(pk_system_error);
  make_size_sane(largest);
  use_env(TRUE); // without it types that have no size of their own (linux) are refused
  use_tioctl(TRUE); // the driver's size wins over the environment's
  screen = newterm(type, out_file, in_file);
  if (!screen) {
    tcsetattr(out_descriptor, TCSANOW, &unchanged);
    return fail(pk_unknown_terminal);
  }
  char reset[1024];
  const size_t length = make_reset_string(reset, sizeof reset);
  tcsetattr(out_descriptor, TCSANOW, &unchanged);
  if (pk_crash_arm(out_descriptor, reset, length) != 0) return fail(pk_system_error);
  reset_prog_mode();
  raw();
  noecho();
  nonl();
  keys = newpad(1, 1);
  if (!keys) return fail(pk_system_error);
  keypad(keys, TRUE);
  nodelay(keys, TRUE);

  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  set_escdelay(25);
  curs_set(1);
  define_keys();
  mouseinterval(0);
  mousemask(BUTTON1_PRESSED, NULL);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  look_at_colours();
  pk_set_plain(-1, -1);
  if (!console) pk_write_all(out_descriptor, "\033[?2004l", 8); // a paste is typing, without marks round it
  pk_picture_set_descriptor(out_descriptor);
  pk_console_keep_num_lock();
  return pk_ok;
}

void pk_title(const char *title) {
  if (!screen || !has_title) return;
  char text[256];
  size_t length = 0;
  if (!title_is_ours) length = append(text, length, sizeof text, "\033[22;2t"); // xterm keeps the old one on a stack
  title_is_ours = true;
  length = append(text, length, sizeof text, "\033]2;");
  for (const char *at = title; *at && (unsigned char)*at >= ' ' && *at != 0x7F && length < sizeof text - 1; at++)
    text[length++] = *at;
  text[length++] = '\a';
  pk_write_all(out_descriptor, text, length);
}

static void give_title_back(void) {
  if (!title_is_ours) return;
  title_is_ours = false;
  static const char back[] = "\033]2;\a\033[23;2t"; // without such a stack it is empty
  pk_write_all(out_descriptor, back, sizeof back - 1);
}

void pk_close(void) {
  if (screen) {
    give_title_back();
    flushinp();
    mousemask(0, NULL);
    werase(stdscr);
    clearok(stdscr, TRUE);
    wrefresh(stdscr);
    endwin();
    static const char wipe[] = "\033[H\033[2J\033[3J"; // no alternate screen there: the last citizen's data would stay
    if (console) pk_write_all(out_descriptor, wipe, sizeof wipe - 1);
    pk_crash_reset_modes();
    if (keys) delwin(keys);
    keys = NULL;
    delscreen(screen);
    screen = NULL;
  }
  pk_crash_disarm();
  pk_picture_set_descriptor(-1);
  if (resize_event >= 0) {
    pk_resize_watch_close();
    sigaction(SIGTSTP, &suspend_before, NULL);
  }
  if (watch >= 0) close(watch);
  if (in_file) fclose(in_file);
  else if (in_descriptor >= 0) close(in_descriptor);
  if (out_file) fclose(out_file);
  else if (out_descriptor >= 0) close(out_descriptor);
  in_file = out_file = NULL;
  in_descriptor = out_descriptor = watch = resize_event = -1;
  console = pk_console_look(-1, "");
}

// -- size ------------------------------------------------------------------------------------------------------------

struct pk_size pk_terminal_size(struct pk_size largest) {
  struct winsize window;
  memset(&window, 0, sizeof window);
  if (out_descriptor >= 0) ioctl(out_descriptor, TIOCGWINSZ, &window);
  struct pk_size size = {window.ws_row ? window.ws_row : 24, window.ws_col ? window.ws_col : 80};
  if (size.rows > largest.rows) size.rows = largest.rows;
  if (size.columns > largest.columns) size.columns = largest.columns;
  return size;
}

bool pk_resize(struct pk_size size) {
  return screen && size.rows > 0 && size.columns > 0 && resizeterm(size.rows, size.columns) == OK;
}

struct pk_size pk_drawn_size(void) {
  struct pk_size size = {0, 0};
  if (screen) getmaxyx(stdscr, size.rows, size.columns);
  return size;
}

int pk_descriptor(void) { return watch; }

// -- what the terminal can do ----------------------------------------------------------------------------------------

int pk_colours(void) { return screen && has_colors() ? COLORS : 0; }

bool pk_direct_colour(void) {
  const char *said = getenv("COLORTERM");
  return (said && (strcmp(said, "truecolor") == 0 || strcmp(said, "24bit") == 0)) || (screen && says_direct());
}

int pk_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// -- drawing ---------------------------------------------------------------------------------------------------------

void pk_put(int row, int column, uint32_t scalar, int pair, int attributes) {
  if (!screen) return;
  const wchar_t text[2] = {(wchar_t)scalar, 0};
  attr_t bits = A_NORMAL;
  if (attributes & pk_bold) bits |= A_BOLD;
  if (attributes & pk_underline) bits |= A_UNDERLINE;
  if (attributes & pk_reverse) bits |= A_REVERSE;
  cchar_t cell;
  setcchar(&cell, text, bits, 0, &pair);
  mvwadd_wch(stdscr, row, column, &cell);
}

void pk_move(int row, int column) {
  if (screen) wmove(stdscr, row, column);
}

void pk_refresh(void) {
  if (screen) wrefresh(stdscr);
}

static int out_byte(int byte) {
  const char one = (char)byte;
  return pk_write_all(out_descriptor, &one, 1) == 0 ? byte : EOF;
}

void pk_redraw(void) {
  if (!screen) return;
  // Whoever wrote on the screen moved the cursor and changed colours too: bring them to where ncurses believes them.
  // Left as they are where ncurses has drawn nothing yet.
  int row = -1, column = -1;
  getsyx(row, column);
  if (row < 0 || column < 0) row = column = 0;
  tputs(exit_attribute_mode, 1, out_byte);
  if (has_colors() && plain_foreground >= 0) tputs(tiparm(set_a_foreground, plain_foreground), 1, out_byte);
  if (has_colors() && plain_background >= 0) tputs(tiparm(set_a_background, plain_background), 1, out_byte);
  tputs(tiparm(cursor_address, row, column), 1, out_byte);
  redrawwin(stdscr);
}

void pk_bell(void) {
  if (screen) beep();
}

// -- input -----------------------------------------------------------------------------------------------------------

static bool size_was_touched; // a size that came and went leaves a terminal that forgot what was outside it

bool pk_size_was_touched(void) {
  const bool was = size_was_touched;
  size_was_touched = false;
  return was;
}

bool pk_hung_up(void) {
  struct pollfd asked[2] = {{.fd = in_descriptor, .events = POLLIN}, {.fd = resize_event, .events = POLLIN}};
  if (in_descriptor < 0) return true;
  if (poll(asked, 2, 0) < 0) return errno != EINTR;
  if (asked[1].revents) {
    pk_resize_watch_take(); // the size itself is asked for each turn
    size_was_touched = true;
  }
  return (asked[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

static struct pk_input key(int code) {
  switch (code) {
  case KEY_UP: return (struct pk_input){pk_input_key, pk_key_up, 0, 0};
  case KEY_DOWN: return (struct pk_input){pk_input_key, pk_key_down, 0, 0};
  case KEY_LEFT: return (struct pk_input){pk_input_key, pk_key_left, 0, 0};
  case KEY_RIGHT: return (struct pk_input){pk_input_key, pk_key_right, 0, 0};
  case KEY_BTAB: return (struct pk_input){pk_input_key, pk_key_back_tab, 0, 0};
  case KEY_BACKSPACE: return (struct pk_input){pk_input_key, pk_key_backspace, 0, 0};
  case KEY_ENTER: return (struct pk_input){pk_input_key, pk_key_enter, 0, 0};
  case KEY_F(1): return (struct pk_input){pk_input_key, pk_key_f1, 0, 0};
  case KEY_F(2): return (struct pk_input){pk_input_key, pk_key_f2, 0, 0};
  default: return (struct pk_input){pk_input_other, code, 0, 0};
  }
}

struct pk_input pk_read(void) {
  if (!screen) return (struct pk_input){pk_input_none, 0, 0, 0};
  const int code = wgetch(keys);
  if (code == ERR) return (struct pk_input){pk_input_none, 0, 0, 0};
  if (code >= own_keys) return (struct pk_input){pk_input_byte, code - own_keys, 0, 0};
  if (code == KEY_MOUSE) {
    MEVENT event;
    if (getmouse(&event) == OK && (event.bstate & BUTTON1_PRESSED))
      return (struct pk_input){pk_input_press, 0, event.y, event.x};
    return (struct pk_input){pk_input_other, code, 0, 0};
  }
  if (code > 255) {
    pk_console_keep_num_lock(); // it may be the keypad's key without it
    return key(code);
  }
  return (struct pk_input){pk_input_byte, code, 0, 0};
}

void pk_forget_scrollback(void) {
  static const char scrollback[] = "\033[3J";
  if (screen && console) pk_write_all(out_descriptor, scrollback, sizeof scrollback - 1);
}
