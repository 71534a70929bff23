"""argv to the command line or to the window."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run a verb, or open the window where no verb is named."""
    words = sys.argv[1:] if argv is None else argv
    from scrutineer import cli
    from scrutineer.clock import MachineClock

    clock = MachineClock()

    if not words or (len(words) == 1 and not words[0].startswith("-") and words[0] not in cli.VERBS):
        from scrutineer import app

        return app.run(words[0] if words else None, clock=clock)
    status, window = cli.run(words, clock)
    if window is not None and status == 0:
        from scrutineer import app

        return app.run(str(window.casefile), clock=clock, passphrase=window.passphrase)
    return status


if __name__ == "__main__":
    sys.exit(main())
