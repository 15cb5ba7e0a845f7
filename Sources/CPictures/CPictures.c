#include "include/CPictures.h"

#include <stdio.h>
// libjpeg's header wants the one above it.
#include <jpeglib.h>
#include <openjpeg.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// MARK: JPEG

struct jpeg_end {
  struct jpeg_error_mgr manager;
  jmp_buf place;
};

static void jpeg_fails(j_common_ptr common) { longjmp(((struct jpeg_end *)common->err)->place, 1); }

// What it says would come out on standard error.
static void jpeg_says(j_common_ptr common) { (void)common; }

enum cp_result cp_jpeg(const uint8_t *bytes, size_t count, unsigned longest_side, struct cp_picture *picture) {
  struct jpeg_decompress_struct decoder;
  struct jpeg_end end;
  // `longjmp` leaves what is not volatile as it likes.
  volatile enum cp_result result = cp_broken;
  picture->pixels = NULL;
  decoder.err = jpeg_std_error(&end.manager);
  end.manager.error_exit = jpeg_fails;
  end.manager.output_message = jpeg_says;
  if (setjmp(end.place)) {
    jpeg_destroy_decompress(&decoder);
    free(picture->pixels);
    picture->pixels = NULL;
    return cp_broken;
  }
  jpeg_create_decompress(&decoder);
  jpeg_mem_src(&decoder, bytes, count);
  jpeg_read_header(&decoder, TRUE);
  if (decoder.image_width > longest_side || decoder.image_height > longest_side) {
    result = cp_too_large;
  } else {
    decoder.out_color_space = JCS_RGB;
    jpeg_start_decompress(&decoder);
    picture->width = decoder.output_width;
    picture->height = decoder.output_height;
    picture->pixels = malloc((size_t)picture->width * picture->height * 3);
    while (picture->pixels && decoder.output_scanline < decoder.output_height) {
      JSAMPROW row = picture->pixels + (size_t)decoder.output_scanline * picture->width * 3;
      jpeg_read_scanlines(&decoder, &row, 1);
    }
    // A cut picture is filled up with grey, and only warned of.
    if (picture->pixels && end.manager.num_warnings == 0) {
      jpeg_finish_decompress(&decoder);
      result = cp_done;
    }
  }
  jpeg_destroy_decompress(&decoder);
  if (result != cp_done) {
    free(picture->pixels);
    picture->pixels = NULL;
  }
  return result;
}

// MARK: JPEG 2000

struct memory {
  const uint8_t *bytes;
  size_t count;
  size_t at;
};

static OPJ_SIZE_T memory_read(void *out, OPJ_SIZE_T count, void *data) {
  struct memory *memory = data;
  const size_t rest = memory->count - memory->at;
  if (rest == 0) return (OPJ_SIZE_T)-1;
  if (count > rest) count = rest;
  memcpy(out, memory->bytes + memory->at, count);
  memory->at += count;
  return count;
}

static OPJ_OFF_T memory_skip(OPJ_OFF_T count, void *data) {
  struct memory *memory = data;
  const size_t rest = memory->count - memory->at;
  if (count < 0) return -1;
  if ((size_t)count > rest) count = (OPJ_OFF_T)rest;
  memory->at += (size_t)count;
  return count;
}

static OPJ_BOOL memory_seek(OPJ_OFF_T place, void *data) {
  struct memory *memory = data;
  if (place < 0 || (size_t)place > memory->count) return OPJ_FALSE;
  memory->at = (size_t)place;
  return OPJ_TRUE;
}

// A value of a component as one of 8 bits; a component may have fewer values than the picture has pixels.
static uint8_t value_at(const opj_image_comp_t *component, unsigned x, unsigned y) {
  unsigned column = x / component->dx, row = y / component->dy;
  if (column >= component->w) column = component->w - 1;
  if (row >= component->h) row = component->h - 1;
  int value = component->data[(size_t)row * component->w + column];
  if (component->sgnd) value += 1 << (component->prec - 1);
  if (component->prec > 8) value >>= component->prec - 8;
  if (component->prec < 8) value = value * 255 / ((1 << component->prec) - 1);
  return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value;
}

static uint8_t bounded(double value) { return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)(value + 0.5); }

static bool has_values(const opj_image_t *image) {
  const unsigned needed = image->numcomps >= 3 ? 3 : 1;
  for (unsigned place = 0; place < needed; place++) {
    const opj_image_comp_t *component = &image->comps[place];
    if (!component->data || component->w == 0 || component->h == 0 || component->dx == 0 || component->dy == 0) return false;
    if (component->prec == 0 || component->prec > 16) return false;
  }
  return true;
}

static void colour(const opj_image_t *image, struct cp_picture *picture) {
  const opj_image_comp_t *components = image->comps;
  // Where it is said that they are brightness and colour, or only a file without that would keep colours at half the places.
  const bool isYCC = image->numcomps >= 3 && (image->color_space == OPJ_CLRSPC_SYCC || components[1].dx > components[0].dx);
  uint8_t *out = picture->pixels;
  for (unsigned y = 0; y < picture->height; y++) {
    for (unsigned x = 0; x < picture->width; x++, out += 3) {
      const uint8_t first = value_at(&components[0], x, y);
      if (image->numcomps < 3) {
        out[0] = out[1] = out[2] = first;
        continue;
      }
      const uint8_t second = value_at(&components[1], x, y), third = value_at(&components[2], x, y);
      if (isYCC) {
        const double blue = second - 128.0, red = third - 128.0;
        out[0] = bounded(first + 1.402 * red);
        out[1] = bounded(first - 0.344136 * blue - 0.714136 * red);
        out[2] = bounded(first + 1.772 * blue);
      } else {
        out[0] = first;
        out[1] = second;
        out[2] = third;
      }
    }
  }
}

enum cp_result cp_jpeg2000(const uint8_t *bytes, size_t count, unsigned longest_side, struct cp_picture *picture) {
  enum cp_result result = cp_broken;
  struct memory memory = {bytes, count, 0};
  const bool isFile = count > 8 && !memcmp(bytes + 4, "jP  ", 4);
  opj_codec_t *decoder = opj_create_decompress(isFile ? OPJ_CODEC_JP2 : OPJ_CODEC_J2K);
  opj_stream_t *stream = opj_stream_create(OPJ_J2K_STREAM_CHUNK_SIZE, OPJ_TRUE);
  opj_image_t *image = NULL;
  opj_dparameters_t settings;
  picture->pixels = NULL;
  opj_set_default_decoder_parameters(&settings);
  if (decoder && stream) {
    opj_stream_set_user_data(stream, &memory, NULL);
    opj_stream_set_user_data_length(stream, count);
    opj_stream_set_read_function(stream, memory_read);
    opj_stream_set_skip_function(stream, memory_skip);
    opj_stream_set_seek_function(stream, memory_seek);
    // A picture that is cut off is none.
    if (opj_setup_decoder(decoder, &settings) && opj_decoder_set_strict_mode(decoder, OPJ_TRUE) &&
        opj_read_header(stream, decoder, &image)) {
      picture->width = image->x1 - image->x0;
      picture->height = image->y1 - image->y0;
      if (picture->width > longest_side || picture->height > longest_side || image->numcomps > 4) {
        result = cp_too_large;
      } else if (opj_decode(decoder, stream, image) && opj_end_decompress(decoder, stream) && has_values(image)) {
        picture->pixels = malloc((size_t)picture->width * picture->height * 3);
        if (picture->pixels) {
          colour(image, picture);
          result = cp_done;
        }
      }
    }
  }
  opj_image_destroy(image);
  if (stream) opj_stream_destroy(stream);
  if (decoder) opj_destroy_codec(decoder);
  return result;
}
