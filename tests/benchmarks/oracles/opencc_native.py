"""Run by a Python that has OpenCC's native engine: converts what stands on standard input, a JSON document, and says how
long it took. It must not share an environment with this project, whose package of the same name it would break."""

import json
import sys
import time

import opencc


def main() -> None:
    wanted = json.load(sys.stdin)
    answer = {"version": opencc.__version__, "texts": {}, "seconds": {}}
    for config, texts in wanted["texts"].items():
        engine = opencc.OpenCC(config)
        answer["texts"][config] = [engine.convert(text) for text in texts]
    for config, text in wanted["timed"].items():
        engine = opencc.OpenCC(config)
        engine.convert(text[:1000])
        taken = []
        for _ in range(wanted["times"]):
            started = time.perf_counter()
            engine.convert(text)
            taken.append(time.perf_counter() - started)
        answer["seconds"][config] = taken
    json.dump(answer, sys.stdout)


main()
