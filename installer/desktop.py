"""What a Linux desktop is told: the menu entry, what a casefile is, the marks, the manual page."""

from __future__ import annotations

import gzip
from pathlib import Path

from installer.archives import Entry
from installer.project import IDENTITY, MIME_TYPE, ROOT, SUFFIX, SUMMARY

DESKTOP = f"""[Desktop Entry]
Type=Application
Version=1.0
Name=Scrutineer
GenericName=Scrutiny casefile
Comment={SUMMARY}
Exec=scrutineer %f
TryExec=scrutineer
Icon={IDENTITY}
Terminal=false
Categories=Office;
Keywords=safeguarding;scrutiny;partnership;casefile;
MimeType={MIME_TYPE};
StartupWMClass=scrutineer
StartupNotify=true
"""

MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME_TYPE}">
    <comment>Scrutineer casefile</comment>
    <generic-icon name="{IDENTITY}"/>
    <glob pattern="*{SUFFIX}" weight="80"/>
  </mime-type>
</mime-info>
"""


def desktop_files(manual: str, pictures: Path) -> list[Entry]:
    """The files of a desktop under /usr/share, with the mark in each size that there is a picture of."""
    mark = (ROOT / "resources" / "icons" / "program-mark.svg").read_bytes()
    kind = MIME_TYPE.replace("/", "-")
    made = [
        Entry(f"usr/share/applications/{IDENTITY}.desktop", DESKTOP.encode()),
        Entry(f"usr/share/mime/packages/{IDENTITY}.xml", MIME.encode()),
        Entry(f"usr/share/icons/hicolor/scalable/apps/{IDENTITY}.svg", mark),
        Entry(f"usr/share/icons/hicolor/scalable/mimetypes/{kind}.svg", mark),
        Entry(f"usr/share/man/man1/{IDENTITY}.1.gz", gzip.compress(manual.encode(), mtime=0)),
    ]
    for picture in sorted(pictures.glob("*.png")):
        size = picture.stem
        made.append(Entry(f"usr/share/icons/hicolor/{size}x{size}/apps/{IDENTITY}.png", picture.read_bytes()))
    return made
