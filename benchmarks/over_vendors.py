#!/usr/bin/env python3
"""Measures whole lessons against the imitated vendors (docs/fake_cloud.md) and prints a Markdown report.

    benchmarks/over_vendors.py [--rounds N] [--lesson FILE] [--delay google=8s --delay elevenlabs=3s --delay cloudinary=2s]

Each round starts with an empty cache and runs: cold, warm (the same again), all slides drawn and encoded anew with every
voice and picture at hand and the result in a folder (the local work alone), edited (one sentence of one slide is another);
then the same with every fifth request failing. "chain" is the time that the vendors alone take: the longest of pictures
and voices in as many rounds as the limits make of them, and the uploads, which go up together.
"""
import argparse
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
VINA = ROOT / "build/release/vina"
FAKE_CLOUD = ROOT / "build/release/fake_cloud"
AT_ONCE = 3  # the default of both paid vendors

FIFTH = {"seed": 1, "rules": [
    {"vendor": "google", "kind": "generate", "probability": 0.2, "faults": [
        {"status": 503}, {"status": 429, "retry_delay": "1s"}, {"status": 500}, {"cut": "before"}]},
    {"vendor": "elevenlabs", "kind": "speech", "probability": 0.2, "faults": [
        {"status": 429, "retry_after": "1"}, {"cut": "after_work"}, {"status": 503}, {"cut": "inside"}]},
    {"vendor": "cloudinary", "kind": "upload", "probability": 0.2, "faults": [
        {"status": 503}, {"cut": "after_work"}, {"status": 502, "shape": "html"}]}]}


class Cloud:
    """fake_cloud as a process; ends with the `with` block."""

    def __init__(self, delays):
        options = [part for delay in delays for part in ("--delay", delay)]
        self.process = subprocess.Popen([FAKE_CLOUD, "--public-base", "self", *options], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def ask(self, path, document=None):
        data = None if document is None else json.dumps(document).encode()
        with urllib.request.urlopen(urllib.request.Request(self.url + path, data=data)) as answer:
            return json.loads(answer.read() or b"null")

    def environment(self):
        return {"PATH": os.environ["PATH"],
                "VINA_GOOGLE_BASE_URL": self.url, "GOOGLE_AI_API_KEY": "fake-google-key",
                "VINA_ELEVENLABS_BASE_URL": self.url, "ELEVENLABS_API_KEY": "fake-elevenlabs-key",
                "VINA_CLOUDINARY_BASE_URL": self.url, "CLOUDINARY_CLOUD_NAME": "fake-cloud",
                "CLOUDINARY_API_KEY": "123456789012345", "CLOUDINARY_API_SECRET": "fake-cloudinary-secret"}


def calls(cloud):
    journal = cloud.ask("/__fake/journal")
    kinds = [entry["kind"] for entry in journal["requests"]]
    return {"pictures": kinds.count("generate"), "speeches": kinds.count("speech"), "uploads": kinds.count("upload"),
            "avoidable": journal["avoidable"]}


def render(cloud, lesson, folder, *options):
    """Wall seconds, peak resident MiB, calls of each kind and the report of one run."""
    before = calls(cloud)
    began = time.perf_counter()
    process = subprocess.Popen([VINA, "render", lesson, "-o", folder / "out.mp4", "--quiet", "--cache", folder / "cache",
                                *options],
                               env=cloud.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"over_vendors: vina failed:\n{errors}")
    after = calls(cloud)
    return {"seconds": seconds, "mebibytes": usage.ru_maxrss / 1024, "report": json.loads((folder / "out.json").read_text()),
            **{kind: after[kind] - before[kind] for kind in after}}


def with_one_sentence_edited(lesson, folder):
    document = json.loads(lesson.read_text())
    item = document["slides"][2]["items"][0]
    item["talk"] = item["talk"].rstrip(". ") + ", as you will see."
    path = folder / "edited.json"
    path.write_text(json.dumps(document))
    return path


def seconds_of(delays):
    found = {name: float(number) / (1000 if unit == "ms" else 1)
             for name, number, unit in (re.fullmatch(r"(\w+)=([\d.]+)(ms|s)", delay).groups() for delay in delays)}
    return found.get("google", 0), found.get("elevenlabs", 0), found.get("cloudinary", 0)


def chain(run, delays):
    picture, speech, upload = seconds_of(delays)
    asked = max(math.ceil(run["pictures"] / AT_ONCE) * picture, math.ceil(run["speeches"] / AT_ONCE) * speech)
    return asked + (upload if run["uploads"] else 0)


def one_round(cloud, lesson, faults):
    cloud.ask("/__fake/reset", {})
    cloud.ask("/__fake/faults", faults)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        return {"cold": render(cloud, lesson, folder), "warm": render(cloud, lesson, folder),
                "local work alone": render(cloud, lesson, folder, "--fresh", "--publish", "folder"),
                "one sentence edited": render(cloud, with_one_sentence_edited(lesson, folder), folder)}


def print_table(title, rounds, delays, has_chain):
    print(f"\n| {title} | seconds (of {len(rounds)}: least–most) | vendors alone | pictures, speeches, uploads asked | slides drawn | peak memory |")
    print("|---|---|---|---|---|---|")
    for name in rounds[0]:
        runs = [one[name] for one in rounds]
        seconds = [run["seconds"] for run in runs]
        middle = runs[0]
        drawn = sum(not slide["reused"] for slide in middle["report"]["slides"])
        print(f"| {name} | {statistics.median(seconds):.1f} ({min(seconds):.1f}–{max(seconds):.1f}) "
              f"| {f'{chain(middle, delays):.0f} s' if has_chain else ''} "
              f"| {', '.join('/'.join(str(n) for n in sorted({run[kind] for run in runs})) for kind in ('pictures', 'speeches', 'uploads'))} "
              f"| {drawn} | {max(run['mebibytes'] for run in runs):.0f} MiB |")
    avoidable = sum(run["avoidable"] for one in rounds for run in one.values())
    print(f"\nPaid again though the answer was there: {avoidable}.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lesson", type=pathlib.Path, default=ROOT / "examples/lessons/what_llms_are.json")
    parser.add_argument("--delay", action="append", default=None)
    options = parser.parse_args()
    delays = options.delay or ["google=8s", "elevenlabs=3s", "cloudinary=2s"]
    print(f"`{options.lesson.name}`, {', '.join(delays)}; {len(os.sched_getaffinity(0))} processors, "
          f"load average {os.getloadavg()[0]:.1f} at the start")
    with Cloud(delays) as cloud:
        print_table("no faults", [one_round(cloud, options.lesson, {"rules": []}) for _ in range(options.rounds)], delays, True)
        with_faults = [one_round(cloud, options.lesson, {**FIFTH, "seed": seed + 1}) for seed in range(options.rounds)]
        print_table("a fifth of the requests fails", with_faults, delays, False)


if __name__ == "__main__":
    main()
