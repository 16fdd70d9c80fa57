#!/usr/bin/env python3
"""Measures `vina batch` offline over many personalised variants of one lesson, and prints a Markdown table.

    benchmarks/batch.py [--lessons N] [--jobs 1 2 4] [--lesson FILE] [--vina PROGRAM]

Every variant has its own title and its own words, so none of its slides is in the cache. The memory is what is resident in
the program itself, read ten times a second; its peak is looked at in each quarter of the run, to see whether it grows.
"""
import argparse
import copy
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROFESSIONS = ["a nurse", "a teacher", "an accountant", "a plumber", "a lawyer", "a biologist", "a farmer", "a pilot", "a cook",
               "an architect"]


def variant(lesson, number):
    """The lesson for another viewer: other titles, bullets and talks on every slide."""
    made = copy.deepcopy(lesson)
    who = PROFESSIONS[number % len(PROFESSIONS)]
    made["lesson_id"] = f"variant_{number:04}"
    made["lesson_title"] = f"{lesson['lesson_title']}, part {number}"
    for slide in made["slides"]:
        slide["slide_title"] = f"{slide['slide_title'][:80]} ({number})"
        slide["items"][0]["talk"] = f"This is number {number}, for {who}. " + slide["items"][0]["talk"]
    return made


def resident_mebibytes(process):
    try:
        for line in open(f"/proc/{process}/status"):
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def run(vina, lessons, folder, jobs):
    """Returns seconds, the resident MiB over time, and the summary."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / f"cache-{jobs}")}
    began = time.perf_counter()
    with open(folder / f"summary-{jobs}.json", "wb") as out:
        process = subprocess.Popen(
            [vina, "batch", lessons, "-o", folder / f"videos-{jobs}", "--jobs", str(jobs), "--quiet", "--images", "gradient",
             "--voice", "espeak", "--publish", "folder"], stdout=out, env=environment)
        samples = []
        while process.poll() is None:
            samples.append(resident_mebibytes(process.pid))
            time.sleep(0.1)
    seconds = time.perf_counter() - began
    if process.returncode != 0:
        sys.exit(f"batch.py: vina batch failed with {process.returncode}")
    return seconds, samples, json.loads((folder / f"summary-{jobs}.json").read_text())


def quarters(samples):
    size = max(1, len(samples) // 4)
    return [max(samples[i * size:(i + 1) * size] or [0]) for i in range(4)]


def machine():
    model = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return f"{os.cpu_count()} cores of {model}, {platform.system()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lessons", type=int, default=100)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--lesson", type=pathlib.Path, default=ROOT / "examples/lessons/what_llms_are.json")
    parser.add_argument("--vina", default=ROOT / "build/release/vina")
    arguments = parser.parse_args()
    original = json.loads(arguments.lesson.read_text())
    print(f"Machine: {machine()}\n")
    print("| jobs | lessons | seconds | lessons a minute | of video | peak memory by quarter of the run | load before, after |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for jobs in arguments.jobs:
        with tempfile.TemporaryDirectory(prefix="vina-batch-") as name:
            folder = pathlib.Path(name)
            lessons = folder / "lessons"
            lessons.mkdir()
            for number in range(1, arguments.lessons + 1):
                (lessons / f"{number:04}.json").write_text(json.dumps(variant(original, number)))
            before = os.getloadavg()[0]
            seconds, samples, summary = run(arguments.vina, lessons, folder, jobs)
            video = sum(lesson["duration_seconds"] for lesson in summary["lessons"]) / 60
            memory = ", ".join(f"{peak:.0f}" for peak in quarters(samples))
            print(f"| {jobs} | {summary['done']} | {seconds:.0f} | {summary['done'] / seconds * 60:.1f} | {video:.0f} min | "
                  f"{memory} MiB | {before:.1f}, {os.getloadavg()[0]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
