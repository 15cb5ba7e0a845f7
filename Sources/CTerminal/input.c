// What comes from the terminal: keys, presses, new sizes and the hang-up.
#include "include/CTerminal.h"
#include "internal.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <sys/epoll.h>
#include <unistd.h>

_Static_assert(sizeof(struct pk_input) == 4 * sizeof(int), "Swift reads this layout");

// Codes of our own for define_key, above every code of ncurses.
enum { own_keys = 0x2000 };

static WINDOW *keys; // a pad: reading from a window would first draw it
static int descriptor = -1, watch = -1, resize_event = -1;

bool pk_input_watch(int terminal) {
  descriptor = terminal;
  watch = epoll_create1(EPOLL_CLOEXEC);
  resize_event = pk_resize_watch_open();
  struct epoll_event event = {.events = EPOLLIN};
  event.data.fd = descriptor;
  epoll_ctl(watch, EPOLL_CTL_ADD, descriptor, &event);
  event.data.fd = resize_event;
  epoll_ctl(watch, EPOLL_CTL_ADD, resize_event, &event);
  return watch >= 0 && resize_event >= 0;
}

int pk_descriptor(void) { return watch; }

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

bool pk_input_begin(void) {
  keys = newpad(1, 1);
  if (!keys) return false;
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  set_escdelay(25);
  define_keys();
  mouseinterval(0);
  mousemask(BUTTON1_PRESSED, NULL);
  return true;
}

void pk_input_end(void) {
  flushinp();
  mousemask(0, NULL);
  if (keys) delwin(keys);
  keys = NULL;
}

void pk_input_close(void) {
  if (resize_event >= 0) pk_resize_watch_close();
  if (watch >= 0) close(watch);
  descriptor = watch = resize_event = -1;
}

static bool size_was_touched; // a size that came and went leaves a terminal that forgot what was outside it

bool pk_size_was_touched(void) {
  const bool was = size_was_touched;
  size_was_touched = false;
  return was;
}

bool pk_hung_up(void) {
  struct pollfd asked[2] = {{.fd = descriptor, .events = POLLIN}, {.fd = resize_event, .events = POLLIN}};
  if (descriptor < 0) return true;
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
  if (!keys) return (struct pk_input){pk_input_none, 0, 0, 0};
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

