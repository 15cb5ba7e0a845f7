#include "include/CChip.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <string.h>

// MARK: Ciphers and digests

static const EVP_CIPHER *aes_cbc(size_t key_count) {
  switch (key_count) {
  case 16: return EVP_aes_128_cbc();
  case 24: return EVP_aes_192_cbc();
  case 32: return EVP_aes_256_cbc();
  default: return NULL;
  }
}

static bool ciphered(
  const EVP_CIPHER *cipher, bool encrypts, const uint8_t *key, const uint8_t *iv, const uint8_t *in, size_t count,
  uint8_t *out) {
  if (!cipher || count > 1 << 24) return false;
  EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
  int first = 0, last = 0;
  const bool done = context && EVP_CipherInit_ex(context, cipher, NULL, key, iv, encrypts) &&
                    EVP_CIPHER_CTX_set_padding(context, 0) && EVP_CipherUpdate(context, out, &first, in, (int)count) &&
                    EVP_CipherFinal_ex(context, out + first, &last) && (size_t)(first + last) == count;
  EVP_CIPHER_CTX_free(context);
  return done;
}

// Single DES is in libcrypto's legacy provider alone; three keys that are the same are the same.
static bool single_des(bool encrypts, const uint8_t *key, const uint8_t *in, uint8_t *out) {
  uint8_t keys[24];
  for (size_t at = 0; at < sizeof keys; at += 8) memcpy(keys + at, key, 8);
  const bool done = ciphered(EVP_des_ede3_ecb(), encrypts, keys, NULL, in, 8, out);
  OPENSSL_cleanse(keys, sizeof keys);
  return done;
}

bool chip_cipher(
  bool isDES, bool encrypts, const uint8_t *key, size_t key_count, const uint8_t *iv, const uint8_t *in, size_t count,
  uint8_t *out) {
  if (!isDES) return ciphered(aes_cbc(key_count), encrypts, key, iv, in, count, out);
  if (key_count != 16) return false;
  uint8_t keys[24];
  memcpy(keys, key, 16);
  memcpy(keys + 16, key, 8);
  const bool done = ciphered(EVP_des_ede3_cbc(), encrypts, keys, iv, in, count, out);
  OPENSSL_cleanse(keys, sizeof keys);
  return done;
}

bool chip_cmac(const uint8_t *key, size_t key_count, const uint8_t *in, size_t count, uint8_t *out) {
  char name[] = "AES-128-CBC";
  if (key_count == 24) memcpy(name, "AES-192", 7);
  if (key_count == 32) memcpy(name, "AES-256", 7);
  EVP_MAC *mac = EVP_MAC_fetch(NULL, "CMAC", NULL);
  EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
  const OSSL_PARAM settings[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, name, 0), OSSL_PARAM_construct_end()};
  size_t out_count = 0;
  const bool done = context && EVP_MAC_init(context, key, key_count, settings) && EVP_MAC_update(context, in, count) &&
                    EVP_MAC_final(context, out, &out_count, 16) && out_count == 16;
  EVP_MAC_CTX_free(context);
  EVP_MAC_free(mac);
  return done;
}

bool chip_retail_mac(const uint8_t *key, const uint8_t *in, size_t count, uint8_t *out) {
  if (count == 0 || count % 8 != 0) return false;
  uint8_t state[8] = {0}, sum[8];
  bool done = true;
  for (size_t at = 0; done && at < count; at += 8) {
    for (size_t byte = 0; byte < 8; byte++) sum[byte] = state[byte] ^ in[at + byte];
    done = single_des(true, key, sum, state);
  }
  done = done && single_des(false, key + 8, state, sum) && single_des(true, key, sum, out);
  OPENSSL_cleanse(state, sizeof state);
  OPENSSL_cleanse(sum, sizeof sum);
  return done;
}

bool chip_digest(const char *name, const uint8_t *in, size_t count, uint8_t *out, size_t *out_count) {
  return EVP_Q_digest(NULL, name, NULL, in, count, out, out_count);
}

bool chip_random(uint8_t *out, size_t count) { return RAND_bytes(out, (int)count) == 1; }

// MARK: Curves

static EC_GROUP *group_named(const char *curve) {
  const int number = OBJ_sn2nid(curve);
  return number == NID_undef ? NULL : EC_GROUP_new_by_curve_name(number);
}

size_t chip_scalar_count(const char *curve) {
  EC_GROUP *group = group_named(curve);
  const int bits = group ? EC_GROUP_order_bits(group) : 0;
  EC_GROUP_free(group);
  return (size_t)(bits + 7) / 8;
}

// A point in bytes; `oct2point` refuses what is not on the curve.
static EC_POINT *point_read(const EC_GROUP *group, const uint8_t *bytes, size_t count, BN_CTX *context) {
  EC_POINT *point = EC_POINT_new(group);
  if (point && count > 1 && bytes[0] == POINT_CONVERSION_UNCOMPRESSED && EC_POINT_oct2point(group, point, bytes, count, context)) {
    return point;
  }
  EC_POINT_free(point);
  return NULL;
}

static bool point_written(const EC_GROUP *group, const EC_POINT *point, uint8_t *out, size_t *out_count, BN_CTX *context) {
  if (EC_POINT_is_at_infinity(group, point)) return false;
  *out_count = EC_POINT_point2oct(group, point, POINT_CONVERSION_UNCOMPRESSED, out, CHIP_LARGEST_POINT, context);
  return *out_count > 1;
}

bool chip_point_multiplied(
  const char *curve, const uint8_t *scalar, size_t scalar_count, const uint8_t *point, size_t point_count, uint8_t *out,
  size_t *out_count) {
  EC_GROUP *group = group_named(curve);
  if (!group) return false;
  BN_CTX *context = BN_CTX_new();
  BIGNUM *number = BN_bin2bn(scalar, (int)scalar_count, NULL);
  EC_POINT *product = EC_POINT_new(group), *factor = point ? point_read(group, point, point_count, context) : NULL;
  const bool done = context && number && product && (factor || !point) &&
                    EC_POINT_mul(group, product, factor ? NULL : number, factor, factor ? number : NULL, context) &&
                    point_written(group, product, out, out_count, context);
  EC_POINT_clear_free(product);
  EC_POINT_free(factor);
  BN_clear_free(number);
  BN_CTX_free(context);
  EC_GROUP_free(group);
  return done;
}

bool chip_point_sum(const char *curve, const uint8_t *one, const uint8_t *other, size_t count, uint8_t *out, size_t *out_count) {
  EC_GROUP *group = group_named(curve);
  if (!group) return false;
  BN_CTX *context = BN_CTX_new();
  EC_POINT *sum = EC_POINT_new(group), *first = point_read(group, one, count, context), *second = point_read(group, other, count, context);
  const bool done = sum && first && second && EC_POINT_add(group, sum, first, second, context) &&
                    point_written(group, sum, out, out_count, context);
  EC_POINT_clear_free(sum);
  EC_POINT_clear_free(first);
  EC_POINT_clear_free(second);
  BN_CTX_free(context);
  EC_GROUP_free(group);
  return done;
}

// MARK: Agreement

static EVP_PKEY *pair_beside(EVP_PKEY *other) {
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, other, NULL);
  EVP_PKEY *pair = NULL;
  if (context && EVP_PKEY_keygen_init(context) == 1) EVP_PKEY_generate(context, &pair);
  EVP_PKEY_CTX_free(context);
  return pair;
}

static bool agreed(EVP_PKEY *own, EVP_PKEY *other, uint8_t *secret, size_t *secret_count) {
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, own, NULL);
  // A secret has as many bytes as the prime, whatever it begins with.
  unsigned int pads = 1;
  const OSSL_PARAM settings[] = {OSSL_PARAM_construct_uint(OSSL_EXCHANGE_PARAM_PAD, &pads), OSSL_PARAM_construct_end()};
  *secret_count = CHIP_LARGEST_KEY;
  // Setting the peer checks that its public half is one of the group.
  const bool done = context && EVP_PKEY_derive_init_ex(context, settings) == 1 && EVP_PKEY_derive_set_peer_ex(context, other, 1) == 1 &&
                    EVP_PKEY_derive(context, secret, secret_count) == 1;
  EVP_PKEY_CTX_free(context);
  return done;
}

bool chip_agreement(
  const uint8_t *public_key, size_t count, uint8_t *own, size_t *own_count, uint8_t *secret, size_t *secret_count) {
  const uint8_t *at = public_key;
  EVP_PKEY *other = d2i_PUBKEY(NULL, &at, (long)count);
  if (!other) return false;
  // A curve that is spelt out and is none of the known ones may be one on which nobody ever finds a key.
  char curve[64];
  size_t curve_count = 0;
  const bool isKnown = !EVP_PKEY_is_a(other, "EC") || EVP_PKEY_get_group_name(other, curve, sizeof curve, &curve_count) == 1;
  EVP_PKEY *pair = isKnown && EVP_PKEY_get_size(other) <= CHIP_LARGEST_KEY ? pair_beside(other) : NULL;
  uint8_t *encoded = NULL;
  // The point without compression, or the number with the prime's length.
  if (pair && EVP_PKEY_is_a(pair, "EC")) {
    EVP_PKEY_set_utf8_string_param(pair, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT, OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED);
  }
  const size_t encoded_count = pair ? EVP_PKEY_get1_encoded_public_key(pair, &encoded) : 0;
  const bool done = encoded_count > 0 && encoded_count <= CHIP_LARGEST_KEY && agreed(pair, other, secret, secret_count);
  if (done) {
    memcpy(own, encoded, encoded_count);
    *own_count = encoded_count;
  }
  OPENSSL_free(encoded);
  EVP_PKEY_free(pair);
  EVP_PKEY_free(other);
  return done;
}

// MARK: Certificates

// Passports' certificates spell their curves out where others name them (9303-12), which libcrypto tells and would not have.
static int allows_spelt_curves(int isWell, X509_STORE_CTX *context) {
  return isWell || X509_STORE_CTX_get_error(context) == X509_V_ERR_EC_KEY_EXPLICIT_PARAMS;
}

// Whether a certificate vouches for all who signed the message.
static bool vouches(CMS_ContentInfo *message, const struct chip_certificate *certificate) {
  const uint8_t *at = certificate->bytes;
  X509 *anchor = d2i_X509(NULL, &at, (long)certificate->count);
  X509_STORE *store = X509_STORE_new();
  BIO *content = BIO_new(BIO_s_mem());
  bool done = anchor && store && content && X509_STORE_add_cert(store, anchor);
  if (done) {
    X509_STORE_set_flags(store, X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN);
    // Otherwise it would have to be one for mail.
    X509_STORE_set_purpose(store, X509_PURPOSE_ANY);
    X509_STORE_set_verify_cb(store, allows_spelt_curves);
    done = CMS_verify(message, NULL, store, NULL, content, CMS_BINARY) == 1;
  }
  BIO_free(content);
  X509_STORE_free(store);
  X509_free(anchor);
  return done;
}

enum chip_signature chip_signed_content(
  const uint8_t *message, size_t count, const struct chip_certificate *certificates, size_t certificate_count, uint8_t *out,
  size_t *out_count) {
  const uint8_t *at = message;
  CMS_ContentInfo *opened = d2i_CMS_ContentInfo(NULL, &at, (long)count);
  BIO *content = BIO_new(BIO_s_mem());
  enum chip_signature found = chip_signature_broken;
  char type[64] = "";
  if (opened && content && CMS_get0_type(opened) && OBJ_obj2nid(CMS_get0_type(opened)) == NID_pkcs7_signed) {
    OBJ_obj2txt(type, sizeof type, CMS_get0_eContentType(opened), 1);
  }
  // id-icao-ldsSecurityObject. First whether its signer signed it as it is, whoever that is.
  if (!strcmp(type, "2.23.136.1.1.1") &&
      CMS_verify(opened, NULL, NULL, NULL, content, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1) {
    char *bytes = NULL;
    const long length = BIO_get_mem_data(content, &bytes);
    if (length > 0 && (size_t)length <= *out_count) {
      memcpy(out, bytes, (size_t)length);
      *out_count = (size_t)length;
      found = chip_signature_unknown;
    }
  }
  // One after the other: a state's keys follow each other under one name, and only one of them is the right one.
  for (size_t place = 0; found == chip_signature_unknown && place < certificate_count; place++) {
    if (vouches(opened, &certificates[place])) found = chip_signature_holds;
  }
  BIO_free(content);
  CMS_ContentInfo_free(opened);
  return found;
}

bool chip_certificate_told(const uint8_t *bytes, size_t count, char *subject, size_t subject_count, char *last_day) {
  const uint8_t *at = bytes;
  X509 *certificate = d2i_X509(NULL, &at, (long)count);
  struct tm day;
  // Nothing may stand behind it: a file of several, or of text, is none.
  const bool done = certificate && at == bytes + count && subject_count > 0 && X509_check_ca(certificate) > 0 &&
                    ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &day) == 1;
  if (done) {
    X509_NAME_oneline(X509_get_subject_name(certificate), subject, (int)subject_count);
    strftime(last_day, 9, "%Y%m%d", &day);
  }
  X509_free(certificate);
  return done;
}
