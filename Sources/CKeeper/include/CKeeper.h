/// Keeping a program and all that it starts: what is to end ends with everything that came of it.
#ifndef CK_KEEPER_H
#define CK_KEEPER_H

#include <stdint.h>

// What became of the program, as `struct ck_end` tells it.
enum {
  ck_not_started = 1, // value: errno
  ck_exited = 2,      // value: its exit status
  ck_signalled = 3,   // value: the signal that ended it
  ck_timed_out = 4,   // its time was over, and it was killed
  ck_too_many = 5,    // it had started too many processes, and was killed; value: how many were seen
};

/// What a keeper writes to its leash, once.
struct ck_end {
  int32_t kind;
  int32_t value;
};

/// How long and how much a program may.
struct ck_bounds {
  int milliseconds; // until it is killed
  int grace;        // milliseconds between the request to end and the kill
  int processes;    // that it may have at a time, itself among them
};

/// The descriptor on which a keeper finds its leash.
enum { ck_leash = 3 };

/// Starts a keeper: a program that calls `ck_keep`, with arguments and variables, in a session of its own, with every signal as
/// usual, and with no descriptor but 0, which is `input`, 1 and 2, which lead nowhere, and `leash` as `ck_leash`. Returns its
/// process number, or the negative errno.
int ck_spawn(const char *keeper, char *const arguments[], char *const variables[], int input, int leash);

/// Runs a program on descriptors 0, 1 and 2 until it ends, its bounds are passed, or the other end of the leash (a stream
/// socket) is shut or gone; then ends all that it started, and tells on the leash what became of it. The process that calls
/// this is the keeper, started by `ck_spawn`, and does nothing else.
void ck_keep(char *const arguments[], struct ck_bounds bounds);

#endif
