"""Runs a command several times; prints the median wall time and the peak memory of it and its children.

usage: measure.py [-n RUNS] [-i STDIN_FILE] [-p PREPARATION] NAME COMMAND [ARGUMENT...]
       measure.py --header [NAME_OF_THE_FIRST_COLUMN]

The ratio is to the seconds in BENCH_BASE; the median is written to the file BENCH_SAVE.

A first run that is not counted warms the page cache; with -n 0 there is no other, and it counts. The preparation is a shell command before each run, which is
not timed. {run} in it and in the command is the number of the run, so that each can have a target of its own.
"""

import os
import resource
import statistics
import subprocess
import sys
import time

ROW = "{:<34} {:>9} {:>9} {:>9} {:>10} {:>6}"


def run(command, stdin, preparation, number):
    if preparation:
        subprocess.run(["sh", "-c", numbered(preparation, number)], check=True)
    command = [numbered(argument, number) for argument in command]
    with open(stdin, "rb") as source:
        start = time.monotonic()
        done = subprocess.run(
            command, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        wall = time.monotonic() - start
    return wall, done


def numbered(text, number):
    return text.replace("{run}", str(number))


def main(arguments):
    if arguments[0] == "--header":
        print(ROW.format(arguments[1] if len(arguments) > 1 else "command", "median", "min", "max", "peak", "ratio"))
        return 0
    runs, stdin, preparation = 5, os.devnull, ""
    while arguments[0] in ("-n", "-i", "-p"):
        match arguments[0]:
            case "-n":
                runs = int(arguments[1])
            case "-i":
                stdin = arguments[1]
            case "-p":
                preparation = arguments[1]
        arguments = arguments[2:]
    name, command = arguments[0], arguments[1:]
    cold, first = run(command, stdin, preparation, 0)
    if first.returncode not in (0, 1):
        sys.stderr.write(first.stderr.decode(errors="replace")[-2000:])
        print(f"{name:<34} failed with exit code {first.returncode}")
        return 1
    walls = sorted(run(command, stdin, preparation, number)[0] for number in range(1, runs + 1)) or [cold]
    median = statistics.median(walls)
    # Of the biggest single process: what /usr/bin/time -v calls maximum resident set size.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    base = os.environ.get("BENCH_BASE")
    ratio = f"{median / float(base):.2f}" if base else "1.00"
    print(
        ROW.format(
            name, f"{median:.3f} s", f"{walls[0]:.3f} s", f"{walls[-1]:.3f} s", f"{peak / 1e6:.1f} MB", ratio
        )
    )
    if os.environ.get("BENCH_SAVE"):
        with open(os.environ["BENCH_SAVE"], "w", encoding="utf-8") as out:
            out.write(f"{median}\n")
    return 0


sys.exit(main(sys.argv[1:]))
