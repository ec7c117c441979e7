/* chan.c — ordinary channels, and the closing of every kind.
 */
#include "chan.h"
#include "ctx_chan.h"
#include "futex.h"

#include <string.h>
#include <unistd.h>

/* ---- waiting lists ----------------------------------------------------------------------------------------- */

void queue_add(queue_t *queue, place_t *place)
{
    place->next = NULL;
    place->prev = queue->last;
    if (queue->last != NULL)
        queue->last->next = place;
    else
        queue->first = place;
    queue->last = place;
    atomic_store_explicit(&place->queued, 1, memory_order_relaxed);
}

void queue_remove(queue_t *queue, place_t *place)
{
    if (place->prev != NULL)
        place->prev->next = place->next;
    else
        queue->first = place->next;
    if (place->next != NULL)
        place->next->prev = place->prev;
    else
        queue->last = place->prev;
}

place_t *queue_claim(queue_t *queue)
{
    place_t *place;
    while ((place = queue->first) != NULL) {
        uint32_t waiting = 0;
        queue_remove(queue, place);
        if (atomic_compare_exchange_strong_explicit(&place->waiter->state, &waiting, WAITER_CLAIMED,
                                                    memory_order_acq_rel, memory_order_relaxed))
            return place;
        atomic_store_explicit(&place->queued, 0, memory_order_release); /* served elsewhere; it may go now */
    }
    return NULL;
}

void place_served(place_t *place)
{
    waiter_t *waiter = place->waiter;
    uint32_t state = place->arm + 1; /* with WAITER_CLOSED where that was set */
    atomic_store_explicit(&place->queued, 0, memory_order_relaxed);
    atomic_store_explicit(&waiter->state, state, memory_order_release);
    futex_wake(&waiter->state, 1);
}

/* ---- making and dropping ----------------------------------------------------------------------------------- */

chan_t *chan_make_at(const ctx_site_t *site, size_t elem_size, size_t capacity, const char *type)
{
    size_t room;
    if (__builtin_mul_overflow(elem_size, capacity, &room) || room > SIZE_MAX / 2)
        ctx_panic_at(site, "makechan: size out of range");
    ordinary_t *ch = rt_alloc(sizeof *ch + room);
    memset(ch, 0, sizeof *ch);
    atomic_store_explicit(&ch->base.word, CHAN_ORDINARY, memory_order_relaxed);
    atomic_store_explicit(&ch->refs, 1, memory_order_relaxed);
    ch->id = RT_NEW_ID(CHAN);
    ch->size = elem_size;
    ch->capacity = capacity;
    ch->type = type;
    rt_ledger_add(CTX_LEDGER_CHAN, ch, "channel", site);
    RT_EVENT(.kind = CTX_EV_CHAN_NEW, .other = ch->id, .aux = rt_text(type), .value = (int64_t)capacity,
             .site = RT_SITE(site));
    return &ch->base;
}

chan_t *chan_keep_at(const ctx_site_t *site, chan_t *ch)
{
    rt_check_use(ch, site, "channel");
    if (chan_is_ordinary(ch))
        count_up(&chan_ordinary(ch)->refs);
    else if (ctx_of_done_(ch) != NULL)
        ctx_ref_(ctx_of_done_(ch));
    return ch;
}

void chan_free(ordinary_t *ch)
{
    RT_EVENT(.kind = CTX_EV_CHAN_FREE, .other = ch->id);
    rt_ledger_remove(CTX_LEDGER_CHAN, ch);
    if (ch->fd != NULL) {
        done_fd_close(ch->fd->fd);
        rt_free(ch->fd);
    }
    rt_free(ch);
}

void chan_drop_at(const ctx_site_t *site, chan_t *ch)
{
    (void)site;
    if (ch == NULL)
        return;
    if (!chan_is_ordinary(ch)) {
        if (ctx_of_done_(ch) != NULL)
            ctx_unref_(ctx_of_done_(ch));
    } else if (count_down(&chan_ordinary(ch)->refs)) {
        chan_free(chan_ordinary(ch));
    }
}

void chan_auto_drop_(chan_t **ch) { chan_drop_at(NULL, *ch); }

/* ---- one look, under the lock ------------------------------------------------------------------------------- */

static char *cell(ordinary_t *ch, size_t i) { return ch->buffer + (ch->first + i) % ch->capacity * ch->size; }

static void copy(void *to, const void *from, size_t size)
{
    if (size != 0 && to != NULL && from != NULL)
        memcpy(to, from, size);
}

static void event_chan(enum ctx_event_kind kind, const ordinary_t *ch, bool closed)
{
    RT_EVENT(.kind = (uint16_t)kind, .other = ch->id, .flags = closed, .value = (int64_t)ch->count);
}

static bool recv_closed(ordinary_t *ch, void *value, bool *open)
{
    if (value != NULL && ch->size != 0)
        memset(value, 0, ch->size);
    if (open != NULL)
        *open = false;
    event_chan(CTX_EV_CHAN_RECV, ch, true);
    return true;
}

static void mark_drained(ordinary_t *ch)
{
    if (ch->closed && ch->count == 0)
        atomic_fetch_or_explicit(&ch->base.word, DONE_CLOSED, memory_order_release);
}

/* Under the lock. *sender: who must be woken after it. */
static bool recv_locked(ordinary_t *ch, void *value, bool *open, place_t **sender)
{
    if (ch->count > 0) {
        copy(value, cell(ch, 0), ch->size);
        ch->first = (ch->first + 1) % ch->capacity;
        ch->count--;
        if ((*sender = queue_claim(&ch->senders)) != NULL)
            copy(cell(ch, ch->count++), (*sender)->value, ch->size);
        mark_drained(ch);
    } else if ((*sender = queue_claim(&ch->senders)) != NULL) {
        copy(value, (*sender)->value, ch->size);
    } else {
        return ch->closed && recv_closed(ch, value, open);
    }
    if (open != NULL)
        *open = true;
    event_chan(CTX_EV_CHAN_RECV, ch, false);
    return true;
}

bool chan_try_recv(ordinary_t *ch, void *value, bool *open)
{
    place_t *sender = NULL;
    rt_lock(&ch->base.lock);
    bool done = recv_locked(ch, value, open, &sender);
    rt_unlock(&ch->base.lock);
    if (sender != NULL)
        place_served(sender);
    return done;
}

static bool send_locked(ordinary_t *ch, const void *value, place_t **receiver)
{
    if ((*receiver = queue_claim(&ch->receivers)) != NULL) {
        copy((*receiver)->value, value, ch->size);
        if ((*receiver)->open != NULL)
            *(*receiver)->open = true;
    } else if (ch->count < ch->capacity) {
        copy(cell(ch, ch->count++), value, ch->size);
    } else {
        return false;
    }
    event_chan(CTX_EV_CHAN_SEND, ch, false);
    return true;
}

bool chan_try_send(const ctx_site_t *site, ordinary_t *ch, const void *value)
{
    place_t *receiver = NULL;
    rt_lock(&ch->base.lock);
    bool closed = ch->closed, done = !closed && send_locked(ch, value, &receiver);
    rt_unlock(&ch->base.lock);
    if (closed)
        ctx_panic_at(site, "send on closed channel");
    if (receiver != NULL)
        place_served(receiver);
    return done;
}

size_t chan_len_at(const ctx_site_t *site, chan_t *ch)
{
    (void)site;
    if (ch == NULL || !chan_is_ordinary(ch))
        return 0;
    rt_lock(&ch->lock);
    size_t count = chan_ordinary(ch)->count;
    rt_unlock(&ch->lock);
    return count;
}

/* ---- closing ------------------------------------------------------------------------------------------------ */

/* Who waits, claimed and told what they will find; chained by next, to be woken after the lock. */
static place_t *close_locked(ordinary_t *ch)
{
    place_t *place, *told = NULL;
    ch->closed = true;
    mark_drained(ch);
    while ((place = queue_claim(&ch->receivers)) != NULL) {
        (void)recv_closed(ch, place->value, place->open);
        place->next = told;
        told = place;
    }
    while ((place = queue_claim(&ch->senders)) != NULL) {
        place->arm |= WAITER_CLOSED;
        place->next = told;
        told = place;
    }
    if (ch->fd != NULL && ch->count == 0)
        done_fd_write(ch->fd->fd);
    return told;
}

void chan_close_at(const ctx_site_t *site, chan_t *ch)
{
    if (ch == NULL)
        ctx_panic_at(site, "close of nil channel");
    if (!chan_is_ordinary(ch))
        ctx_panic_at(site, "close of a context's done channel");
    ordinary_t *o = chan_ordinary(ch);
    rt_lock(&ch->lock);
    if (o->closed) {
        rt_unlock(&ch->lock);
        ctx_panic_at(site, "close of closed channel");
    }
    RT_EVENT(.kind = CTX_EV_CHAN_CLOSE, .other = o->id, .site = RT_SITE(site));
    place_t *told = close_locked(o), *next;
    rt_unlock(&ch->lock);
    for (; told != NULL; told = next) {
        next = told->next;
        place_served(told);
    }
}

/* Serves one place in a done channel's list, which is already out of it. */
static void tell_place(place_t *place)
{
    uint32_t waiting = 0;
    if (place->kind == PLACE_FD) {
        done_fd_write(place->fd);
        rt_free(place);
    } else if (atomic_compare_exchange_strong_explicit(&place->waiter->state, &waiting, WAITER_CLAIMED,
                                                       memory_order_acq_rel, memory_order_relaxed)) {
        if (place->open != NULL)
            *place->open = false;
        place_served(place);
    } else {
        atomic_store_explicit(&place->queued, 0, memory_order_release);
    }
}

static void tell_places(struct chan *done)
{
    place_t *place = done->waiters;
    done->waiters = NULL;
    while (place != NULL) {
        place_t *next = place->next; /* its task may be gone once it is told */
        tell_place(place);
        place = next;
    }
}

/* Closed just now; before, its word was `word`. */
void rt_done_tell(struct chan *done, uint32_t word)
{
    if ((word & DONE_SLEEPERS) != 0)
        futex_wake(&done->word, FUTEX_ALL);
    tell_places(done);
}
