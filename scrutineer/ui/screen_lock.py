"""Notices that the system locked its screen, is about to sleep, or was told to lock: the casefile locks with it.

Linux says so on its buses, which are files of this machine and no network; Windows sends a message to the window. macOS
tells nobody without a library that is not part of this program: there, waking and the idle minutes lock.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
LOGIN = "org.freedesktop.login1"
_SYSTEM_BUS = Path("/var/run/dbus/system_bus_socket")
_LOCAL = "unix:"  # any other bus would be reached over a network

SESSION_CHANGED, SESSION_LOCKED = 0x02B1, 0x7  # WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK


def session_bus() -> str:
    """Where this person's bus is, "" where there is none on this machine. None is started for this."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    return address if address.startswith(_LOCAL) else ""


def system_bus() -> str:
    """Where the machine's bus is, "" where there is none."""
    usual = f"{_LOCAL}path={_SYSTEM_BUS}" if os.path.exists(_SYSTEM_BUS) else ""
    address = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", usual)
    return address if address.startswith(_LOCAL) else ""


def _slot(signature: str) -> Any:
    """A slot as the bus takes it: text, whatever the library's own types say."""
    return SLOT(signature)  # type: ignore[arg-type,unused-ignore]


def says_locked(message: int) -> bool:
    """Whether the message of Windows that lies at this place of the memory says that the screen was locked."""
    from ctypes import wintypes  # the first page stands without it

    windows_message = wintypes.MSG.from_address(message)
    return bool(windows_message.message == SESSION_CHANGED and windows_message.wParam == SESSION_LOCKED)


class Messages(QAbstractNativeEventFilter):
    """Hands on one message of Windows and holds back none."""

    def __init__(self, watch: ScreenLockWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Look at a message, and let it through."""
        if kind == b"windows_generic_MSG" and says_locked(int(message)):
            self._watch.tell()
        return False, 0


class ScreenLockWatch(QObject):
    """Emits `locked` when the screen is locked, the lid is shut or the machine is about to sleep, where the system says
    so. Only while it is started."""

    locked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._listens = False
        self._heard: set[str] = set()
        self._messages: Messages | None = None

    def start(self) -> None:
        """Listen from now on; where nothing can be listened to, nothing happens."""
        self._listens = True
        if sys.platform == "win32":
            if self._messages is None:
                self._messages = Messages(self)
                app = QCoreApplication.instance()
                if app is not None:
                    app.installNativeEventFilter(self._messages)
                import ctypes

                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(self._window.winId()), 0)
        elif sys.platform.startswith("linux"):
            self._hear(f"session {session_bus()}", session_bus(), self._to_screen_savers)
            self._hear(f"system {system_bus()}", system_bus(), self._to_login)

    def _hear(self, name: str, address: str, connect: Callable[[QDBusConnection], None]) -> None:
        """Connect to a bus once for as long as the program runs: letting it go and taking it up again can hang Qt."""
        if not address or name in self._heard:
            return
        from PySide6.QtDBus import QDBusConnection  # the first page stands without it

        self._heard.add(name)
        bus = QDBusConnection.connectToBus(address, f"scrutineer {name}")
        if bus.isConnected():
            connect(bus)

    def _to_screen_savers(self, bus: QDBusConnection) -> None:
        for interface in SCREEN_SAVERS:
            bus.connect("", "", interface, "ActiveChanged", self, _slot("on_active(bool)"))

    def _to_login(self, bus: QDBusConnection) -> None:
        bus.connect(LOGIN, "", f"{LOGIN}.Session", "Lock", self, _slot("on_lock()"))
        bus.connect(LOGIN, "", f"{LOGIN}.Manager", "PrepareForSleep", self, _slot("on_active(bool)"))

    def stop(self) -> None:
        """Pass nothing on any longer."""
        self._listens = False

    def tell(self) -> None:
        """The system says that it is locked."""
        if self._listens:
            self.locked.emit()

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """The screen is locked, or about to sleep; or no longer."""
        if active:
            self.tell()

    @Slot()
    def on_lock(self) -> None:
        """The session was told to lock."""
        self.tell()
