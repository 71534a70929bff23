"""An .app in a .dmg, made on a Mac. Untried: nobody has run this on one yet. What needs no Mac is made and checked
anywhere."""

from __future__ import annotations

import plistlib
import shutil
import sys
from pathlib import Path

from installer import freezing, pictures
from installer.project import IDENTITY, MIME_TYPE, ROOT, SUFFIX, Refusal, run, say, version
from installer.surroundings import Surroundings
from installer.trying import try_out

BUNDLE = "Scrutineer.app"
_UTI = "org.scrutineer.casefile"


def information(number: str) -> bytes:
    """Info.plist: what macOS is told of the program and of casefiles."""
    return plistlib.dumps(
        {
            "CFBundleName": "Scrutineer",
            "CFBundleDisplayName": "Scrutineer",
            "CFBundleIdentifier": "org.scrutineer.Scrutineer",
            "CFBundleVersion": number,
            "CFBundleShortVersionString": number,
            "CFBundlePackageType": "APPL",
            "CFBundleExecutable": IDENTITY,
            "CFBundleIconFile": "Scrutineer.icns",
            "LSMinimumSystemVersion": "13.0",
            "LSApplicationCategoryType": "public.app-category.business",
            "NSHighResolutionCapable": True,
            "NSHumanReadableCopyright": "The Scrutineer authors. All rights reserved.",
            "CFBundleDocumentTypes": [
                {
                    "CFBundleTypeName": "Scrutineer casefile", "CFBundleTypeRole": "Editor",
                    "LSHandlerRank": "Owner", "LSItemContentTypes": [_UTI],
                }
            ],
            "UTExportedTypeDeclarations": [
                {
                    "UTTypeIdentifier": _UTI, "UTTypeDescription": "Scrutineer casefile",
                    "UTTypeConformsTo": ["public.data"],
                    "UTTypeTagSpecification": {
                        "public.filename-extension": [SUFFIX.removeprefix(".")], "public.mime-type": [MIME_TYPE],
                    },
                }
            ],
        },
        sort_keys=True,
    )  # fmt: skip


def lay_out(program: Path, drawn: Path, into: Path) -> Path:
    """The bundle of a frozen program and its mark's pictures: needs no Mac."""
    bundle = into / BUNDLE
    shutil.rmtree(bundle, ignore_errors=True)
    shutil.copytree(program, bundle / "Contents" / "MacOS", symlinks=True)
    resources = bundle / "Contents" / "Resources"
    resources.mkdir()
    (bundle / "Contents" / "Info.plist").write_bytes(information(version()))
    (bundle / "Contents" / "PkgInfo").write_bytes(b"APPL????")
    (resources / "Scrutineer.icns").write_bytes(pictures.icns(drawn))
    return bundle


def _on_a_mac() -> bool:
    return sys.platform == "darwin"


def build(into: Path, work: Path) -> list[Path]:
    """On a Mac: the disk image. Elsewhere the bundle's parts are made of a stand-in, looked at, and it is refused."""
    surroundings = Surroundings(work)
    surroundings.make()
    drawn = work / "icons"
    drawn.mkdir(exist_ok=True)
    surroundings.script("draw_icons", ROOT / "resources" / "icons" / "program-mark.svg", drawn, *pictures.ICNS_KINDS)
    if not _on_a_mac():
        stand_in = work / "stand-in"
        stand_in.mkdir(exist_ok=True)
        (stand_in / IDENTITY).write_text("no program\n", encoding="utf-8")
        lay_out(stand_in, drawn, work)
        raise Refusal(
            "A disk image for a Mac is made on a Mac, and this is none. Info.plist, the icons and the layout of the "
            f"bundle were made in {work / BUNDLE} with nothing in it that runs. The rest is untried."
        )
    folder = freezing.freeze(surroundings)
    bundle = lay_out(folder, drawn, work)
    say(try_out([bundle / "Contents" / "MacOS" / IDENTITY]).strip())
    run(["codesign", "--force", "--deep", "--sign", "-", bundle])
    staged = work / "image"
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(bundle, staged / BUNDLE, symlinks=True)
    (staged / "Applications").symlink_to("/Applications")
    into.mkdir(parents=True, exist_ok=True)
    out = into / f"Scrutineer-{version()}.dmg"
    run(["hdiutil", "create", "-ov", "-volname", "Scrutineer", "-srcfolder", staged, "-format", "UDZO", out])
    say(f"{out.name} is signed for this machine alone (ad hoc): other Macs ask before they open it.")
    return [out]
