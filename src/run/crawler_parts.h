/* crawler_parts.h - the crawler's own state, shared by its files: crawler.c (answers, the loop), crawler_links.c (what is asked),
 * crawler_results.c (what the workers found), crawler_visits.c (what is stored). For nobody else.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_RUN_CRAWLER_PARTS_H
#define OIT_RUN_CRAWLER_PARTS_H

#include "crawl/frontier.h"
#include "crawl/scope.h"
#include "fetch/fetch.h"
#include "run/crawler.h"
#include "run/crawler_known.h"
#include "run/not_found.h"
#include "run/notices.h"
#include "run/progress.h"
#include "run/robots_desk.h"

enum {
    FOREIGN_PROMISE = 60,   /* a link to another host is followed only when its label names an item */
    USUAL_DEPTH = 20,
};

/* One request or job on its way: what must be remembered until its visit is stored. */
struct pending {
    struct pending *next, **link; /* all of a run: what a cut leaves behind is freed at its end */
    uint32_t entry;
    int http_status;
    bool is_refusal; /* its body may say why: crawler_reasons.c */
    char *final_url, *content_type, *content_encoding, *etag, *last_modified, *file_name, *body;
    const struct sha256 *stored; /* of content that was taken over: there is no body. Else NULL */
    size_t n_body;
    bool is_robots; /* no page: robots.txt of this origin of the desk, to be decoded */
    size_t robots_origin;
    bool is_rendered; /* the page as chromium showed it, in the place of its empty form */
};

struct crawler_sitemaps {
    size_t n_files, n_read, n_feeds, n_guessed;
    uint32_t guess; /* the usual name that is being tried, or FRONTIER_NONE */
    bool is_begun, has_names, is_cut;
};

struct crawler_refusals {
    uint32_t n_in_row, limit; /* limit 0: LIMIT_REFUSALS_IN_ROW */
    enum oit_fault last_fault;
    int last_status;
    bool is_checking; /* the start page is asked again: nothing else is begun meanwhile */
    bool is_blocked;
};

enum { ORDER_ITEMS = 64 }; /* as LIMIT_RULE_ITEMS */
struct order_tally {       /* of one item: links that name it, by their own words or by those around them; pages of which it is the title */
    uint32_t n_own, n_context, n_found;
};

struct crawler {
    struct crawl_input *input;
    const struct oit_options *options;
    struct arena *arena, scratch;
    struct scope *scope;
    struct frontier *frontier;
    struct fetch *fetch;
    struct robots_desk *robots;
    struct progress *progress;
    struct notices *notices;
    struct crawl_outcome *outcome;
    struct not_found_page not_found;
    struct str start_final;
    uint32_t start_entry, probe_entry;
    size_t n_in_fetch, n_own_failed, n_own_asked, n_too_deep, n_programs, n_left;
    int64_t deadline_ms;
    int64_t batch_ms; /* when the open transaction began */
    unsigned n_batch; /* visits in it */
    uint32_t max_pages, n_spent; /* n_spent: pages read or failed, each once */
    struct crawler_shares *shares;
    struct crawler_known *known;
    struct crawler_marks *marks;
    struct crawler_sitemaps sitemaps;
    struct crawler_twins *twins;
    struct crawler_strangers *strangers;
    struct crawler_neighbours *neighbours;
    struct crawler_traps *traps;
    struct order_tally tallies[ORDER_ITEMS];
    bool is_common, is_archive, is_hint; /* of the link that is offered now: crawler_order.h */
    struct crawler_second *second;
    struct crawler_refusals refusals;
    struct crawler_renders *renders;
    bool is_start_done, is_probe_done, must_renew_pool;
    struct pending *pendings;
    uint32_t *dead; /* entries whose 404 is asked again at the end */
    size_t n_dead, dead_capacity;
    enum oit_code failure;
    struct err *err;
};

/* The C string as a view; absent for NULL. */
struct str text_or_none(const char *p);

/* What the report says of the site as a whole. */
void crawler_notice(struct crawler *c, const struct notice *notice);

/* The start page could not be checked: why. */
void crawler_start_failed(struct crawler *c, enum oit_fault fault, int http_status);

/* crawler_visits.c: visits share transactions (end_batch closes the open one); what was known and not read is stored too. */
void crawler_end_batch(struct crawler *c);
void crawler_store_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status);
void crawler_count_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status);
void crawler_uncount_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status);
void crawler_uncount_kind(struct crawler *c, enum doc_kind kind); /* the page is asked for once more */
void crawler_count_kind(struct crawler *c, enum doc_kind kind);
void crawler_store_content(struct crawler *c, const struct pending *p, const struct page_result *result, const struct findings *findings,
                          enum oit_fault fault);
void crawler_store_alias(struct crawler *c, uint32_t index, const struct fetch_answer *answer, struct str target);
void crawler_store_same(struct crawler *c, uint32_t index, struct str target); /* another spelling of a page that was read under target */
void crawler_store_cut(struct crawler *c, const struct frontier_entry *entry); /* a link that names an item and is not followed: unread */
void crawler_store_unread(struct crawler *c);
void crawler_store_start(struct crawler *c); /* what the start page taught, with the run itself: a killed run knows it too */

/* crawler.c: the entry of the final URL, now taken; FRONTIER_NONE when its content is stored or on its way already. */
uint32_t crawler_take_final(struct crawler *c, uint32_t asked, struct str final_url);
void crawler_note_dead(struct crawler *c, uint32_t index); /* asked again at the end, where its label names an item */

/* crawler_resume.c: puts back what the run has stored, before anything is asked. */
void crawler_restore(struct crawler *c);

/* crawler.c: gives an answer's body to the workers; their result comes back for this entry. */
struct pending *crawler_submit(struct crawler *c, uint32_t index, struct fetch_answer *answer); /* to a worker; the answer's body is taken */

/* crawler_second.c: what failed is asked again at the end. */
struct crawler_second *crawler_second_new(void);
void crawler_second_free(struct crawler_second *second);
void crawler_second_note(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status); /* of every URL that failed */
bool crawler_second_round(struct crawler *c);  /* when nothing is left: true when there is now */
bool crawler_second_is_all(struct crawler *c); /* only second tries are left */
void crawler_second_tick(struct crawler *c);   /* ends the round when its time is over */
void crawler_second_end(struct crawler *c, bool is_for_waiting_only); /* what was not answered is as it was */

/* crawler_refusals.c: does the start host shut us out? */
void crawler_refusals_see(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status); /* of every URL that was answered */
bool crawler_refusals_answer(struct crawler *c, struct fetch_answer *answer); /* true: it was ours */
bool crawler_refusals_result(struct crawler *c, const struct pending *p, enum oit_fault fault); /* true: it was ours */
void crawler_refusals_notice(struct crawler *c);
void crawler_hosts_notice(struct crawler *c); /* dead hosts, and what one asked for */

/* crawler_links.c */
bool crawler_is_document(struct str url);
/* The entry it is known by; FRONTIER_NONE: cut. */
uint32_t crawler_offer(struct crawler *c, struct str url, struct str label, uint32_t from, uint8_t promise, bool is_menu, enum store_how how,
                      bool is_foreign);
void crawler_offer_links(struct crawler *c, uint32_t from, const struct findings *findings);
void crawler_seed(struct crawler *c);

/* crawler_robots.c */
struct pending *crawler_pending_new(struct crawler *c); /* crawler.c */
void crawler_robots_tick(struct crawler *c);
bool crawler_robots_answer(struct crawler *c, struct fetch_answer *answer); /* false: not of robots.txt */
bool crawler_robots_result(struct crawler *c, const struct pending *p, struct str packed); /* the same */
bool crawler_robots_may_follow(const struct crawler *c, struct str to);
/* A redirect that fetch did not follow: its target becomes a URL of its own, under our rules. False: it leads to somebody else's site. */
bool crawler_robots_redirect(struct crawler *c, uint32_t index, const struct fetch_answer *answer);
bool crawler_robots_moved(struct crawler *c, uint32_t index, struct str target); /* the same of a stored one */
void crawler_robots_refused(struct crawler *c, uint32_t index);
void crawler_robots_tell(struct crawler *c); /* at the end: notices */

/* crawler_sitemaps.c */
bool crawler_sitemaps_offer(struct crawler *c); /* at any time: true when there is something new to ask, or to wait for */
/* True: a link for programs, or to what is not the site's; nobody else's matter. */
bool crawler_sitemaps_take(struct crawler *c, uint32_t from, const struct findings *findings, const struct link_fact *link);
void crawler_sitemaps_read(struct crawler *c, uint32_t index, const struct findings *findings);
void crawler_sitemaps_tell(struct crawler *c); /* at the end: notices */

/* crawler_marks.c: what is known of a URL beside its visit. */
enum {
    MARK_LINKED = 1 << 0, /* a page links to it */
    MARK_LISTED = 1 << 1, /* a sitemap lists it */
    MARK_READ = 1 << 2,
    MARK_PAGE = 1 << 3,   /* read, and a web page */
    MARK_DEAD = 1 << 4,
    MARK_CLOSED = 1 << 5, /* robots.txt, or the lack of an answer to it */
    MARK_FILE = 1 << 6,   /* a sitemap or feed itself, or where one might be */
    MARK_NAMED = 1 << 7,  /* ... that robots.txt, a page or an index names */
    MARK_USED = 1 << 8,   /* ... and that was read as one */
    MARK_UNSHOWN = 1 << 9,     /* the page asks search engines not to show it */
    MARK_UNFOLLOWED = 1 << 10, /* ... not to follow its links; we do: robots.txt is what closes pages */
};
struct crawler_marks *crawler_marks_new(void);
void crawler_marks_free(struct crawler_marks *marks);
void crawler_mark(struct crawler *c, uint32_t index, unsigned marks); /* index may be FRONTIER_NONE, as below */
void crawler_mark_items(struct crawler *c, uint32_t index, uint64_t items);
uint64_t crawler_items_of(const struct crawler *c, uint32_t index); /* by bit: what links to it, or its own title, name */
void crawler_mark_link(struct crawler *c, uint32_t index, const struct findings *findings, const struct link_fact *link);
void crawler_mark_read(struct crawler *c, uint32_t index, const struct findings *findings);
void crawler_mark_moved(struct crawler *c, uint32_t from, uint32_t to);

/* crawler_shares.c */
struct crawler_shares *crawler_shares_new(void);
void crawler_shares_free(struct crawler_shares *shares);
/* How an entry is asked for: as any page; as a shared document, robots.txt not asked; not at all. */
enum share_way { SHARE_AS_ANY, SHARE_UNASKED, SHARE_CLOSED };
enum share_way crawler_share_way(struct crawler *c, uint32_t index);
void crawler_share_address(struct crawler *c, uint32_t index, struct buf *out); /* the entry's own URL when it is no share */
bool crawler_is_shared(const struct crawler *c, uint32_t index);
/* Of a shared entry: the answer is no document but a refusal; FAULT_NONE: judge it as any. */
enum oit_fault crawler_share_refusal(const struct crawler *c, uint32_t index, const struct fetch_answer *answer);
/* A page came where a document was asked for: why; *ret_goes_on: the entry is to be asked again, its address is another now. */
enum oit_fault crawler_share_result(struct crawler *c, const struct pending *p, const struct findings *findings, bool *ret_goes_on);
void crawler_shares_keep(struct crawler *c, uint32_t from, const struct findings *findings, const struct link_fact *link);
bool crawler_shares_offer(struct crawler *c); /* when nothing is left: true when there is now */
void crawler_shares_list(struct crawler *c, uint32_t from, const struct findings *findings); /* of a shared folder that was read */

/* crawler_renders.c, crawler_render_requests.c: pages that chromium must show (crawler_renders.h) */
struct crawler_renders *crawler_renders_new(const struct oit_options *options);
void crawler_renders_free(struct crawler_renders *renders);
void crawler_renders_note(struct crawler *c, uint32_t index, const struct findings *findings); /* every page that was read */
bool crawler_renders_offer(struct crawler *c); /* when nothing is left: true when a page is being rendered now */
bool crawler_renders_are_busy(const struct crawler *c);
size_t crawler_renders_poll_fds(const struct crawler *c, struct pollfd *ret_fds, size_t max);
void crawler_renders_step(struct crawler *c);
bool crawler_renders_answer(struct crawler *c, struct fetch_answer *answer); /* true: it was for a page being rendered */
bool crawler_renders_release(struct crawler *c, uint32_t number);            /* what the robots desk gives back; the same */
void crawler_renders_take(struct crawler *c, uint32_t index, const struct findings *findings); /* of a page that was rendered */
/* A page that says no more after its scripts ran than before proves nothing: what should have filled it may have failed. It stays as it was. */
bool crawler_renders_adds(const struct crawler *c, uint32_t index, const struct findings *findings);
void crawler_renders_finish(struct crawler *c); /* says which were not read */

/* crawler_results.c: packed is what the pool gave for the job of p. */
void crawler_take_result(struct crawler *c, struct pending *p, struct str packed);
/* Its second half: what was made of the page, by a worker now or in an earlier run, is judged, stored and followed. fault: so far. */
void crawler_take_page(struct crawler *c, struct pending *p, const struct page_result *result, const struct findings *findings, enum oit_fault fault);
/* What a page teaches before its visit is stored (start page, whose sub-domain), and what follows from it (counters, links). A resumed run does both
 * again with the findings it stored, so what is learned from a page belongs here. findings NULL: there are none. */
void crawler_learn(struct crawler *c, uint32_t index, struct str final_url, int http_status, const struct findings *findings, enum oit_fault fault);
void crawler_follow(struct crawler *c, uint32_t index, const struct findings *findings, enum oit_fault fault);
void crawler_renew_pool(struct crawler *c);

/* crawler_reasons.c: the body of a 403, 503 ... that is stored as such may say why; true: the result was of one. */
void crawler_ask_why(struct crawler *c, uint32_t index, struct fetch_answer *answer);
bool crawler_why_result(struct crawler *c, const struct pending *p, struct str packed);
bool crawler_is_no_page(enum oit_fault fault); /* of the site: what stands there was put before it */
void crawler_note_page(struct crawler *c, uint32_t index, int http_status, enum oit_fault fault); /* fault: what the page says of itself */
void crawler_rename_fault(struct crawler *c, uint32_t index, enum oit_fault fault, int http_status); /* of a visit stored before; not counted again */

/* crawler_strangers.c: one short text without a link in the place of many pages. Of each page that was read; at the end, before what was not read is stored. */
struct crawler_strangers *crawler_strangers_new(void);
void crawler_strangers_free(struct crawler_strangers *strangers);
void crawler_strangers_note(struct crawler *c, uint32_t index, const struct findings *findings);
void crawler_strangers_end(struct crawler *c);

/* crawler_neighbours.c: links to sub-domains that may be ours are kept; once one of their pages (by) has vouched for them they are offered. */
struct crawler_neighbours *crawler_neighbours_new(void);
void crawler_neighbours_free(struct crawler_neighbours *neighbours);
void crawler_neighbours_keep(struct crawler *c, uint32_t from, const struct link_fact *link, bool is_menu);
void crawler_neighbours_open(struct crawler *c, uint32_t by);

/* crawler_transport.c: notices of the way to the site. Called for every answer; for every fault that is stored. */
void crawler_note_answer(struct crawler *c, const struct fetch_answer *answer);
void crawler_note_fault(struct crawler *c, struct str url, enum oit_fault fault);

#endif
