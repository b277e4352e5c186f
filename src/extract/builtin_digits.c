/* builtin_digits.c - the digit reader as a tool: a PGM on one descriptor, a line a year on the other.
 * SPDX-License-Identifier: MIT
 */
#include "builtin.h"
#include "digits.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n <= 0)
            return false;
        s = str_from_pos(s, (size_t)n);
    }
    return true;
}

static enum builtin_end read_years(struct str pgm, int out_fd)
{
    struct arena arena;
    struct buf lines;
    struct digit_years years;
    arena_init(&arena);
    buf_init(&lines, 0);
    enum digits_fault fault = digits_read(pgm, &arena, &years);
    digits_write(&years, &lines);
    bool is_written = write_all(out_fd, buf_str(&lines));
    buf_done(&lines);
    arena_done(&arena);
    if (fault == DIGITS_NO_IMAGE)
        return BUILTIN_DAMAGED;
    return fault == DIGITS_READ && is_written ? BUILTIN_DONE : BUILTIN_LIMIT;
}

enum builtin_end builtin_digits(int in_fd, int out_fd, const struct builtin_request *request)
{
    (void)request;
    struct stat facts;
    if (fstat(in_fd, &facts) != 0 || facts.st_size <= 0)
        return BUILTIN_DAMAGED;
    size_t n = (size_t)facts.st_size;
    void *bytes = mmap(NULL, n, PROT_READ, MAP_PRIVATE, in_fd, 0);
    if (bytes == MAP_FAILED)
        return BUILTIN_LIMIT;
    enum builtin_end end = read_years((struct str){bytes, n}, out_fd);
    (void)munmap(bytes, n);
    return end;
}
