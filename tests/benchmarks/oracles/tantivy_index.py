"""Run by a Python that has Tantivy, to ``build`` an index of bigrams in a folder from the reports on standard input (a JSON
document a line), in one thread, or to ``search`` it for the queries there; says how long it took."""

import json
import sys
import time

import tantivy


def main() -> None:
    what, folder = sys.argv[1:]
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
    if what == "build":
        build(index)
    else:
        search(index)


def build(index: tantivy.Index) -> None:
    # All of them are read before: reading would take from the time of the thread that indexes, or give it some.
    rows = [json.loads(line) for line in sys.stdin]
    started, cpu = time.perf_counter(), time.process_time()
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
    say({"seconds": time.perf_counter() - started, "cpu": time.process_time() - cpu})


def search(index: tantivy.Index) -> None:
    index.reload()
    searcher = index.searcher()
    for line in sys.stdin:
        asked = json.loads(line)
        taken = []
        for _ in range(asked["times"]):
            started = time.perf_counter()
            query = made(index.schema, asked)
            found = searcher.search(query, 20, count=True)
            years = searcher.aggregate(query, {"years": {"terms": {"field": "year", "size": 200}}})
            taken.append(time.perf_counter() - started)
        say({"seconds": taken, "count": found.count, "years": len(years["years"]["buckets"])})


def made(schema: tantivy.Schema, asked: dict) -> tantivy.Query:
    must, any_of, never = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

    def piece(pairs: list[str]) -> tantivy.Query:
        fields = []
        for name, weight in (("title", 4.0), ("body", 1.0)):
            terms = [(must, tantivy.Query.term_query(schema, name, pair)) for pair in pairs]
            fields.append((any_of, tantivy.Query.boost_query(tantivy.Query.boolean_query(terms), weight)))
        return tantivy.Query.boolean_query(fields)

    parts = [(any_of if asked["is_any"] else must, piece(pairs)) for pairs in asked["kept"]]
    parts += [(never, piece(pairs)) for pairs in asked["excluded"]]
    query = tantivy.Query.boolean_query(parts)
    if asked["days"]:
        days = tantivy.Query.range_query(schema, "day", tantivy.FieldType.Integer, *asked["days"])
        query = tantivy.Query.boolean_query([(must, query), (must, days)])
    return query


def say(answer: dict) -> None:
    print(json.dumps(answer), flush=True)


main()
