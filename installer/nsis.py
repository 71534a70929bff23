"""The script of the Windows set-up. It removes by name what it brought, so that a casefile saved there stays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from installer.project import MIME_TYPE, SUFFIX, SUMMARY

KIND = "Scrutineer.Casefile"
"""What the registry calls a casefile."""
_UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Scrutineer"
KEYS = (
    r"Software\Scrutineer", _UNINSTALL, rf"Software\Classes\{KIND}", rf"Software\Classes\{SUFFIX}\OpenWithProgids",
)  # fmt: skip
"""All that is written to the registry beside the default of the casefile's ending: under HKEY_CURRENT_USER, or where it
is installed for everyone under HKEY_LOCAL_MACHINE."""
EVERYONE = "/ALLUSERS"
"""What the set-up is told to install for everyone on the computer, which alone needs an administrator's rights."""

_HEAD = """!include FileFunc.nsh
Target amd64-unicode
Name "Scrutineer"
OutFile "{out}"
RequestExecutionLevel user
InstallDir "unnamed\\Scrutineer"
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

Function .onInit
  SetShellVarContext current
  StrCpy $3 "$LOCALAPPDATA\\Programs\\Scrutineer"
  ${{GetParameters}} $0
  ClearErrors
  ${{GetOptions}} $0 "{everyone}" $1
  IfErrors whose
  UserInfo::GetAccountType
  Pop $0
  StrCmp $0 "Admin" +4
  MessageBox MB_OK|MB_ICONEXCLAMATION \
"To install Scrutineer for everyone on this computer, run this as an administrator. Nothing was changed." /SD IDOK
  SetErrorLevel 2
  Quit
  SetShellVarContext all
  StrCpy $3 "$PROGRAMFILES64\\Scrutineer"
whose:
  StrCmp $INSTDIR "unnamed\\Scrutineer" 0 named
  ReadRegStr $INSTDIR SHCTX "Software\\Scrutineer" "InstallDir"
  StrCmp $INSTDIR "" 0 named
  StrCpy $INSTDIR $3
named:
FunctionEnd

Function un.onInit
  SetShellVarContext all
  ReadRegStr $0 SHCTX "Software\\Scrutineer" "InstallDir"
  StrCmp $0 $INSTDIR everyones
  SetShellVarContext current
  Return
everyones:
  UserInfo::GetAccountType
  Pop $0
  StrCmp $0 "Admin" allowed
  IfSilent +2
  ExecShell "runas" "$INSTDIR\\Uninstall.exe"
  SetErrorLevel 2
  Quit
allowed:
FunctionEnd

Section
  ReadRegStr $1 SHCTX "Software\\Scrutineer" "InstallDir"
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
  WriteRegStr SHCTX "Software\Scrutineer" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "Software\Classes\{suffix}" "" "{kind}"
  WriteRegStr SHCTX "Software\Classes\{suffix}" "Content Type" "{mime}"
  WriteRegStr SHCTX "Software\Classes\{suffix}\OpenWithProgids" "{kind}" ""
  WriteRegStr SHCTX "Software\Classes\{kind}" "" "Scrutineer casefile"
  WriteRegStr SHCTX "Software\Classes\{kind}\DefaultIcon" "" "$INSTDIR\Scrutineer.exe,0"
  WriteRegStr SHCTX "Software\Classes\{kind}\shell\open\command" "" '"$INSTDIR\Scrutineer.exe" "%1"'
  WriteRegStr SHCTX "{uninstall}" "DisplayName" "Scrutineer"
  WriteRegStr SHCTX "{uninstall}" "DisplayVersion" "{version}"
  WriteRegStr SHCTX "{uninstall}" "Publisher" "The Scrutineer authors"
  WriteRegStr SHCTX "{uninstall}" "DisplayIcon" "$INSTDIR\Scrutineer.exe"
  WriteRegStr SHCTX "{uninstall}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "{uninstall}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr SHCTX "{uninstall}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD SHCTX "{uninstall}" "EstimatedSize" {kilobytes}
  WriteRegDWORD SHCTX "{uninstall}" "NoModify" 1
  WriteRegDWORD SHCTX "{uninstall}" "NoRepair" 1
  !insertmacro TellTheDesktop
SectionEnd

Section "Uninstall"
  !insertmacro RefuseWhileOpen $INSTDIR
"""

_UNREGISTERED = r"""  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Scrutineer.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\{suffix}" ""
  StrCmp $0 "{kind}" 0 +2
  DeleteRegValue SHCTX "Software\Classes\{suffix}" ""
  DeleteRegValue SHCTX "Software\Classes\{suffix}" "Content Type"
  DeleteRegValue SHCTX "Software\Classes\{suffix}\OpenWithProgids" "{kind}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\{suffix}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "Software\Classes\{suffix}"
  DeleteRegKey SHCTX "Software\Classes\{kind}"
  DeleteRegKey SHCTX "{uninstall}"
  DeleteRegKey SHCTX "Software\Scrutineer"
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
        "out": out, "icon": icon, "version": version, "summary": SUMMARY, "suffix": SUFFIX, "kind": KIND,
        "mime": MIME_TYPE, "uninstall": _UNINSTALL, "everyone": EVERYONE, "kilobytes": -(-size // 1024),
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
