// One session of ncurses: the terminal is opened, measured, and given back as it was found.
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
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *in_file, *out_file;
static int in_descriptor = -1, out_descriptor = -1;
static bool has_title, title_is_ours;
static bool ignores_suspend;
static bool has_own_palette;
static struct sigaction suspend_before;

bool pk_is_open(void) { return screen != NULL; }

int pk_out_descriptor(void) { return out_descriptor; }

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

/// The kernel's own 16 colours; what is cleared afterwards has them.
static const char kernel_palette[] = "\033]R";

/// What puts the terminal back: colours, cursor, keypad, mouse and paste modes; the last citizen's data go.
static size_t make_reset_string(char *buffer, size_t capacity) {
  size_t length = 0;
  length = append(buffer, length, capacity, exit_attribute_mode);
  length = append(buffer, length, capacity, orig_pair);
  length = append(buffer, length, capacity, cursor_normal);
  length = append(buffer, length, capacity, keypad_local);
  length = append(buffer, length, capacity, "\033[?1006l\033[?1000l\033[?2004l");
  if (has_own_palette) length = append(buffer, length, capacity, kernel_palette);
  if (pk_is_console()) {
    length = append(buffer, length, capacity, "\033[H\033[2J\033[3J");
  } else {
    length = append(buffer, length, capacity, clear_screen);
    length = append(buffer, length, capacity, exit_ca_mode);
  }
  return length;
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

int pk_open(int input, int output, const char *type, struct pk_size largest, bool sets_palette) {
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
  has_title = !pk_console_look(out_descriptor, type) && takes_title(type);
  has_own_palette = sets_palette;
  const bool watches = pk_input_watch(in_descriptor); // our SIGWINCH handler stands before ncurses looks
  struct sigaction ignore;
  memset(&ignore, 0, sizeof ignore);
  ignore.sa_handler = SIG_IGN;
  ignores_suspend = sigaction(SIGTSTP, &ignore, &suspend_before) == 0;

  struct termios unchanged;
  if (!watches || tcgetattr(out_descriptor, &unchanged) != 0) return fail(pk_system_error);
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
  if (!pk_input_begin()) return fail(pk_system_error);
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  curs_set(1);
  pk_colours_begin();
  if (!pk_is_console()) pk_write_all(out_descriptor, "\033[?2004l", 8); // a paste is typing, without marks round it
  pk_picture_set_descriptor(out_descriptor);
  pk_console_keep_num_lock();
  return pk_ok;
}

void pk_show_cursor(bool is_shown) {
  if (screen) curs_set(is_shown ? 1 : 0);
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

void pk_set_palette(const uint32_t *colours) {
  if (!screen || !has_own_palette) return;
  char orders[16 * 10 + 1];
  for (unsigned i = 0; i < 16; i++) snprintf(orders + 10 * i, 11, "\033]P%X%06X", i, (unsigned)(colours[i] & 0xFFFFFF));
  pk_write_all(out_descriptor, orders, sizeof orders - 1);
}

static void give_title_back(void) {
  if (!title_is_ours) return;
  title_is_ours = false;
  static const char back[] = "\033]2;\a\033[23;2t"; // without such a stack it is empty
  pk_write_all(out_descriptor, back, sizeof back - 1);
}

void pk_close(void) {
  if (screen) {
    pk_graphics_end(out_descriptor);
    give_title_back();
    pk_input_end();
    werase(stdscr);
    clearok(stdscr, TRUE);
    wrefresh(stdscr);
    endwin();
    if (has_own_palette) pk_write_all(out_descriptor, kernel_palette, sizeof kernel_palette - 1);
    static const char wipe[] = "\033[H\033[2J\033[3J"; // no alternate screen there: the last citizen's data would stay
    if (pk_is_console()) pk_write_all(out_descriptor, wipe, sizeof wipe - 1);
    pk_crash_reset_modes();
    delscreen(screen);
    screen = NULL;
  }
  pk_crash_disarm();
  pk_picture_set_descriptor(-1);
  pk_input_close();
  if (ignores_suspend) sigaction(SIGTSTP, &suspend_before, NULL);
  ignores_suspend = false;
  if (in_file) fclose(in_file);
  else if (in_descriptor >= 0) close(in_descriptor);
  if (out_file) fclose(out_file);
  else if (out_descriptor >= 0) close(out_descriptor);
  in_file = out_file = NULL;
  in_descriptor = out_descriptor = -1;
  pk_console_look(-1, "");
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
