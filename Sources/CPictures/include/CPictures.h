// Pictures as a passport's chip has them, by libjpeg-turbo and OpenJPEG.
#ifndef PASBOKS_CPICTURES_H
#define PASBOKS_CPICTURES_H

#include <stddef.h>
#include <stdint.h>

enum cp_result {
  cp_done,
  // The bytes are no such picture, or are cut off.
  cp_broken,
  // A side is longer than was allowed.
  cp_too_large
};

struct cp_picture {
  unsigned width;
  unsigned height;
  // Red, green, blue of each pixel, row by row from the upper left; whoever asked gives it back with `free`.
  uint8_t *pixels;
};

enum cp_result cp_jpeg(const uint8_t *bytes, size_t count, unsigned longest_side, struct cp_picture *picture);
// A file (JP2) or a bare stream of code.
enum cp_result cp_jpeg2000(const uint8_t *bytes, size_t count, unsigned longest_side, struct cp_picture *picture);

#endif
