"""Build what people install. Standard library only.

python3 build_installer.py linux [--into DIR]      a .deb and an AppImage, on Debian or Ubuntu
python3 build_installer.py windows [--into DIR]    Setup.exe for one person without an administrator's rights, on Linux
python3 build_installer.py mac [--into DIR]        an .app in a .dmg, on a Mac (untried)
python3 build_installer.py compare ONE OTHER       two builds file by file
"""

from __future__ import annotations

import sys

from installer.building import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
