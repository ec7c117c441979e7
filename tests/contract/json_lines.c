/* json_lines.c — for tests: reads one JSON document strictly (nothing after it, no key twice) and writes a line a value,
 * in the order of the text: PATH TYPE [VALUE]. An array and an object come before what they hold, with its size.
 *
 *     .results array 1
 *     .results[0].replay null
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void say(const char *path, const json_t *value)
{
    char deeper[1000];
    const char *key;
    json_t *inner;
    size_t i;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        printf("%s object", path[0] == '\0' ? "." : path);
        json_object_foreach ((json_t *)(void *)(size_t)value, key, inner)
            printf(" %s", key);
        putchar('\n');
        json_object_foreach ((json_t *)(void *)(size_t)value, key, inner) {
            snprintf(deeper, sizeof deeper, "%s.%s", path, key);
            say(deeper, inner);
        }
        break;
    case JSON_ARRAY:
        printf("%s array %zu\n", path, json_array_size(value));
        json_array_foreach ((json_t *)(void *)(size_t)value, i, inner) {
            snprintf(deeper, sizeof deeper, "%s[%zu]", path, i);
            say(deeper, inner);
        }
        break;
    case JSON_STRING: printf("%s string %s\n", path, json_string_value(value)); break;
    case JSON_INTEGER: printf("%s integer %lld\n", path, (long long)json_integer_value(value)); break;
    case JSON_REAL: printf("%s real %g\n", path, json_real_value(value)); break;
    case JSON_TRUE: printf("%s boolean true\n", path); break;
    case JSON_FALSE: printf("%s boolean false\n", path); break;
    case JSON_NULL: printf("%s null\n", path); break;
    }
}

int main(void)
{
    json_error_t why;
    json_t *doc = json_loadf(stdin, JSON_REJECT_DUPLICATES, &why);
    if (doc == NULL) {
        printf("not JSON: %s at line %d\n", why.text, why.line);
        return 1;
    }
    say("", doc);
    json_decref(doc);
    return 0;
}
