"""argv to the command line or to the window."""

from __future__ import annotations

import sys

from scrutineer.environment import take_passphrase
from scrutineer.paths import CASEFILE_SUFFIX


def main(argv: list[str] | None = None) -> int:
    """Run a verb, or open the window where no verb is named."""
    words = sys.argv[1:] if argv is None else argv
    from scrutineer.clock import MachineClock

    clock = MachineClock()
    if not words or _is_casefile(words):
        take_passphrase()  # the window asks for it, and it must not stand where others of this account can read it
        from scrutineer import app

        return app.run(words[0] if words else None, clock=clock)
    if words == ["--self-test"]:
        from scrutineer import self_test

        return self_test.run(clock)
    from scrutineer import cli

    status, window = cli.run(words, clock)
    if window is not None and status == 0:
        from scrutineer import app

        return app.run(str(window.casefile), clock=clock, passphrase=window.passphrase)
    return status


def _is_casefile(words: list[str]) -> bool:
    if len(words) != 1 or words[0].startswith("-"):
        return False
    if words[0].endswith(CASEFILE_SUFFIX):  # the window comes first: it needs none of the verbs
        return True
    from scrutineer.cli import VERBS

    return words[0] not in VERBS


if __name__ == "__main__":
    sys.exit(main())
