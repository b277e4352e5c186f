/* sax_loop.c - the yardstick: libcurl, gzip and libxml2's SAX parser in the plainest loop, nothing kept.
 *
 * Usage: sax_loop BASE N     fetches BASE/p/0.html ... one after the other on one connection and parses each with empty handlers.
 * SPDX-License-Identifier: MIT
 */
#include <curl/curl.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>

static size_t n_elements;

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    (void)context;
    (void)name;
    (void)attributes;
    n_elements++;
}

static void on_text(void *context, const xmlChar *text, int n)
{
    (void)context;
    (void)text;
    (void)n;
}

static size_t on_data(char *p, size_t size, size_t n, void *context)
{
    return htmlParseChunk(context, p, (int)(size * n), 0) >= 0 ? size * n : size * n;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    htmlSAXHandler handler = {.startElement = on_start, .characters = on_text};
    CURL *curl = curl_easy_init();
    (void)curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
    for (int i = 0; i < atoi(argv[2]); i++) {
        char url[256];
        (void)snprintf(url, sizeof url, "%s/p/%d.html", argv[1], i);
        htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, NULL, NULL, 0, url, XML_CHAR_ENCODING_UTF8);
        (void)curl_easy_setopt(curl, CURLOPT_URL, url);
        (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, parser);
        if (curl_easy_perform(curl) != CURLE_OK)
            return 1;
        (void)htmlParseChunk(parser, "", 0, 1);
        htmlFreeParserCtxt(parser);
    }
    curl_easy_cleanup(curl);
    (void)printf("%zu elements\n", n_elements);
    return 0;
}
