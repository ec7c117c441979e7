/* What the scenario calls, and what the exercise may use. */
#ifndef EXERCISE_H
#define EXERCISE_H

#include "ctx.h"
#include "ctx_chan.h"
#include "ctx_sync.h"
#include "ctx_task.h"

enum { MOST_CHILDREN = 100 };

/* yours: a tree of contexts in small, only what cancelling needs. Any task may call any of these at any time. */
struct node;
struct node *node_derive(struct node *parent); /* owned (node_release); parent may be NULL, and outlives its children. Below a
                                                  node that has ended it is born ended */
void node_cancel(struct node *node);           /* when it returns, node and everything below it has ended */
bool node_ended(struct node *node);
void node_release(struct node *node);          /* cancels, leaves the parent's set, frees */

#endif
