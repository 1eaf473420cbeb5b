"""Measuring: medians of several runs, garbage collected before each, and what a child process took."""

from __future__ import annotations

import gc
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Finished:
    """What a child process took; `peak_mb` is the most memory it held at once, `cpu_s` what its cores worked."""

    seconds: float
    cpu_s: float
    peak_mb: float
    output: str


def median_ms(step: Callable[[], object], *, runs: int, warm: int = 1, limit_s: float = 3.0) -> float:
    """Return the median time of a step in milliseconds.

    Runs that together would take longer than `limit_s` are cut short, never below two: a peer that takes a second
    need not be asked thirty times. Short steps are repeated within a run: collecting garbage leaves cold caches.
    """
    first = 1.0
    for _ in range(warm):
        started = time.perf_counter()
        step()
        first = time.perf_counter() - started
    repeats = max(1, int(0.02 / max(first, 1e-6)))
    times: list[float] = []
    while len(times) < runs and not (len(times) >= 2 and sum(times) > limit_s):
        gc.collect()
        gc.disable()
        try:
            started = time.perf_counter()
            for _ in range(repeats):
                step()
            times.append((time.perf_counter() - started) / repeats)
        finally:
            gc.enable()
    return median(times) * 1000


def run_process(command: Sequence[str], *, timeout_s: float = 3600.0) -> Finished:
    """Run a command to its end and return what it took.

    The kernel counts the caller's own memory into the child's peak, so whoever calls this must be small. A child that
    asks for three quarters of the machine's free memory fails, and leaves the other processes alone.

    Raises: RuntimeError with the end of what it said, when it fails or takes longer than `timeout_s`.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=errors, preexec_fn=_stay_within
        )
        timer = threading.Timer(timeout_s, process.kill)
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if seconds >= timeout_s:
            raise RuntimeError(f"stopped after {seconds:,.0f} s, at {usage.ru_maxrss / 1024:,.0f} MB")
        if process.returncode:
            said = errors.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode} after {seconds:.0f} s\n{said}")
        return Finished(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read().decode())


def _stay_within() -> None:
    found = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    if found:
        most = int(found.group(1)) * 1024 * 3 // 4
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def run_child(module: str, *arguments: str, timeout_s: float = 3600.0) -> dict[str, Any]:
    """Run a module of this package in a process of its own; return the JSON object it prints last."""
    finished = run_process([sys.executable, "-m", f"benchmarks.{module}", *arguments], timeout_s=timeout_s)
    found: dict[str, Any] = json.loads(finished.output.strip().splitlines()[-1])
    return found


def resident_mb() -> float:
    """Return how much memory this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


def peak_mb() -> float:
    """Return the most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    """Return what the figures were measured on."""
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    name = model.group(1).strip() if model else platform.machine()
    size = round(int(memory.group(1)) / 1024**2) if memory else 0
    return f"{os.cpu_count()} cores ({name}), {size} GiB, {platform.system()}, Python {platform.python_version()}"


def versions(*packages: str) -> str:
    """Return the versions of packages, in one line."""
    return ", ".join(f"{package} {version(package)}" for package in packages)


def say(text: str) -> None:
    """Tell whoever waits what is being done."""
    print(text, file=sys.stderr, flush=True)
