/* ctx_event.h — the trace record: what the engine writes and trace/ reads. Version 1.
 *
 * A trace is a header, then 48-byte records. Numbers are the machine's own byte order (the header says which). Records
 * of an unknown kind are skipped. A CTX_EV_TEXT record is followed by ceil(aux / 48) slots of raw characters.
 *
 * Ids are per class, from 1 up: nodes (contexts), tasks, channels, timers, handles, stops. 0 is "none" or "unknown".
 * An event names its task (who did it), its node where it is about one, its call site, and the cause where there is one.
 */
#ifndef CTX_EVENT_H
#define CTX_EVENT_H

#include <stdint.h>

#define CTX_TRACE_MAGIC "ctxlab\x1b\x01"
#define CTX_TRACE_VERSION 1

typedef struct ctx_trace_header {
    char magic[8];
    uint32_t version, header_size, record_size, byte_order; /* byte_order: 0x01020304 as the writer stores it */
    uint64_t flags;                                          /* CTX_TRACE_* */
    int64_t start_unix_ns;                                   /* wall clock at time 0; 0 in virtual time */
    char program[64];                                        /* entry id or program name, NUL-padded */
} ctx_trace_header_t;

enum {
    CTX_TRACE_VIRTUAL = 1, /* virtual time, one total order of steps */
    CTX_TRACE_THREADS = 2, /* real threads: order across tasks is by clock; unknown stays unknown */
    CTX_TRACE_JUDGED = 4,
    CTX_TRACE_SCALED = 8, /* the clock was sped up: a machine can be late by many of its seconds */
};

typedef struct ctx_event {
    uint64_t seq;   /* 1, 2, …; a jump means lost records (a GAP record says how many) */
    int64_t time;   /* ns on the engine's clock */
    uint16_t kind;  /* ctx_event_kind */
    uint8_t flags;  /* per kind */
    uint8_t detail; /* per kind: node kind, err, operation */
    uint32_t task;
    uint32_t node;
    uint32_t other; /* per kind: parent, channel, timer, handle, task, text */
    uint32_t site;  /* call site id (CTX_EV_SITE), 0 = the engine itself */
    uint32_t aux;   /* per kind */
    int64_t value;  /* per kind */
} ctx_event_t;

enum ctx_node_kind {
    CTX_NODE_BACKGROUND = 1, CTX_NODE_TODO, CTX_NODE_CANCEL, CTX_NODE_TIMER, CTX_NODE_VALUE, CTX_NODE_WITHOUT_CANCEL,
    CTX_NODE_AFTER_FUNC, CTX_NODE_STOP, CTX_NODE_CUSTOM
};

/* Why a node ended (TOLD.flags) */
enum { CTX_WHY_CALL = 1, CTX_WHY_DEADLINE, CTX_WHY_PARENT, CTX_WHY_RELEASE, CTX_WHY_BORN, CTX_WHY_FORWARD };

enum ctx_event_kind {
    /* the format itself */
    CTX_EV_SITE = 1,  /* site: id · value: line · other: text id of the file · aux: text id of the function */
    CTX_EV_TEXT,      /* other: text id · aux: bytes; the characters follow */
    CTX_EV_GAP,       /* value: records lost; what follows is a resync snapshot until SNAPSHOT_END */
    CTX_EV_SNAPSHOT_END, /* value: when the snapshot was complete; what follows and is older may be in it already */
    CTX_EV_END,       /* the run is over. value: number of records before. detail: 0 ended, 1 stopped by a choice, 2 cut */

    /* nodes */
    CTX_EV_NODE_NEW = 16, /* detail: node kind · other: parent node · aux: text id (value key, custom type) · value: deadline or INT64_MAX ·
                           * flags 1: the deadline was asked for as a length, from now on */
    CTX_EV_NODE_LINK,     /* other: the cancel node whose set it entered */
    CTX_EV_NODE_UNLINK,   /* other: the node whose set it left. flags 1: it was not in the set */
    CTX_EV_NODE_FREE,
    CTX_EV_DONE_MADE,     /* the done channel was made. flags 1: asked late, the shared closed one */
    CTX_EV_FORWARDER,     /* other: the custom parent; detail 1 started, 2 ended, 3 its after_func is used instead */
    CTX_EV_DOMINATED,     /* asked deadline in value; the parent's is sooner: no timer. flags 1: a cause was dropped, 2: asked as a length */
    CTX_EV_KEEP, CTX_EV_DROP, /* aux: references after */

    /* cancellation */
    CTX_EV_CANCEL_CALL = 32, /* other: handle (0: deadline or custom) · detail: err · aux: text id of the cause. Opens a cascade */
    CTX_EV_CANCEL_NOOP,      /* already cancelled */
    CTX_EV_TOLD,             /* err set and done closed. flags: CTX_WHY_* · detail: err · other: from which node · aux: cause text id */
    CTX_EV_CANCEL_END,       /* the cascade opened on this node is over · value: nodes told */
    CTX_EV_NOTICED,          /* a task saw it. detail: 1 err read, 2 done received, 3 cause read, 4 blocking call left */
    CTX_EV_LIVE_SEEN,        /* a task looked and it was alive. detail: 1 err read, 5 done looked at in a select */

    /* handles */
    CTX_EV_HANDLE_NEW = 48, /* other: handle */
    CTX_EV_HANDLE_DUP,      /* other: new handle · aux: from */
    CTX_EV_HANDLE_RELEASE,  /* other: handle. flags 1: by a scope's end · detail 1: its context had ended already */

    /* timers (contexts' and channels') */
    CTX_EV_TIMER_ARM = 56, /* other: timer · node: the context, 0 for a channel timer · value: when · flags 1: ticker */
    CTX_EV_TIMER_STOP,     /* other: timer · flags 1: it had been armed */
    CTX_EV_TIMER_FIRE,     /* other: timer */
    CTX_EV_TIMER_FREE,     /* other: timer */

    /* after_func */
    CTX_EV_AFTER_REG = 64, /* node: hidden node · other: context it waits for · aux: 1 registered nowhere */
    CTX_EV_AFTER_STOP,     /* node: hidden node · flags 1: prevented */
    CTX_EV_AFTER_RUN,      /* node: hidden node · other: task started */

    /* values */
    CTX_EV_VALUE = 72, /* node: where asked · other: node that answered, 0: miss · aux: hops · value: text id of the key */

    /* tasks */
    CTX_EV_TASK_NEW = 80, /* other: new task · node: its context · aux: text id of its name · task: the parent */
    CTX_EV_TASK_END,      /* detail: 0 returned, 1 panicked and recovered */
    CTX_EV_TASK_BLOCK,    /* detail: operation (CTX_OP_*) · other: object · node: context listened to (0: none) · aux 1: deaf to every context */
    CTX_EV_TASK_WAKE,     /* detail: operation */
    CTX_EV_TASK_TRY,      /* a panic was recovered · aux: text id */

    /* channels and locks */
    CTX_EV_CHAN_NEW = 96, /* other: channel · aux: text id of the type · value: capacity */
    CTX_EV_CHAN_SEND,     /* other: channel · value: length after */
    CTX_EV_CHAN_RECV,     /* other: channel · flags 1: closed */
    CTX_EV_CHAN_CLOSE, CTX_EV_CHAN_FREE,
    CTX_EV_SELECT,        /* detail: arms ready · aux: arm taken + 1, 0: default · other: its channel · node: its context */
    CTX_EV_LOCK, CTX_EV_UNLOCK, /* other: object · detail: operation */
    CTX_EV_ADD,           /* wait group, semaphore: other: object · value: count after · detail: operation */
    CTX_EV_ATOMIC,        /* detail: operation */

    /* the scenario */
    CTX_EV_WORK = 112, /* node · aux: text id of what · value: virtual time it took */
    CTX_EV_MARK,       /* aux: text id */
    CTX_EV_COUNT,      /* aux: text id of the name · value: added */
    CTX_EV_NOTE,       /* aux: text id */
    CTX_EV_OUTPUT,     /* aux: text id of a line the program printed */
    CTX_EV_SCENE_FAIL, /* aux: text id of the name · other: text id of the message */
    CTX_EV_TEARDOWN,   /* scene_main returned */

    /* verdicts of the machinery */
    CTX_EV_PANIC = 128,   /* aux: text id of the rule. flags 1: uncaught, ends the run */
    CTX_EV_RACE,          /* site: this access · other: site of the earlier one · aux: the earlier task · detail 1 write/2 read */
    CTX_EV_USE_AFTER,     /* use after release: site: the use · other: site of the release · aux: text id of what */
    CTX_EV_DOUBLE_RELEASE,/* other: handle · aux: site of the first · flags: by a scope's end; site: where it was made */
    CTX_EV_SPIN,          /* task never reaches another step, or steps without time moving · value: steps */
    CTX_EV_DEADLOCK,      /* nobody can move and no timer is left · value: tasks blocked; a TASK_BLOCK for each precedes */
    CTX_EV_STUCK,         /* detail: 1 step bound, 2 livelock, 3 blocked in the system, 4 stack overflow, 5 crash · value: signal */

    /* time and choices */
    CTX_EV_CLOCK = 144, /* time moved to `time` · value: from · flags 1: although tasks were runnable (a slow machine) */
    CTX_EV_STEP,        /* a choice was made here: aux: which candidate · value: how many there were · other: text id of its token */
    CTX_EV_CHOICE,      /* the run stopped to ask: one record a candidate. task, site, detail: operation · other: text id of its token · aux: text id of what it would do ·
                           value: tokens of the schedule used so far << 32 | choices that went the usual way since */
    CTX_EV_WAITING,     /* one record a task that cannot move. task, site, detail: operation · aux: text id of why · other: channel, or task joined ·
                           node: context listened to · value: when it goes on (0: no time helps) */
    CTX_EV_KINDS
};

/* operations: what a task is about to do, or is blocked in */
enum ctx_op {
    CTX_OP_NONE, CTX_OP_START, CTX_OP_DERIVE, CTX_OP_CANCEL, CTX_OP_RELEASE, CTX_OP_ERR, CTX_OP_DONE, CTX_OP_CAUSE,
    CTX_OP_VALUE, CTX_OP_KEEP, CTX_OP_DROP, CTX_OP_AFTER_FUNC, CTX_OP_STOP, CTX_OP_GO, CTX_OP_JOIN, CTX_OP_YIELD,
    CTX_OP_SLEEP, CTX_OP_WORK_FOR, CTX_OP_SEND, CTX_OP_RECV, CTX_OP_SELECT, CTX_OP_CLOSE, CTX_OP_TIMER, CTX_OP_LOCK,
    CTX_OP_UNLOCK, CTX_OP_COND_WAIT, CTX_OP_COND_SIGNAL, CTX_OP_WG_ADD, CTX_OP_WG_WAIT, CTX_OP_SEM_ACQUIRE,
    CTX_OP_SEM_RELEASE, CTX_OP_ONCE, CTX_OP_ATOMIC, CTX_OP_WORK, CTX_OP_SETTLE, CTX_OP_MARK, CTX_OP_FIRE, CTX_OP_CLOCK,
    CTX_OP_DROP_CANCEL, CTX_OP_END, CTX_OP_CASCADE, CTX_OP_COUNT
};

#endif
