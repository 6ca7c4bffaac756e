"""`make bench`: this bot beside an echo and two public neighbours, in one run, on one machine.

The machine drifts, so an echo runs before and after every other bot, and a ratio is against the mean of those two.
A difference under a quarter is not a finding.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from statistics import median

from benchmarks import our_bot
from benchmarks.runs import Bot, BotFailed, Measured, run

Pair = tuple[Measured, float, float]
"""What was measured, and the mean of its two echoes: updates a second, and p99 in ms."""


def neighbour(name: str, label: str, scenario: str) -> Bot:
    """One of benchmarks.neighbours."""
    return Bot(
        label,
        f"benchmarks.people:{scenario}",
        lambda api, folder: [sys.executable, "-m", "benchmarks.neighbours", name, api, str(folder)],
    )


ECHO = neighbour("echo", "PTB echo, polling, httpx", "talk")
PICKLED = neighbour("pickled", "PTB conversation, pickle", "apply_by_texts")
AIOGRAM = neighbour("aiogram", "aiogram FSM, SQLite FULL", "apply_by_texts")
DIALOGUE, TAP = our_bot.bots()


def measure(bots: Iterable[Bot], passes: int, measured: Callable[[Bot], Measured]) -> tuple[list[Measured], list[Pair]]:
    """All echoes, and every other bot paired with the two beside it. A bot that fails says so and is left out."""
    echoes, pairs = [measured(ECHO)], []
    for bot in [*bots] * passes:
        try:
            found = measured(bot)
        except BotFailed as failed:
            say(f"FAILED {failed}")
            continue
        echoes.append(measured(ECHO))
        first, second = echoes[-2:]
        pairs.append((found, (first.per_second + second.per_second) / 2, (first.p99_ms + second.p99_ms) / 2))
    return echoes, pairs


def table(echoes: list[Measured], pairs: list[Pair]) -> Iterable[str]:
    """For people: medians of all passes."""
    heads = (
        ("upd/s", 7),
        ("x echo", 7),
        ("(worst", 7),
        ("best)", 6),
        ("p50 ms", 7),
        ("p99 ms", 7),
        ("calls", 6),
        ("MiB", 5),
    )
    yield " ".join([" " * 26, *(head.rjust(width) for head, width in heads)])
    for name in [ECHO.name, *dict.fromkeys(found.name for found, *_rest in pairs)]:
        of_name = [pair for pair in pairs if pair[0].name == name]
        runs = [pair[0] for pair in of_name] or echoes
        ratios = [found.per_second / echo for found, echo, _p99 in of_name] or [1.0]
        yield (
            f"{name:26} {median(one.per_second for one in runs):7.0f} {median(ratios):7.2f}"
            f" {min(ratios):7.2f} {max(ratios):6.2f}"
            f" {median(one.p50_ms for one in runs):7.0f} {median(one.p99_ms for one in runs):7.0f}"
            f" {median(one.calls_per_update for one in runs):6.2f} {max(one.memory_mib for one in runs):5.0f}"
        )


def figures(pairs: list[Pair]) -> Iterable[tuple[str, float, str]]:
    """For scripts: name, value, unit. Ratios are medians of the passes' paired ratios."""

    def ratios(bot: Bot) -> list[float]:
        return [found.per_second / echo for found, echo, _p99 in pairs if found.name == bot.name]

    for name, bot in (("durable_vs_echo", DIALOGUE), ("durable_tap_vs_echo", TAP)):
        if ratios(bot):
            yield name, median(ratios(bot)), "ratio"
    if ratios(DIALOGUE) and ratios(AIOGRAM):
        yield "durable_vs_aiogram", median(ratios(DIALOGUE)) / median(ratios(AIOGRAM)), "ratio"
    ours = [(found, p99) for found, _echo, p99 in pairs if found.name == DIALOGUE.name]
    if ours:
        yield "durable_p99_vs_echo", median(found.p99_ms / p99 for found, p99 in ours), "ratio"
        yield "start_seconds", median(found.start_seconds for found, _p99 in ours), "s"
        yield (
            "memory_mib",
            max(found.memory_mib for found, *_rest in pairs if found.name in (DIALOGUE.name, TAP.name)),
            "MiB",
        )
    for name, bot in (("ptb_conversation_vs_echo", PICKLED), ("aiogram_vs_echo", AIOGRAM)):
        if ratios(bot):
            yield name, median(ratios(bot)), "ratio"


def say(words: str) -> None:
    print(words, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short pass, to see that everything runs")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each run")
    options = parser.parse_args()
    people, passes, seconds = (20, 1, 1.0) if options.quick else (100, options.passes, options.seconds)

    def measured(bot: Bot) -> Measured:
        found = run(bot, people=people, seconds=seconds)
        say(f"  {found.name:26} {found.per_second:7.0f} updates/s   p99 {found.p99_ms:6.0f} ms")
        return found

    say(f"{people} people, one update outstanding each; {seconds:g} s a run, {passes} passes.")
    echoes, pairs = measure((PICKLED, AIOGRAM, DIALOGUE, TAP), passes, measured)
    say("")
    for row in table(echoes, pairs):
        say(row)
    say("")
    for name, value, unit in figures(pairs):
        say(f"{name} {value:.2f} {unit}")
    return 0 if len(pairs) == 4 * passes else 1


if __name__ == "__main__":
    sys.exit(main())
