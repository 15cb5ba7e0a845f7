// What Swift cannot say of memory: that bytes are overwritten for good, and that a process keeps to itself.
#ifndef CMEMORY_H
#define CMEMORY_H

#include <stdbool.h>
#include <stddef.h>

/// Overwrites bytes with zeros, which no optimiser takes away.
void pm_wipe(void *bytes, size_t count);

/// Overwrites so many bytes of this thread's stack below the caller: what functions that have returned left there.
void pm_scrub_stack(size_t count);

/// From here on every block that is freed, or moved, is overwritten. Returns whether it really is.
bool pm_overwrite_freed(void);

/// Whether every function was bound when the program began: it has no loader that would bind one at its first call.
bool pm_is_bound_at_start(void);

/// No core dumps, and no other process of the same user may read this one's memory. Returns 0 or an errno.
int pm_close(void);

/// Keeps all memory, now and later, out of swap. Returns 0 or an errno; EPERM where the limit would be in the way later.
int pm_lock(void);

#endif
