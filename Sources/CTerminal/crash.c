// The screen after a crash: the terminal's modes and the string that resets it are saved when the session opens; the
// handler writes them and then lets the previous handler have the signal.
#include "include/CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int crash_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS, SIGQUIT};
enum { crash_count = sizeof crash_signals / sizeof crash_signals[0] };

static struct sigaction before[crash_count];
static atomic_bool armed;
static int terminal = -1;
static struct termios modes;
static char reset_string[1024];
static size_t reset_length;
static char spare_stack[65536];

int pk_write_all(int descriptor, const void *bytes, size_t count) {
  const char *at = bytes;
  const int step = 50;
  int patience = 1000;
  while (count > 0) {
    const ssize_t written = write(descriptor, at, count);
    if (written > 0) {
      at += written;
      count -= (size_t)written;
    } else if (written < 0 && errno == EAGAIN && patience > 0) {
      // One that reads slowly is waited for, so that no picture stays on it.
      struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
      if (poll(&ready, 1, step) == 0) patience -= step;
    } else if (written == 0 || errno != EINTR) {
      return -1;
    }
  }
  return 0;
}

void pk_crash_restore(void) {
  if (!atomic_load(&armed)) return;
  const int saved = errno;
  pk_framebuffer_end();
  // A terminal that has stopped reading must not hold a dying process.
  const int flags = fcntl(terminal, F_GETFL);
  if (flags >= 0) fcntl(terminal, F_SETFL, flags | O_NONBLOCK);
  pk_graphics_end(terminal);
  pk_write_all(terminal, reset_string, reset_length);
  tcsetattr(terminal, TCSANOW, &modes);
  if (flags >= 0) fcntl(terminal, F_SETFL, flags);
  errno = saved;
}

void pk_crash_reset_modes(void) {
  if (atomic_load(&armed)) tcsetattr(terminal, TCSANOW, &modes);
}

int pk_crash_string(char *buffer, int capacity) {
  const int length = capacity < (int)reset_length ? capacity : (int)reset_length;
  if (buffer && length > 0) memcpy(buffer, reset_string, (size_t)length);
  return (int)reset_length;
}

static void on_crash(int number, siginfo_t *info, void *context) {
  pk_crash_restore();
  atomic_store(&armed, false);
  for (int i = 0; i < crash_count; i++) {
    if (crash_signals[i] != number) continue;
    const struct sigaction previous = before[i];
    if (previous.sa_flags & SA_SIGINFO) {
      previous.sa_sigaction(number, info, context);
      return;
    }
    if (previous.sa_handler == SIG_IGN && number == SIGQUIT) return;
    if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
      previous.sa_handler(number);
      return;
    }
  }
  signal(number, SIG_DFL);
  raise(number); // blocked until this returns, then it kills
}

static void at_exit(void) { pk_crash_restore(); }

int pk_crash_arm(int descriptor, const char *restore, size_t length) {
  static bool registered;
  if (tcgetattr(descriptor, &modes) != 0) return -1;
  reset_length = length < sizeof reset_string ? length : sizeof reset_string;
  memcpy(reset_string, restore, reset_length);
  terminal = descriptor;
  if (!registered) {
    registered = true;
    atexit(at_exit);
  }
  stack_t stack;
  if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE)) {
    stack.ss_sp = spare_stack;
    stack.ss_size = sizeof spare_stack;
    stack.ss_flags = 0;
    sigaltstack(&stack, NULL);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) sigaction(crash_signals[i], &action, &before[i]);
  atomic_store(&armed, true);
  return 0;
}

void pk_crash_disarm(void) {
  if (!atomic_exchange(&armed, false)) return;
  for (int i = 0; i < crash_count; i++) sigaction(crash_signals[i], &before[i], NULL);
  terminal = -1;
}
