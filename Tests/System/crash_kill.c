/* Kills the process it is loaded into (LD_PRELOAD) at one of the moments in which something reaches the disk.
 *
 * A moment is a system call on a file below CRASH_FOLDER: a write, a sync, a cut, a renaming or an unlinking. Each is counted twice,
 * before it and after it, and at number CRASH_AT the process gets SIGKILL. CRASH_LOG gets a line for each moment that was reached:
 * its number, when, what, and the file's name. With CRASH_ONLY=sync, only syncs are counted: a commit is on disk after it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long moments;

static void moment(const char *when, const char *what, const char *path) {
  const char *folder = getenv("CRASH_FOLDER");
  if (!folder || strncmp(path, folder, strlen(folder)) != 0) return;
  const char *only = getenv("CRASH_ONLY");
  if (only && strcmp(only, "sync") == 0 && !strstr(what, "sync")) return;
  const char *name = strrchr(path, '/');
  name = name ? name + 1 : path;
  /* SQLite's shared memory and the lock's text are no news. */
  if (strstr(name, "-shm") || strcmp(name, "lock") == 0) return;
  long number = atomic_fetch_add(&moments, 1) + 1;
  const char *log = getenv("CRASH_LOG");
  if (log) {
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
      char line[256];
      int length = snprintf(line, sizeof line, "%ld %s %s %s\n", number, when, what, name);
      if (length > 0) syscall(SYS_write, file, line, (size_t)length);
      syscall(SYS_close, file);
    }
  }
  const char *at = getenv("CRASH_AT");
  if (at && atol(at) == number) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
}

static void of_file(const char *when, const char *what, int file) {
  int kept = errno;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length > 0) {
    path[length] = 0;
    moment(when, what, path);
  }
  errno = kept;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define AROUND(what, file, call) \
  of_file("before", what, file); \
  __typeof__(call) result = call; \
  of_file("after", what, file); \
  return result

int fsync(int file) { REAL(fsync); AROUND("sync", file, real(file)); }
int fdatasync(int file) { REAL(fdatasync); AROUND("sync", file, real(file)); }

ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
  REAL(pwrite);
  AROUND("write", file, real(file, bytes, count, place));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
  REAL(pwrite64);
  AROUND("write", file, real(file, bytes, count, place));
}

ssize_t write(int file, const void *bytes, size_t count) {
  REAL(write);
  AROUND("write", file, real(file, bytes, count));
}

int ftruncate(int file, off_t length) { REAL(ftruncate); AROUND("cut", file, real(file, length)); }
int ftruncate64(int file, off64_t length) { REAL(ftruncate64); AROUND("cut", file, real(file, length)); }

int rename(const char *from, const char *to) {
  REAL(rename);
  moment("before", "renaming", to);
  int result = real(from, to);
  int kept = errno;
  moment("after", "renaming", to);
  errno = kept;
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  moment("before", "unlinking", path);
  int result = real(path);
  int kept = errno;
  moment("after", "unlinking", path);
  errno = kept;
  return result;
}
