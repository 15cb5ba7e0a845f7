// A keeper is a small process between the box and a program that it runs. Whatever the program starts is the keeper's
// descendant and cannot leave it: who loses its parent, by a second fork or with setsid(2), falls to the keeper, for it is
// a subreaper (prctl(2)). So the end of the program is the end of all of them, and the end of the box, however it came,
// shuts the leash. Nothing here is a right that the unit lacks: no control group, no name space, no tracing.
//
// - A process of the program's own group is killed by the group: the kernel lets no fork slip through that.
// - Of the others a child of the keeper keeps its number until the keeper takes it away, so it can be killed by number. A
//   deeper one may be taken away by its parent meanwhile: it is killed by descriptor (pidfd_open(2)), if it is the same still.
#include "include/CKeeper.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
  look = 100,     // milliseconds between two counts of the processes
  patience = 5000 // milliseconds until what cannot be killed (it hangs in the kernel) is left to the system
};

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int ck_spawn(const char *keeper, char *const arguments[], char *const variables[], int input, int leash) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, leash, ck_leash);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  // All that the box opens is closed by exec; whatever else there may be is closed here.
  posix_spawn_file_actions_addclosefrom_np(&actions, ck_leash + 1);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  pid_t started = 0;
  const int reason = posix_spawn(&started, keeper, &actions, &attributes, arguments, variables);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return reason ? -reason : started;
}

// -- the descendants, as /proc has them ------------------------------------------------------------------------------

struct process {
  pid_t number, parent;
  char state;
  unsigned long long start; // in clock ticks after the machine's, to know it again
  bool is_ours;
};

static struct process *seen;
static size_t seen_count, seen_room;

static bool read_process(pid_t number, struct process *process) {
  char path[32], text[512];
  snprintf(path, sizeof path, "/proc/%d/stat", number);
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const ssize_t length = read(descriptor, text, sizeof text - 1);
  close(descriptor);
  if (length <= 0) return false;
  text[length] = 0;
  const char *rest = strrchr(text, ')'); // a name may have brackets of its own
  process->number = number;
  process->is_ours = false;
  return rest && sscanf(rest + 1, " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                        &process->state, &process->parent, &process->start) == 3;
}

/// Finds the keeper's descendants anew and returns how many of them live.
static int find_descendants(void) {
  DIR *folder = opendir("/proc");
  seen_count = 0;
  if (!folder) return 0;
  for (struct dirent *entry; (entry = readdir(folder));) {
    const pid_t number = atoi(entry->d_name);
    if (number <= 1) continue;
    if (seen_count == seen_room) {
      const size_t room = seen_room ? 2 * seen_room : 1024;
      struct process *larger = realloc(seen, room * sizeof *seen);
      if (!larger) break;
      seen = larger;
      seen_room = room;
    }
    if (read_process(number, &seen[seen_count])) seen_count++;
  }
  closedir(folder);
  static unsigned char ours[1 << 22]; // Linux has no number above
  const pid_t self = getpid();
  for (bool is_new = true; is_new;) {
    is_new = false;
    for (size_t i = 0; i < seen_count; i++) {
      const pid_t parent = seen[i].parent;
      if (seen[i].is_ours || !(parent == self || (parent > 0 && parent < 1 << 22 && ours[parent]))) continue;
      seen[i].is_ours = is_new = true;
      ours[seen[i].number] = 1;
    }
  }
  int living = 0;
  for (size_t i = 0; i < seen_count; i++) {
    if (!seen[i].is_ours) continue;
    ours[seen[i].number] = 0;
    if (seen[i].state != 'Z' && seen[i].state != 'X') living++;
  }
  return living;
}

static void signal_deeper(const struct process *process, int number) {
  const int descriptor = (int)syscall(SYS_pidfd_open, process->number, 0);
  if (descriptor < 0) return;
  struct process again;
  if (read_process(process->number, &again) && again.start == process->start)
    syscall(SYS_pidfd_send_signal, descriptor, number, NULL, 0);
  close(descriptor);
}

/// Signals the program's group and every descendant that was found; the program itself is not taken away before the end, so
/// that its number stays its group's.
static void signal_all(pid_t program, int number) {
  kill(-program, number);
  const pid_t self = getpid();
  for (size_t i = 0; i < seen_count; i++) {
    if (!seen[i].is_ours || seen[i].state == 'Z') continue;
    if (seen[i].parent == self) kill(seen[i].number, number);
    else signal_deeper(&seen[i], number);
  }
}

/// Takes away the ended children that fell to the keeper.
static void take_orphans(pid_t program) {
  const pid_t self = getpid();
  for (size_t i = 0; i < seen_count; i++)
    if (seen[i].parent == self && seen[i].state == 'Z' && seen[i].number != program)
      waitpid(seen[i].number, NULL, WNOHANG);
}

// -- the end ---------------------------------------------------------------------------------------------------------

static int news = -1; // readable when a child ended

static void wait_for_news(int milliseconds) {
  struct pollfd asked = {.fd = news, .events = POLLIN};
  poll(&asked, 1, milliseconds);
  struct signalfd_siginfo taken;
  while (read(news, &taken, sizeof taken) > 0) {
  }
}

/// Has all of them end: asked first, where there is a grace, then killed.
static void end_all(pid_t program, int grace) {
  const long killing = now() + grace, giving_up = killing + patience;
  bool was_asked = grace <= 0;
  while (find_descendants() > 0) {
    take_orphans(program);
    if (!was_asked) {
      signal_all(program, SIGTERM);
      signal_all(program, SIGCONT); // one that was stopped hears nothing else
      was_asked = true;
    }
    const long time = now();
    if (time >= giving_up) return;
    if (time >= killing) signal_all(program, SIGKILL);
    wait_for_news(time >= killing ? 2 : killing - time < 20 ? (int)(killing - time) : 20);
  }
  take_orphans(program);
}

static void tell(int kind, int value) {
  const struct ck_end end = {kind, value};
  send(ck_leash, &end, sizeof end, MSG_NOSIGNAL);
}

/// Tells how the program ended, if it did; it stays a zombie.
static bool tell_end(pid_t program) {
  siginfo_t ended;
  memset(&ended, 0, sizeof ended);
  if (waitid(P_PID, (id_t)program, &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid == 0) return false;
  tell(ended.si_code == CLD_EXITED ? ck_exited : ck_signalled, ended.si_status);
  return true;
}

// -- the beginning ---------------------------------------------------------------------------------------------------

/// Becomes the program: as if nobody had caught, held back or ignored a signal, and not longer than the keeper is there.
static void become(char *const arguments[], pid_t keeper, int failure) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != keeper) _exit(1);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execvp(arguments[0], arguments);
  const int reason = errno;
  (void)!write(failure, &reason, sizeof reason);
  _exit(127);
}

/// Starts the program in a group of its own. Returns its number, or the negative errno.
static pid_t start(char *const arguments[]) {
  int failure[2];
  if (pipe2(failure, O_CLOEXEC) != 0) return -errno;
  const pid_t keeper = getpid(), program = fork();
  if (program == 0) become(arguments, keeper, failure[1]);
  int reason = program < 0 ? errno : 0;
  close(failure[1]);
  if (program > 0 && read(failure[0], &reason, sizeof reason) == sizeof reason) waitpid(program, NULL, 0);
  close(failure[0]);
  return reason ? -reason : program;
}

void ck_keep(char *const arguments[], struct ck_bounds bounds) {
  sigset_t watched;
  sigemptyset(&watched);
  sigaddset(&watched, SIGCHLD);
  signal(SIGCHLD, SIG_DFL);
  // The keeper ends when its work is done, whoever else wants to end it: a unit that stops asks every process.
  static const int others[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) signal(others[i], SIG_IGN);
  sigprocmask(SIG_BLOCK, &watched, NULL);
  news = signalfd(-1, &watched, SFD_NONBLOCK | SFD_CLOEXEC);
  fcntl(ck_leash, F_SETFD, FD_CLOEXEC);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const long killing = now() + bounds.milliseconds;
  const pid_t program = start(arguments);
  if (program < 0) return tell(ck_not_started, -program);
  close(0); // the program's input is the program's
  setpriority(PRIO_PROCESS, 0, -20); // where that is allowed: a herd of processes must not outrun who counts them

  int grace = bounds.grace;
  while (!tell_end(program)) {
    struct pollfd asked[2] = {{.fd = news, .events = POLLIN}, {.fd = ck_leash, .events = POLLIN | POLLRDHUP}};
    const long left = killing - now();
    poll(asked, 2, left < 0 ? 0 : left < look ? (int)left : look);
    if (asked[1].revents) {
      end_all(program, grace);
      tell_end(program);
      break;
    }
    wait_for_news(0);
    if (tell_end(program)) break;
    const int living = find_descendants();
    take_orphans(program);
    const bool is_late = now() >= killing;
    if (!is_late && living <= bounds.processes) continue;
    grace = 0;
    signal_all(program, SIGKILL);
    tell(is_late ? ck_timed_out : ck_too_many, is_late ? 0 : living);
    break;
  }
  end_all(program, grace);
  waitpid(program, NULL, WNOHANG);
}
