/* limits.h - every limit on what comes from outside, with its reason.
 *
 * A limit that is hit is a fault of that input (fault code, run goes on), never a crash and never silence.
 * SPDX-License-Identifier: MIT
 */
#ifndef OIT_BASE_LIMITS_H
#define OIT_BASE_LIMITS_H

enum {
    /* fetch */
    LIMIT_HEADER_BYTES = 256 * 1024,     /* all response headers of one answer; trailers count too */
    LIMIT_HEADER_LINES = 1000,           /* of one answer; honest ones have 30 */
    LIMIT_INFORMATIONAL = 20,            /* 1xx answers before the real one; one "103 Early Hints" is usual */
    LIMIT_COOKIES = 30,                  /* carried along one chain of redirects; sites set two or three */
    LIMIT_COOKIE_BYTES = 8 * 1024,       /* ... together; servers refuse longer headers */
    LIMIT_REDIRECTS = 10,                /* browsers stop at 20; honest sites need 3 */
    LIMIT_BODY_BYTES = 50 * 1024 * 1024, /* --max-size default; whole books of plans stay below */
    LIMIT_URL_BYTES = 4096,              /* percent-encoded Thai paths reach 1,500 */
    LIMIT_ROBOTS_BYTES = 500 * 1024,     /* RFC 9309 2.5: at least 500 KiB must be parsed */
    LIMIT_ROBOTS_RULES = 50000,          /* Allow and Disallow lines that concern us: more do not fit into the bytes above */
    LIMIT_ROBOTS_STEPS = 20000000,       /* comparisons for one URL, 50 ms; honest files need 10,000. Beyond them it counts as forbidden */
    LIMIT_ROBOTS_REQUESTS = 4,           /* for it on the start host, retries and redirects counted: so many failures are an answer */
    LIMIT_ROBOTS_SITEMAPS = 100,         /* Sitemap lines */
    LIMIT_CRAWL_DELAY_S = 10,            /* longer ones would make a check of one site take days */
    LIMIT_RETRY_AFTER_S = 120,           /* a server that wants longer is not asked again for this page before the end */
    LIMIT_REFUSALS_IN_ROW = 5,           /* of different URLs of the start host: then it may be us whom it shuts out */
    LIMIT_SECOND_TRIES = 500,            /* failed URLs asked once more at the end of a run */
    LIMIT_SECOND_MS = 600000,            /* ... in all; a run of two hours may end ten minutes later for them */
    LIMIT_BEYOND_RETRY = 15,             /* ... and left alone for so many retry delays (15 s), once; five such answers in a row end the run */
    LIMIT_SLOW_BYTES_PER_S = 16 * 1024,  /* past its timeout an answer goes on only at this speed: big files on thin lines */
    LIMIT_TIMEOUT_FACTOR = 10,           /* ... and at most so many timeouts long */
    LIMIT_CERTIFICATE_BYTES = 64 * 1024, /* what stands behind a certificate's caIssuers; a bundle is some 5 KB */
    LIMIT_LEARNT_CERTIFICATES = 64,      /* links of incomplete chains, of all hosts of a run */
    LIMIT_CHAIN_LINKS = 3,               /* missing in one chain; real ones lack one */
    LIMIT_HEADER_VALUE_BYTES = 2048,     /* one header value that is kept */

    /* extract */
    LIMIT_INFLATED_BYTES = 64 * 1024 * 1024, /* body after content decoding; a bomb ends here */
    LIMIT_TEXT_BYTES = 8 * 1024 * 1024,      /* text of one document; 4,000 dense pages */
    LIMIT_BLOCKS = 200000,                   /* blocks of one document */
    LIMIT_LINKS = 20000,                     /* links of one page; link farms and sitemaps in HTML */
    LIMIT_SITEMAP_URLS = 50000,              /* of one sitemap: what the protocol allows */
    LIMIT_HTML_DEPTH = 512,                  /* open elements; deeper is closed on the spot */
    LIMIT_JSON_DEPTH = 64,                   /* open objects and lists of a JSON page; what WordPress and Next.js send has below 20 */
    LIMIT_ATTRIBUTES = 256,                  /* of one element that we look at */
    LIMIT_TABLE_CELLS = 100000,              /* of one table after spans are resolved */
    LIMIT_SHEET_ROWS = 1048576,              /* of one sheet: what spreadsheet programs can hold */
    LIMIT_SHEET_COLUMNS = 16384,             /* the same */
    LIMIT_SHARED_STRINGS = 1000000,          /* of one workbook; each cell of a text may have its own */
    LIMIT_GRID_CELLS = 200000,               /* with text, of a workbook that people fill in; ours has some 3,000 */
    LIMIT_GRID_SHEETS = 1000,                /* the same; ours has one an owner */
    LIMIT_WORKBOOK_BYTES = 20 * 1024 * 1024, /* a file to import; ours has 100 KB, scanned signatures pasted in make more */
    LIMIT_WORKBOOK_ROWS = 5000,              /* of items, on all sheets together; 35 items on 40 sheets are 1,400 */
    LIMIT_WORKBOOK_MERGES = 500,             /* merged areas of one sheet that are looked at: all seven columns of 35 items, twice */
    LIMIT_WORKBOOK_COLUMNS = 256,            /* of one sheet that may be headings; ours has 24 */
    LIMIT_WORKBOOK_CELL = 32767,             /* UTF-16 units in a cell: what spreadsheet programs can hold */
    LIMIT_SHEET_MERGES = 100000,             /* merged areas of one sheet; forms have dozens, each is looked up once */
    LIMIT_LABEL_BYTES = 600,                 /* one part of a link's label context */
    LIMIT_PDF_PAGES = 2000,
    LIMIT_TABLES = 5000,      /* of one document; layout tables do not count */
    LIMIT_FORMS = 200,        /* of one page */
    LIMIT_CONTACTS = 1000,    /* different ones; a telephone directory has hundreds, and each is compared with all */
    LIMIT_IMAGES = 2000,      /* of one page; a photo album has hundreds */
    LIMIT_OPEN_TABLES = 32,   /* tables within tables; old layouts reach 12 */
    LIMIT_SPAN = 1000,        /* colspan, rowspan; as in the HTML standard for colspan */
    LIMIT_INFLATE_RATIO = 200, /* inflated to wire bytes above 1 MB; text reaches 20, gzip bombs 1,000 */
    LIMIT_XML_EVENTS = 4000000, /* nodes of one sitemap, feed or office part */
    LIMIT_XML_DEPTH = 256,      /* open elements of an office part; a table in a table in a text box reaches 40 */
    LIMIT_XML_ATTRIBUTES = 256, /* of one element that are looked at */
    LIMIT_XML_NAMESPACES = 256, /* declared at one place; Word declares 30 */

    /* ZIP containers: office files and archives */
    LIMIT_ZIP_ENTRIES = 10000,                    /* a text with 2,000 pictures has 2,100 */
    LIMIT_ZIP_NAME_BYTES = 1024,                  /* of one entry, with its folders */
    LIMIT_ZIP_ENTRY_BYTES = 64 * 1024 * 1024,     /* delivered of one entry; sheets of 100,000 rows have 40 MB */
    LIMIT_ZIP_TOTAL_BYTES = 256 * 1024 * 1024,    /* delivered of one container, entries read twice count twice */
    LIMIT_ARCHIVE_MEMBERS = 200,                  /* opened of one archive; a year of monthly reports with annexes has 60 */
    LIMIT_ZIP_RATIO = 250,                        /* delivered to packed bytes above 4 MB of one entry; sheets of empty cells reach 60 */

    LIMIT_DIGITS_PIXELS = 40000000, /* of a page read for digits: A3 at 450 dpi; 80 MB with its smoothed copy */
    LIMIT_DIGITS_RUNS = 4000000,    /* pieces of rows with ink: a dense A4 page at 300 dpi has 200,000, pure noise more than this */
    LIMIT_DIGITS_PARTS = 40000,     /* connected parts of the size of letters: a dense A4 page has 5,000 */
    LIMIT_DIGITS_YEARS = 2000,      /* of one page; a full page of nothing but years has 1,500 */
    LIMIT_DIGITS_LOOKS = 300000,    /* runs of the network on one page, 5 us each; a dense page needs 20,000 */

    /* crawl */
    LIMIT_SITEMAP_FILES = 50,     /* sitemaps of one run: 50 full ones list far more than is ever read */
    LIMIT_SITEMAP_DEPTH = 3,      /* indexes in indexes; the protocol knows one */
    LIMIT_FEEDS = 3,              /* RSS and Atom feeds of the start page: news, comments, one more */
    LIMIT_MARKED_URLS = 50000,    /* URLs for which a run remembers the items that links promise there; large agencies have 2,000 */
    LIMIT_REFUSAL_BYTES = 64 * 1024, /* body of a 403 or 503 that is looked at for its reason; challenge pages have 10 KB */
    LIMIT_SHARED_DOCUMENTS = 500, /* of other hosts' shared storage asked for in one run: 35 items with a dozen files each */
    LIMIT_LISTED_SHARES = 100,    /* documents and folders of one shared folder that are asked for */
    LIMIT_KEPT_NEIGHBOURS = 20000, /* links to sub-domains of which is not known yet whose they are; 3 MB */
    LIMIT_FRONTIER_URLS = 200000, /* known URLs of one run, five times what large agencies have; 40 MB, and 100 MB to judge what was not read of them */

    /* worker */
    LIMIT_PARSE_MS = 10000,
    LIMIT_TOOL_MS = 10000,
    LIMIT_TOOL_AS_BYTES_MB = 1024,   /* address space of pdftotext: an 11 KB PDF asked for 4 GB */
    LIMIT_PDF_OBJECT_BYTES = 16 * 1024 * 1024, /* of a PDF's object streams that are looked through for names and form values */
    LIMIT_PORTFOLIO_FILES = 50,      /* members of a PDF portfolio that are taken out, a process each */
    LIMIT_ANSWER_BYTES = 96 * 1024 * 1024, /* what tools said about one document, all runs together; main holds it until the job is done */
    LIMIT_TOOL_RUNS = 24,            /* of one document: an archive with so many PDFs and old Word files in it */
    LIMIT_OCR_PAGES = 20,            /* of one document that are recognised; what an item needs stands in its first pages */
    LIMIT_OCR_RUN_MS = 600000,       /* all scans of a run; about 400 pages on two cores */
    LIMIT_OCR_MS = 15000,            /* one page, each program; tesseract needs 1-4 s */
    LIMIT_IMAGE_PIXELS = 60 * 1000 * 1000, /* of a picture before it is decoded: A4 at 600 dpi has 35; its colours take 4 bytes each */
    LIMIT_IMAGE_MIN_SIDE = 200,      /* pixels: what is smaller is an icon or a logo */
    LIMIT_IMAGE_PAGES = 200,         /* of a TIFF; faxed documents have dozens */
    LIMIT_IMAGE_BYTES = 64 * 1024 * 1024, /* one page as PGM: A2 at 300 dpi has 35 MB */
    LIMIT_LAYOUT_PAGES = 200,        /* pages read a second time for their tables; tables that matter stand in short documents */
    LIMIT_WORKER_AS_BYTES_MB = 1536, /* address space of a parser worker */
    LIMIT_RESULT_BYTES = 32 * 1024 * 1024,

    LIMIT_PROGRAM_FILES = 8, /* scripts of the site in files of their own, asked for in a run because pages stay empty without them */

    /* render (chromium) */
    LIMIT_RENDER_PAGES = 30,              /* of a run: start page, hubs and item pages that stay empty; each costs a few seconds and up to 50 requests */
    LIMIT_RENDER_MS = 60000,              /* one page; at 2 requests a second a page of 50 scripts takes 25 s */
    LIMIT_RENDER_RUN_MS = 600000,         /* all pages of a run */
    LIMIT_RENDER_VIRTUAL_MS = 10000,      /* the page's own clock: timers and animations; it stands while an answer is awaited */
    LIMIT_RENDER_REQUESTS = 60,           /* of one page, the page itself aside; a built SPA needs 5-40 */
    LIMIT_RENDER_BYTES = 32 * 1024 * 1024,  /* ... of their answers */
    LIMIT_RENDER_CACHE_BYTES = 32 * 1024 * 1024, /* scripts kept for the next page of the run: asked for once */
    LIMIT_RENDER_DOM_BYTES = 8 * 1024 * 1024, /* the finished page; real ones stay below 2 MB */
    LIMIT_RENDER_HEAD_BYTES = 32 * 1024,  /* one request of the browser */
    LIMIT_RENDER_CONNECTIONS = 24,        /* of the browser to our proxy at once */
    LIMIT_RENDER_MEMORY_MB = 1536,        /* all its processes together, without what they share with the file of the program; 250 is usual */
    LIMIT_RENDER_TMP_MB = 192,            /* its profile and shared memory; in memory, gone with it */
    LIMIT_RENDER_FILE_BYTES = 64 * 1024 * 1024, /* one file it writes */
    LIMIT_RENDER_DESCRIPTORS = 1024,

    /* notify */
    LIMIT_NOTIFY_CONNECT_MS = 10000,        /* to a mail server or webhook */
    LIMIT_NOTIFY_MS = 20000,                /* ... for all of one message; the run's result waits for it */
    LIMIT_NOTIFY_ANSWER_BYTES = 64 * 1024,  /* a webhook's answer; real ones have 20 bytes */
    LIMIT_SECRET_BYTES = 8 * 1024,          /* a token or password; LINE's have 200 */
    LIMIT_NOTIFY_SUBJECT_BYTES = 300,       /* a phone shows 100 letters of it */
    LIMIT_NOTIFY_TEXT_BYTES = 16 * 1024,    /* a message: fifteen lines with addresses stay below 4 KB */

    /* store */
    LIMIT_STORE_BUSY_MS = 20000,             /* a writer waits so long for another site's writer; one visit takes a millisecond */
    LIMIT_STORED_BYTES = 512 * 1024 * 1024,  /* one stored blob unpacked: ten times --max-size; a damaged frame must not ask for more */
    LIMIT_STORE_FREE_BYTES = 16 * 1024 * 1024, /* less free room in the store is not worth a rewrite: the next runs will use it */

    /* what was entered in ITAS */
    LIMIT_ENTERED_URLS = 61,         /* of one item, and one that is refused: real sheets have 1-5, twelve months five times over are 60 */
    LIMIT_ENTERED_LINKS = 40,        /* documents read behind one item's entered pages: twelve months three times over */
    LIMIT_ENTERED_STEPS = 12,        /* of a click path in an explanation; real ones have 2-5 */
    LIMIT_ENTERED_PAGES = 2000,      /* read for one submission: 35 items, and what stands behind */
    LIMIT_LOOKS = 500,               /* later looks kept of one submission: a scan a day over a whole assessment, 5 KB each */

    /* history */
    LIMIT_TREND_POINTS = 60,     /* of a trend line: more cannot be told apart on paper */
    LIMIT_TREND_RUNS = 2000,     /* runs of a fiscal year that are looked at for it: five a day */
    LIMIT_REPORT_FILE_BYTES = 64 * 1024 * 1024, /* a report.json given by a user; real ones have below 2 MB */
    LIMIT_HISTORY_RUNS = 2000,   /* runs of a period whose reports are read; 10 ms each */

    /* watch */
    LIMIT_WATCH_BYTES = 2 * 1024 * 1024, /* of one page asked for every half hour: what is larger is there, more need not be known */
    LIMIT_WATCH_URLS = 400,              /* entered links: 35 items with up to 5 each, twice over */
    LIMIT_RDAP_BYTES = 256 * 1024,       /* what a registry says of one domain; 5 KB is usual */

    /* judging */
    LIMIT_SITE_BLOCKS = 64 * 1024, /* different blocks whose pages are counted, 2 MB; beyond, those of one page are forgotten (site_blocks.c) */

    /* rules */
    LIMIT_RULE_FILE_BYTES = 1024 * 1024,
    LIMIT_YAML_DEPTH = 16,
    LIMIT_RULE_MESSAGES = 200,       /* nobody mends more in one go */
    LIMIT_RULE_FILES = 1000,         /* of one scheme with its common folders and overlay */
    LIMIT_RULE_ITEMS = 64,           /* of a scheme: judging keeps sets of them in one word */
    LIMIT_RULE_PHRASES = 60000,      /* keeps the compiled rules below 4 MB */
    LIMIT_RULE_PATTERNS = 4000,      /* of a scheme */
    LIMIT_PATTERN_PREFIXES = 64,     /* literal beginnings of one pattern after its alternatives are written out */
    LIMIT_PATTERN_MATCH = 100000, /* PCRE2 match limit: steps of one anchored try */
    LIMIT_PATTERN_DEPTH = 500,

    /* report */
    LIMIT_GROUP_DEPTH = 16,                   /* groups in groups of a scheme, read back from a report; 3 are used */
    LIMIT_REPORT_BYTES = 128 * 1024 * 1024,   /* a stored report; 20,000 unread pages make 10 MB */
    LIMIT_CHECK_FILES = 50,                   /* of one `check`: the months of a year four times over */
    LIMIT_NEEDED_SETS = 40,                   /* smallest sets of items that reach the target: an executive reads a few */
    LIMIT_UNREAD_SHOWN = 500,                 /* unread pages listed in report.html; report.json has all */
    LIMIT_BUNDLE_MB = 2048,                   /* a bundle: half of what ZIP without its 64-bit fields can hold, and more than can be sent to anybody */
    LIMIT_BUNDLE_PICTURES = 100,              /* pages of one bundle; a second or two each */
    LIMIT_BUNDLE_PICTURES_MS = 300000,        /* ... and in all */
    LIMIT_BUNDLE_PICTURE_MS = 20000,          /* one page: nothing is waited for but the browser itself */
    LIMIT_BUNDLE_PICTURE_BYTES = 16 * 1024 * 1024, /* one PNG of 1280 x 4000; 0.2-1 MB is usual */
    LIMIT_BUNDLE_RUNS = 400,                  /* checks of the site looked through for when something was first seen: a year of daily ones */
};

#endif
