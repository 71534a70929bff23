"""The script of the Windows set-up. It removes by name what it brought, so that a casefile saved there stays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from installer.project import MIME_TYPE, SUFFIX, SUMMARY

_KIND = "Scrutineer.Casefile"
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Scrutineer"
KEYS = (
    r"Software\Scrutineer", _UNINSTALL, rf"Software\Classes\{_KIND}", rf"Software\Classes\{SUFFIX}\OpenWithProgids",
)  # fmt: skip
"""All that is written to the registry, under HKEY_CURRENT_USER, beside the default of the casefile's ending."""

_HEAD = """Target amd64-unicode
Name "Scrutineer"
OutFile "{out}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\\Programs\\Scrutineer"
InstallDirRegKey HKCU "Software\\Scrutineer" "InstallDir"
SetCompressor /SOLID lzma
Icon "{icon}"
UninstallIcon "{icon}"
BrandingText "Scrutineer {version}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "{numbers}"
VIAddVersionKey "ProductName" "Scrutineer"
VIAddVersionKey "FileDescription" "{summary}"
VIAddVersionKey "FileVersion" "{version}"
VIAddVersionKey "ProductVersion" "{version}"
VIAddVersionKey "LegalCopyright" "The Scrutineer authors. All rights reserved."
Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

!macro TellTheDesktop
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

!macro RefuseWhileRuns program
  IfFileExists "${{program}}" 0 +8
  ClearErrors
  FileOpen $0 "${{program}}" a
  IfErrors 0 +4
  MessageBox MB_OK|MB_ICONEXCLAMATION "Scrutineer is open. Close it, then run this again." /SD IDOK
  SetErrorLevel 2
  Quit
  FileClose $0
!macroend

!macro RefuseWhileOpen folder
{refused}!macroend

!macro TakeOut folder
  IfFileExists "${{folder}}\\Uninstall.exe" 0 +9
  StrCpy $2 0
  ExecWait '"${{folder}}\\Uninstall.exe" /S _?=${{folder}}' $2
  IntCmp $2 0 +4
  MessageBox MB_OK|MB_ICONEXCLAMATION "The Scrutineer in ${{folder}} was not removed. Nothing was changed." /SD IDOK
  SetErrorLevel 2
  Quit
  Delete "${{folder}}\\Uninstall.exe"
  RMDir "${{folder}}"
!macroend

Section
  SetShellVarContext current
  ReadRegStr $1 HKCU "Software\\Scrutineer" "InstallDir"
  StrCmp $1 "" 0 +2
  StrCpy $1 $INSTDIR
  !insertmacro RefuseWhileOpen $1
  !insertmacro RefuseWhileOpen $INSTDIR
  !insertmacro TakeOut $1
  !insertmacro TakeOut $INSTDIR
"""

_REGISTERED = r"""  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Scrutineer.lnk" "$INSTDIR\Scrutineer.exe"
  WriteRegStr HKCU "Software\Scrutineer" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\{suffix}" "" "{kind}"
  WriteRegStr HKCU "Software\Classes\{suffix}" "Content Type" "{mime}"
  WriteRegStr HKCU "Software\Classes\{suffix}\OpenWithProgids" "{kind}" ""
  WriteRegStr HKCU "Software\Classes\{kind}" "" "Scrutineer casefile"
  WriteRegStr HKCU "Software\Classes\{kind}\DefaultIcon" "" "$INSTDIR\Scrutineer.exe,0"
  WriteRegStr HKCU "Software\Classes\{kind}\shell\open\command" "" '"$INSTDIR\Scrutineer.exe" "%1"'
  WriteRegStr HKCU "{uninstall}" "DisplayName" "Scrutineer"
  WriteRegStr HKCU "{uninstall}" "DisplayVersion" "{version}"
  WriteRegStr HKCU "{uninstall}" "Publisher" "The Scrutineer authors"
  WriteRegStr HKCU "{uninstall}" "DisplayIcon" "$INSTDIR\Scrutineer.exe"
  WriteRegStr HKCU "{uninstall}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "{uninstall}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "{uninstall}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "{uninstall}" "EstimatedSize" {kilobytes}
  WriteRegDWORD HKCU "{uninstall}" "NoModify" 1
  WriteRegDWORD HKCU "{uninstall}" "NoRepair" 1
  !insertmacro TellTheDesktop
SectionEnd

Section "Uninstall"
  SetShellVarContext current
  !insertmacro RefuseWhileOpen $INSTDIR
"""

_UNREGISTERED = r"""  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Scrutineer.lnk"
  ReadRegStr $0 HKCU "Software\Classes\{suffix}" ""
  StrCmp $0 "{kind}" 0 +2
  DeleteRegValue HKCU "Software\Classes\{suffix}" ""
  DeleteRegValue HKCU "Software\Classes\{suffix}" "Content Type"
  DeleteRegValue HKCU "Software\Classes\{suffix}\OpenWithProgids" "{kind}"
  DeleteRegKey /ifempty HKCU "Software\Classes\{suffix}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\{suffix}"
  DeleteRegKey HKCU "Software\Classes\{kind}"
  DeleteRegKey HKCU "{uninstall}"
  DeleteRegKey HKCU "Software\Scrutineer"
  !insertmacro TellTheDesktop
SectionEnd
"""


def script(folder: Path, names: Iterable[str], *, out: Path, icon: Path, version: str, size: int) -> str:
    """The whole script: these files of a folder, in and out again; `names` are relative, with slashes."""
    files = sorted(names)
    programs = [name for name in files if name.endswith(".exe") and "/" not in name]  # each may be what is open
    refused = _lines([f'  !insertmacro RefuseWhileRuns "${{folder}}{_windows(name)}"' for name in programs])
    words = {
        "refused": "".join(refused),
        "out": out, "icon": icon, "version": version, "summary": SUMMARY, "suffix": SUFFIX, "kind": _KIND,
        "mime": MIME_TYPE, "uninstall": _UNINSTALL, "kilobytes": -(-size // 1024),
        "numbers": ".".join([*version.split("."), "0", "0", "0"][:4]),
    }  # fmt: skip
    folders = sorted({str(parent) for name in files for parent in PurePosixPath(name).parents} - {"."}, reverse=True)
    lines, within = [], None
    for name in files:
        parent = str(PurePosixPath(name).parent)
        if parent != within:
            lines.append(f'  SetOutPath "$INSTDIR{"" if parent == "." else _windows(parent)}"')
            within = parent
        lines.append(f'  File "{folder / name}"')
    gone = [f'  Delete "$INSTDIR{_windows(name)}"' for name in files]
    gone += [f'  RMDir "$INSTDIR{_windows(name)}"' for name in folders]
    parts = [_HEAD.format(**words), *_lines(lines), _REGISTERED.format(**words), *_lines(gone)]
    return "".join([*parts, _UNREGISTERED.format(**words)])


def _lines(lines: list[str]) -> list[str]:
    return [line + "\n" for line in lines]


def _windows(name: str) -> str:
    return "\\" + name.replace("/", "\\").replace("$", "$$")
