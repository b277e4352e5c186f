/* browser.h - one page shown by chromium, in a house without doors: what it may reach is a listener of ours and nothing else.
 *
 *     main                keeper (our code, nobody, own user, network, mount and IPC namespace)        chromium (landlock, its own sandbox inside)
 *      |  <-- listener --  makes the network: loopback only, one socket that listens; gives it to main
 *      |  <--------------- makes the files: /tmp is an empty memory folder of limited size            --> DOM as text on a pipe
 *      |  (or a picture of it, out of that /tmp)
 *      |  control: when main goes, or the time or the memory is used up, everything in there is ended
 *
 * The network namespace has no way out: no route, no name server, no other loopback service. So nothing chromium does (WebRTC, QUIC, DNS, its own
 * services) can pass our proxy, whatever its options say; the options are given all the same. chromium's own sandbox is never switched off: where it
 * or the namespaces cannot start, nothing is rendered.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RENDER_BROWSER_H
#define OIT_RENDER_BROWSER_H

#include <poll.h>
#include <sys/types.h>

#include "base/buf.h"

/* The program, NULL when it is not installed. Static. */
const char *browser_program(void);

struct browser_options {
    const char *program;
    const char *spki;       /* of the proxy's certificate, base64 of SHA-256 */
    const char *user_agent;
    int limit_ms;           /* wall clock, all in all */
    int virtual_ms;         /* of the page's own clock: timers run that long in no time */
    size_t max_dom_bytes;
    size_t memory_mb;       /* of all processes of it together */
    int picture_width, picture_height; /* pixels of the window; width above 0: a picture (PNG) instead of the DOM */
};

enum browser_state {
    BROWSER_WORKS,
    BROWSER_DONE,      /* dom (or the picture) is whole */
    BROWSER_TOO_LARGE, /* dom is cut */
    BROWSER_TIMEOUT,
    BROWSER_NO_MEMORY,
    BROWSER_NO_HOUSE,  /* the kernel refused a namespace, a mount or landlock: it was not started */
    BROWSER_FAILED,    /* ended by itself without a page: its sandbox did not start, it crashed */
};

struct browser {
    pid_t keeper;
    int control, output; /* -1: closed */
    int listener;        /* for the proxy (proxy_new takes it); -1 until it has come */
    struct buf dom;
    size_t max_dom_bytes;
    enum browser_state state, said;
    int64_t until_ms;    /* our own clock, behind the keeper's */
};

/* url: http(s), without spaces. False: no process. */
bool browser_start(const struct browser_options *options, struct str url, struct browser *ret_browser);
size_t browser_poll_fds(const struct browser *b, struct pollfd *ret_fds, size_t max); /* at most 2 */
/* Never blocks. */
enum browser_state browser_step(struct browser *b);
/* Ends what still runs, waits for it, frees. */
void browser_end(struct browser *b);

/* Shows an empty page without any network: BROWSER_DONE when this machine can render. Blocks up to limit_ms. */
enum browser_state browser_try(const char *program, int limit_ms);

/* browser_keeper.c: the child's side, and what it says on the control socket: first 'l' with the listener, at its end one of these. */
enum keeper_word { KEEPER_LISTENS = 'l', KEEPER_DONE = 'd', KEEPER_TIMEOUT = 't', KEEPER_NO_MEMORY = 'm', KEEPER_NO_HOUSE = 'n', KEEPER_FAILED = 'f' };
_Noreturn void browser_keeper(pid_t parent, int control, int output, const struct browser_options *options, const char *url);

#endif
