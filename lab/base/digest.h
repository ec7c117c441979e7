/* digest.h — SHA-256, for naming what is cached.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

typedef struct digest {
    uint32_t h[8];
    uint8_t block[64];
    size_t used;
    uint64_t total;
} digest_t;

void digest_start(digest_t *d);
void digest_add(digest_t *d, const void *bytes, size_t n);
void digest_text(digest_t *d, const char *text); /* with its closing NUL, so that pieces cannot run together */
/* Size, time and inode stand for a large file's bytes; "absent" for none. */
void digest_stamp(digest_t *d, const char *path);
void digest_hex(digest_t *d, char out[65]); /* ends d */

#endif
