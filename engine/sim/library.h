/* library.h — the C library's functions as a learner's file calls them (library_names.h).
 */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdarg.h>
#include <stdio.h>

#include "sim.h"

void *sim_memcpy(void *to, const void *from, size_t n);
void *sim_memmove(void *to, const void *from, size_t n);
void *sim_memset(void *to, int c, size_t n);
int sim_memcmp(const void *a, const void *b, size_t n);
void *sim_memchr(const void *p, int c, size_t n);
size_t sim_strlen(const char *s);
size_t sim_strnlen(const char *s, size_t n);
int sim_strcmp(const char *a, const char *b);
int sim_strncmp(const char *a, const char *b, size_t n);
int sim_strcasecmp(const char *a, const char *b);
int sim_strncasecmp(const char *a, const char *b, size_t n);
char *sim_strcpy(char *to, const char *from);
char *sim_strncpy(char *to, const char *from, size_t n);
char *sim_stpcpy(char *to, const char *from);
char *sim_strcat(char *to, const char *from);
char *sim_strncat(char *to, const char *from, size_t limit);
char *sim_strchr(const char *s, int c);
char *sim_strrchr(const char *s, int c);
char *sim_strstr(const char *s, const char *what);
size_t sim_strspn(const char *s, const char *set);
size_t sim_strcspn(const char *s, const char *set);
char *sim_strpbrk(const char *s, const char *set);
char *sim_strdup(const char *s);
char *sim_strndup(const char *s, size_t limit);
void *sim_realloc(void *ptr, size_t size);
long sim_strtol(const char *s, char **end, int base);
long long sim_strtoll(const char *s, char **end, int base);
unsigned long sim_strtoul(const char *s, char **end, int base);
unsigned long long sim_strtoull(const char *s, char **end, int base);
int sim_atoi(const char *s);
long sim_atol(const char *s);
void sim_qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *));
void *sim_bsearch(const void *key, const void *base, size_t n, size_t size, int (*compare)(const void *, const void *));
int sim_puts(const char *s);
int sim_fputs(const char *s, FILE *out);
size_t sim_fwrite(const void *from, size_t size, size_t n, FILE *out);

/* format.c */
int sim_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int sim_vprintf(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
int sim_fprintf(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int sim_vfprintf(FILE *out, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
int sim_sprintf(char *to, const char *format, ...) __attribute__((format(printf, 2, 3)));
int sim_vsprintf(char *to, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
int sim_snprintf(char *to, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
int sim_vsnprintf(char *to, size_t size, const char *format, va_list args) __attribute__((format(printf, 3, 0)));
int sim_sscanf(const char *from, const char *format, ...) __attribute__((format(scanf, 2, 3)));

#endif
