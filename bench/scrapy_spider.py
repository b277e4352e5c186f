# SPDX-License-Identifier: MIT
"""scrapy_spider.py - the least a Scrapy user writes: every page of one host once, its links followed. Run by bench/crawl.py.

    scrapy runspider bench/scrapy_spider.py -a start=http://127.0.0.1:8080/
"""
from urllib.parse import urlsplit

import scrapy
from scrapy.linkextractors import LinkExtractor


class Everything(scrapy.Spider):
    name = 'everything'
    custom_settings = {'ROBOTSTXT_OBEY': True, 'LOG_ENABLED': False, 'TELNETCONSOLE_ENABLED': False, 'CONCURRENT_REQUESTS_PER_DOMAIN': 8}

    def __init__(self, start, **kwargs):
        super().__init__(**kwargs)
        self.start_urls = [start]
        self.links = LinkExtractor(allow_domains=[urlsplit(start).netloc])

    def parse(self, response):
        yield {'url': response.url, 'title': response.css('title::text').get()}
        for link in self.links.extract_links(response):
            yield response.follow(link)
