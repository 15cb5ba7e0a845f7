// SIGTERM, SIGINT, SIGHUP and SIGWINCH as descriptors. Ours stand before newterm: ncurses' own SIGTERM handler exits
// at once, and it leaves handlers alone that it finds.
#include "include/CTerminal.h"
#include "internal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static atomic_int taken_bits;
static atomic_int stop_event = -1;
static atomic_int resize_event = -1;

static const int stop_signals[] = {SIGTERM, SIGINT, SIGHUP};
static const int stop_bits[] = {pk_signal_terminate, pk_signal_interrupt, pk_signal_hang_up};
static struct sigaction stop_before[3];
static struct sigaction resize_before;

static void ring(int descriptor) {
  const uint64_t one = 1;
  if (descriptor >= 0) {
    ssize_t written = write(descriptor, &one, sizeof one); // full means already readable
    (void)written;
  }
}

static void drain(int descriptor) {
  uint64_t count;
  while (descriptor >= 0 && read(descriptor, &count, sizeof count) > 0) {
  }
}

static void on_stop(int number) {
  const int saved = errno;
  for (int i = 0; i < 3; i++)
    if (stop_signals[i] == number) atomic_fetch_or(&taken_bits, stop_bits[i]);
  ring(atomic_load(&stop_event));
  errno = saved;
}

static void on_resize(int number) {
  const int saved = errno;
  (void)number;
  ring(atomic_load(&resize_event));
  errno = saved;
}

int pk_signals_open(void) {
  if (atomic_load(&stop_event) >= 0) return atomic_load(&stop_event);
  const int event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (event < 0) return -1;
  atomic_store(&taken_bits, 0);
  atomic_store(&stop_event, event);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_stop;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigset_t wanted;
  sigemptyset(&wanted);
  for (int i = 0; i < 3; i++) {
    sigaction(stop_signals[i], &action, &stop_before[i]);
    sigaddset(&wanted, stop_signals[i]);
  }
  // Whoever started the program may have held them back: a mask is inherited.
  pthread_sigmask(SIG_UNBLOCK, &wanted, NULL);
  return event;
}

int pk_signals_take(void) {
  drain(atomic_load(&stop_event));
  return atomic_exchange(&taken_bits, 0);
}

void pk_signals_close(void) {
  const int event = atomic_load(&stop_event);
  if (event < 0) return;
  for (int i = 0; i < 3; i++) sigaction(stop_signals[i], &stop_before[i], NULL);
  atomic_store(&stop_event, -1);
  close(event);
}

int pk_resize_watch_open(void) {
  const int event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (event < 0) return -1;
  atomic_store(&resize_event, event);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_resize;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGWINCH, &action, &resize_before);
  return event;
}

void pk_resize_watch_take(void) { drain(atomic_load(&resize_event)); }

void pk_resize_watch_close(void) {
  const int event = atomic_load(&resize_event);
  if (event < 0) return;
  sigaction(SIGWINCH, &resize_before, NULL);
  atomic_store(&resize_event, -1);
  close(event);
}
