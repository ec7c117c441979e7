/* counted.c — linked into ctxlab in place of its clock, its waiting, its keys and its refresh, so that what one key writes can be counted on a
 * pseudo-terminal without any timing: each picture is followed by what it is, in bytes that nothing else writes.
 *
 * Its time is its own. It goes by where the program waits and nothing comes, as long as that is to be waited for; and each key comes KEY_MS after
 * the one before, as those of a held key do: so many keys written at once are so many pictures.
 */
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "counted.h"
#include "terminal.h"

enum { KEY_MS = 34 };
static int64_t now_ms = 1000;
static unsigned keys;
static bool key_read; /* since it last waited */

int64_t __wrap_term_now_ms(void);
int __real_term_key(void);
int __wrap_term_key(void);
unsigned __real_term_wait(struct pollfd *fds, size_t count, int timeout_ms);
unsigned __wrap_term_wait(struct pollfd *fds, size_t count, int timeout_ms);
bool __real_term_refresh(size_t most);
bool __wrap_term_refresh(size_t most);

int64_t __wrap_term_now_ms(void) { return now_ms; }

int __wrap_term_key(void)
{
    int key = key_read ? -1 : __real_term_key();

    key_read = key >= 0;
    keys += key_read;
    return key;
}

unsigned __wrap_term_wait(struct pollfd *fds, size_t count, int timeout_ms)
{
    unsigned bits = __real_term_wait(fds, count, timeout_ms < 0 ? -1 : 0);

    key_read = false;
    if (bits & TERM_KEY)
        now_ms += KEY_MS;
    else if (!bits && timeout_ms > 0)
        now_ms += timeout_ms;
    return bits;
}

bool __wrap_term_refresh(size_t most)
{
    bool owes = __real_term_refresh(most);
    char said[80];
    int n = snprintf(said, sizeof said, "%c%u %zu %d %lld%c", COUNTED_PAINTED, keys, most, owes, (long long)now_ms, COUNTED_SAID);

    for (ssize_t done = 0, some = 0; done < n && some >= 0; done += some)
        some = write(STDOUT_FILENO, said + done, (size_t)(n - done));
    return owes;
}
