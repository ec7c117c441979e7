/* The label that never comes
 *
 * A shop posts the picture of each parcel to a label service, and gets a label back. On bad days the service takes half a picture,
 * or sends its label a byte at a time; the shop's people cancel the order and go home, and the call stays.
 *
 * Make: when its context ends, in whatever part of the exchange, post returns within a second, and says why; a service that is
 * slow, and gets there, is waited for.
 */
#include "exercise.h"

ctx_err_t post(ctx_t *ctx, int service, const struct text *picture, struct text *label)
{
    size_t sent = 0;
    label->size = 0;
    if (ctx_err(ctx) != CTX_OK)
        return ctx_err(ctx);
    while (sent < picture->size) {
        ssize_t n = send(service, picture->bytes + sent, picture->size - sent, MSG_NOSIGNAL);
        if (n > 0)
            sent += (size_t)n;
        else if (errno != EAGAIN)
            return ctx_err(ctx);
    }
    while (label->size < sizeof label->bytes) {
        ssize_t n = recv(service, label->bytes + label->size, sizeof label->bytes - label->size, 0);
        if (n > 0)
            label->size += (size_t)n;
        else if (n == 0 || errno != EAGAIN)
            break;
    }
    return ctx_err(ctx);
}
