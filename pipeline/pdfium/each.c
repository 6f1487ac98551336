/* Asks one of PDFium's functions of many characters or objects, in one call from Python.
 *
 * It links to nothing, neither to Python nor to PDFium: the function's address comes with the call. Where it is not
 * built, each.py does the same through ctypes.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#define ASK(result, ...) results[n] = (int64_t)((result(*)(__VA_ARGS__))function)

/* What a built file has to say for each.py to use it: a file from before the last change is of no use. */
EXPORT int each_version(void) { return 1; }

/* Writes what each call returns to `results`, and what it tells to a row of `answers`.
 *
 * takes_index: the function takes a number after its subject, that of `indices`.
 * outputs: how many places it writes to; -1 for one that writes nothing and returns an address, -2 for one of those
 *     that takes a second number, which is 0, -3 for one whose number is a long one.
 * subjects, step: the address of each subject, `step` apart; 0 where all are asked of one.
 * row_bytes, value_bytes: how far one answer lies from the next, and one of its places from the next.
 */
EXPORT void each(void *address, int takes_index, int outputs, int64_t count, const int64_t *subjects, int64_t step,
                 const int64_t *indices, int64_t *results, char *answers, int64_t row_bytes, int64_t value_bytes) {
    uintptr_t function = (uintptr_t)address;
    for (int64_t n = 0; n < count; n++) {
        void *subject = (void *)(uintptr_t)subjects[n * step];
        int index = takes_index ? (int)indices[n] : 0;
        char *a = answers + n * row_bytes, *b = a + value_bytes, *c = b + value_bytes, *d = c + value_bytes;
        switch (takes_index ? outputs + 10 : outputs) {
        case -1: ASK(uintptr_t, void *)(subject); break;
        case 0: ASK(int, void *)(subject); break;
        case 1: ASK(int, void *, void *)(subject, a); break;
        case 2: ASK(int, void *, void *, void *)(subject, a, b); break;
        case 4: ASK(int, void *, void *, void *, void *, void *)(subject, a, b, c, d); break;
        case 7: ASK(uintptr_t, void *, unsigned long)(subject, (unsigned long)index); break;
        case 8: ASK(uintptr_t, void *, int, int)(subject, index, 0); break;
        case 9: ASK(uintptr_t, void *, int)(subject, index); break;
        case 10: ASK(int, void *, int)(subject, index); break;
        case 11: ASK(int, void *, int, void *)(subject, index, a); break;
        case 12: ASK(int, void *, int, void *, void *)(subject, index, a, b); break;
        case 14: ASK(int, void *, int, void *, void *, void *, void *)(subject, index, a, b, c, d); break;
        }
    }
}
