#include "include/CMemory.h"

#include <alloca.h>
#include <errno.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

void pm_wipe(void *bytes, size_t count) { explicit_bzero(bytes, count); }

__attribute__((noinline)) void pm_scrub_stack(size_t count) { explicit_bzero(alloca(count), count); }

bool pm_is_bound_at_start(void) {
  // Without a loader nothing is bound later.
  return getauxval(AT_BASE) == 0;
}

int pm_close(void) {
  const struct rlimit none = {0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) return errno;
  return prctl(PR_SET_DUMPABLE, 0) == 0 ? 0 : errno;
}

int pm_lock(void) {
  // Below a limit memory would be refused later, in the middle of a visit: then it is better not locked.
  struct rlimit limit;
  if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return errno;
  limit.rlim_cur = limit.rlim_max;
  if (geteuid() != 0 && limit.rlim_max != RLIM_INFINITY) return EPERM;
  setrlimit(RLIMIT_MEMLOCK, &limit);
  return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0 ? 0 : errno;
}
