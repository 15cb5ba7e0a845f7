// What libcrypto does for a passport's chip. 3DES, Brainpool's curves, arithmetic with their points and signed messages (CMS) are in no
// Swift library that could be had; none of this keeps anything, and what it made of a key is overwritten.
#ifndef PASBOKS_CCHIP_H
#define PASBOKS_CCHIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The largest point of a curve, uncompressed: two coordinates of 521 bits and a byte before them.
#define CHIP_LARGEST_POINT 133
// The largest public key or secret of a group modulo a prime, of 8,192 bits.
#define CHIP_LARGEST_KEY 1024
#define CHIP_LARGEST_DIGEST 64

// Every function tells whether it could do its part, unless it says otherwise.

// Two keys' Triple DES or AES by the key's length (16 with `isDES`; 16, 24, 32), in CBC mode, without padding: `count` is whole blocks.
bool chip_cipher(bool isDES, bool encrypts, const uint8_t *key, size_t key_count, const uint8_t *iv, const uint8_t *in, size_t count, uint8_t *out);
// AES's CMAC, 16 bytes.
bool chip_cmac(const uint8_t *key, size_t key_count, const uint8_t *in, size_t count, uint8_t *out);
// ISO/IEC 9797-1's MAC algorithm 3 with DES: a key of 16 bytes, whole blocks of 8, a MAC of 8.
bool chip_retail_mac(const uint8_t *key, const uint8_t *in, size_t count, uint8_t *out);
// A digest by its name; out has room for CHIP_LARGEST_DIGEST bytes.
bool chip_digest(const char *name, const uint8_t *in, size_t count, uint8_t *out, size_t *out_count);
bool chip_random(uint8_t *out, size_t count);

// How many bytes a number of a curve's group has; 0 for a curve that is not known. Curves by libcrypto's short names, as everywhere here.
size_t chip_scalar_count(const char *curve);
// A number times a point, or times the generator where there is none; a point that is not on the curve, or comes out as none, is refused.
bool chip_point_multiplied(
  const char *curve, const uint8_t *scalar, size_t scalar_count, const uint8_t *point, size_t point_count, uint8_t *out,
  size_t *out_count);
bool chip_point_sum(const char *curve, const uint8_t *one, const uint8_t *other, size_t count, uint8_t *out, size_t *out_count);

// Agrees on a secret with who has the other half of a public key, a SubjectPublicKeyInfo: by a key pair made for this once, whose public
// half is a curve's point, uncompressed, or a number modulo the prime. Both have room for CHIP_LARGEST_KEY bytes.
bool chip_agreement(
  const uint8_t *public_key, size_t count, uint8_t *own, size_t *own_count, uint8_t *secret, size_t *secret_count);

// What came of a signed message.
enum chip_signature {
  // It was signed as it is, by somebody for whom one of the certificates vouches.
  chip_signature_holds,
  // It was signed as it is, by nobody for whom one of the certificates vouches.
  chip_signature_unknown,
  // It is no signed message, or not what was signed.
  chip_signature_broken
};

struct chip_certificate {
  const uint8_t *bytes;
  size_t count;
};

// Opens the signed message of a chip's security object: `out`, with room for `out_count` bytes, has what was signed. A signer's certificate
// may have expired: so may a passport that is renewed.
enum chip_signature chip_signed_content(
  const uint8_t *message, size_t count, const struct chip_certificate *certificates, size_t certificate_count, uint8_t *out,
  size_t *out_count);

// Whose an authority's certificate is, on one line, and until when it holds, as YYYYMMDD; false where the bytes are none, or one that vouches
// for nobody.
bool chip_certificate_told(const uint8_t *bytes, size_t count, char *subject, size_t subject_count, char *last_day);

#endif
