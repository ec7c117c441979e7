/* table.c — which function shows which behaviours. 57 to 59 are about bytes and calls of malloc: tests/unit/sizes_test.c.
 */
#include "behaviours.h"

#define BEHAVIOURS(X)                                                                                          \
    X("1", behaviour_01_canceled)                                                                              \
    X("2", behaviour_02_deadline_exceeded)                                                                     \
    X("3", behaviour_03_err_values)                                                                            \
    X("4", behaviour_04_roots)                                                                                 \
    X("5", behaviour_05_nil_parent)                                                                            \
    X("6", behaviour_06_key_checks_in_order)                                                                   \
    X("7", behaviour_07_uncomparable_value)                                                                    \
    X("8", behaviour_08_nil_context)                                                                           \
    X("9", behaviour_09_nil_func)                                                                              \
    X("10", behaviour_10_missing_error)                                                                        \
    X("11", behaviour_11_only_the_first_cancel_counts)                                                         \
    X("12", behaviour_12_second_cancel_waits_for_the_cascade)                                                  \
    X("13", behaviour_13_first_cause_wins)                                                                     \
    X("14", behaviour_14_err_before_done_before_children)                                                      \
    X("15", behaviour_15_parent_first_depth_first_creation_order)                                              \
    X("16", behaviour_16_no_user_code_under_a_lock)                                                            \
    X("17", behaviour_17_what_blocks_during_a_cascade)                                                         \
    X("18", behaviour_18_done_is_lazy_and_the_same)                                                            \
    X("19", behaviour_19_a_child_makes_the_parents_done)                                                       \
    X("20", behaviour_20_asked_late_is_the_shared_one)                                                         \
    X("21", behaviour_21_direct_links_are_synchronous)                                                         \
    X("22", behaviour_22_err_means_done_is_closed)                                                             \
    X("23", behaviour_23_err_takes_no_lock)                                                                    \
    X("24", behaviour_24_four_branches)                                                                        \
    X("25", behaviour_25_done_asked_again)                                                                     \
    X("26", behaviour_26_the_whole_node_leaves_the_set)                                                        \
    X("27", behaviour_27_identity_of_done)                                                                     \
    X("28", behaviour_28_wrapping_is_recognised)                                                               \
    X("29", behaviour_29_stop_on_the_way_out)                                                                  \
    X("30", behaviour_30_timer_child_cancels_twice)                                                            \
    X("31", behaviour_31_registered_under_the_childs_lock)                                                     \
    X("32", behaviour_32_only_the_immediate_parent)                                                            \
    X("33", behaviour_33_stop_context_in_names)                                                                \
    X("34", behaviour_34_after_func_on_a_custom_context)                                                       \
    X("35", behaviour_35_runs_once_done)                                                                       \
    X("36", behaviour_36_registrations_are_independent)                                                        \
    X("37", behaviour_37_stop_or_run)                                                                          \
    X("38", behaviour_38_on_background)                                                                        \
    X("39", behaviour_39_launched_not_run)                                                                     \
    X("40", behaviour_40_timeout_is_a_deadline)                                                                \
    X("41", behaviour_41_later_deadline_is_a_plain_cancel)                                                     \
    X("42", behaviour_42_past_is_born_done)                                                                    \
    X("43", behaviour_43_firing)                                                                               \
    X("44", behaviour_44_cancel_stops_the_timer)                                                               \
    X("45", behaviour_45_nearest_deadline)                                                                     \
    X("46", behaviour_46_huge_timeouts)                                                                        \
    X("47", behaviour_47_without_cancel)                                                                       \
    X("48", behaviour_48_no_cause_through_without_cancel)                                                      \
    X("49", behaviour_49_cause)                                                                                \
    X("50", behaviour_50_first_cancellation_fixes_the_cause)                                                   \
    X("51", behaviour_51_custom_before_its_ancestor)                                                           \
    X("52", behaviour_52_nearest_value)                                                                        \
    X("53", behaviour_53_values_after_the_end)                                                                 \
    X("54", behaviour_54_names)                                                                                \
    X("55", behaviour_55_key_and_value_in_names)                                                               \
    X("56", behaviour_56_foreign_names)                                                                        \
    X("60", behaviour_60_lifetime)                                                                             \
    X("neighbour", neighbour_channels)                                                                         \
    X("neighbour", neighbour_unbuffered_meets)                                                                 \
    X("neighbour", neighbour_closed_channel)                                                                   \
    X("neighbour", neighbour_null_channel)                                                                     \
    X("neighbour", neighbour_select)                                                                           \
    X("neighbour", neighbour_select_pairs)                                                                     \
    X("neighbour", neighbour_channel_with_context)                                                             \
    X("neighbour", neighbour_timers)                                                                           \
    X("neighbour", neighbour_tickers)                                                                          \
    X("neighbour", neighbour_sleep)                                                                            \
    X("neighbour", neighbour_wait_group)                                                                       \
    X("neighbour", neighbour_mutex_and_condition)                                                              \
    X("neighbour", neighbour_semaphore)                                                                        \
    X("neighbour", neighbour_once)                                                                             \
    X("neighbour", neighbour_tasks)                                                                            \
    X("neighbour", neighbour_panics_unwind)                                                                    \
    X("neighbour", neighbour_group)                                                                            \
    X("neighbour", neighbour_group_limit)                                                                      \
    X("neighbour", neighbour_flight)                                                                           \
    X("neighbour", neighbour_flight_panics)                                                                    \
    X("neighbour", neighbour_flight_channel)                                                                   \
    X("neighbour", neighbour_signals)                                                                          \
    X("neighbour", neighbour_storm)                                                                            \
    X("sin", sin_new_done_each_time)                                                                           \
    X("sin", sin_done_replaced)                                                                                \
    X("sin", sin_err_before_done)                                                                              \
    X("sin", sin_done_is_null_once_asked_again)                                                                \
    X("sin", sin_called_back_twice)                                                                            \
    X("sin", sin_stop_says_yes_to_everything)                                                                  \
    X("sin", sin_stop_says_no_to_everything)                                                                   \
    X("sin", sin_operations_that_panic)                                                                        \
    X("sin", sin_values_from_nowhere)                                                                          \
    X("sin", sin_never_listens_to_its_parent)

#define DECLARE(numbers, name) void name(void);
BEHAVIOURS(DECLARE)
#define ROW(numbers, name) {numbers, #name, name},
const behaviour_t behaviours[] = {BEHAVIOURS(ROW)};
const size_t behaviour_count = sizeof behaviours / sizeof behaviours[0];
