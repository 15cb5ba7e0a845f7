// Freed memory is overwritten before the allocator has it back, in whatever thread, by whatever library: `free` and `realloc` of the
// whole process are these. Where the C library is linked in they stand for it by the linker's --wrap; where it is shared, by their names.
#include "include/CMemory.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define ALLOCATOR_IS_ANOTHERS 1
#endif
#endif

#ifndef ALLOCATOR_IS_ANOTHERS

extern void __libc_free(void *block);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_malloc(size_t size);

static bool overwrites;

void __wrap_free(void *block) {
  if (block && overwrites) explicit_bzero(block, malloc_usable_size(block));
  __libc_free(block);
}

void *__wrap_realloc(void *block, size_t size) {
  if (!block || !overwrites) return __libc_realloc(block, size);
  if (size == 0) {
    __wrap_free(block);
    return NULL;
  }
  // The allocator would give the old place back as it is.
  const size_t room = malloc_usable_size(block);
  if (size <= room && size >= room / 2) return block;
  void *other = __libc_malloc(size);
  if (!other) return size <= room ? block : NULL;
  memcpy(other, block, size < room ? size : room);
  __wrap_free(block);
  return other;
}

__attribute__((weak, alias("__wrap_free"))) void free(void *block);
__attribute__((weak, alias("__wrap_realloc"))) void *realloc(void *block, size_t size);

bool pm_overwrite_freed(void) {
  overwrites = true;
  // What is large, pictures and what a PIN costs, goes back to the system at once; left to itself glibc would learn to keep it. Few
  // arenas, too: there are few threads, and each arena keeps what its busiest moment took.
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024);
  mallopt(M_ARENA_MAX, 2);
  // Whether the names are really ours is tried on a block that is large enough to keep most of what stood in it.
  enum { size = 256, middle = 128 };
  volatile unsigned char *block = malloc(size);
  if (!block) return false;
  const uintptr_t place = (uintptr_t)block;
  memset((void *)block, 0x5A, size);
  free((void *)block);
  return *(volatile unsigned char *)(place + middle) != 0x5A;
}

#else

bool pm_overwrite_freed(void) { return false; }

#endif
