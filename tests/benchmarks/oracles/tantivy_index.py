"""Run by a Python that has Tantivy: indexes the reports on standard input (a JSON document a line) with bigrams, in one
thread, and says how long it took and how large the index is."""

import json
import os
import sys
import time

import tantivy


def main() -> None:
    folder = sys.argv[1]
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, stored=True, tokenizer_name="bigrams", index_option="position")
    for name in ("id", "source"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("day", "year"):
        builder.add_integer_field(name, indexed=True, fast=True)
    index = tantivy.Index(builder.build(), path=folder)
    bigrams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 2, False)).build()
    index.register_tokenizer("bigrams", bigrams)
    rows = [json.loads(line) for line in sys.stdin]
    started = time.perf_counter()
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for row in rows:
        document = tantivy.Document()
        for name in ("id", "title", "body", "source"):
            document.add_text(name, row[name])
        for name in ("day", "year"):
            document.add_integer(name, row[name])
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.perf_counter() - started
    size = sum(each.stat().st_size for each in os.scandir(folder))
    json.dump({"seconds": seconds, "size": size}, sys.stdout)


main()
