"""Where the built program's reader of strangers' files begins: a program of its own, for it must know nothing."""

from __future__ import annotations

import os
import sys

from scrutineer.exchange.child import main

if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
