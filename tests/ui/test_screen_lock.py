"""The casefile locks with the screen, with the lid and before a sleep, where the system says so; and listens to no
network."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from scrutineer.ui import screen_lock
from scrutineer.ui.screen_lock import SCREEN_SAVERS, SESSION_CHANGED, SESSION_LOCKED, ScreenLockWatch
from tests.ui.conftest import idle

needs_bus = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None,
    reason="a bus of its own needs Linux and dbus-daemon",
)
LOGIN = "org.freedesktop.login1"


@pytest.fixture
def bus(monkeypatch):
    """A private bus that stands for the session's and the machine's; what sends a signal on it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    sender = QDBusConnection.connectToBus(address, "sender")
    assert sender.isConnected()
    sender.registerService(LOGIN)

    def send(interface: str, name: str, *arguments: object) -> None:
        message = QDBusMessage.createSignal("/anywhere", interface, name)
        message.setArguments(list(arguments))
        assert sender.send(message)

    yield send
    QDBusConnection.disconnectFromBus("sender")
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def watch(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = ScreenLockWatch(window)
    yield made
    made.stop()


SAID = [
    *((interface, "ActiveChanged", True) for interface in SCREEN_SAVERS),
    (f"{LOGIN}.Manager", "PrepareForSleep", True),
    (f"{LOGIN}.Session", "Lock"),
]


@needs_bus
@pytest.mark.parametrize("said", SAID, ids=lambda said: said[0])
def test_whatever_says_that_the_screen_is_locked_is_heard_until_it_stops_listening(qtbot, bus, watch, said):
    watch.start()
    with qtbot.waitSignal(watch.locked, timeout=5_000):
        bus(*said)
    watch.stop()
    with qtbot.assertNotEmitted(watch.locked, wait=150):
        bus(*said)


@needs_bus
def test_unlocking_and_waking_are_no_locking(qtbot, bus, watch):
    watch.start()
    with qtbot.assertNotEmitted(watch.locked, wait=150):
        for interface, name, *arguments in SAID[:-1]:
            bus(interface, name, *(not argument for argument in arguments))


@needs_bus
def test_the_window_locks_with_the_screen(qtbot, bus, example_window):
    window = example_window
    window.screen_lock.start()  # again: a bus is there by now
    bus(SCREEN_SAVERS[0], "ActiveChanged", True)
    qtbot.waitUntil(lambda: window.workspace is None, timeout=10_000)
    idle(qtbot, window)
    assert window.casefile is None


@pytest.mark.parametrize(("address", "used"), [
    ("unix:path=/run/user/1000/bus", True), ("tcp:host=example.org,port=1", False), ("autolaunch:", False), ("", False),
])  # fmt: skip
def test_a_bus_that_is_no_file_of_this_machine_is_never_reached(monkeypatch, address, used):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
    expected = address if used else ""
    assert (screen_lock.session_bus(), screen_lock.system_bus()) == (expected, expected)


def test_without_any_bus_nothing_happens(qtbot, watch, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "")
    watch.start()
    watch.stop()


@pytest.mark.parametrize(("message", "said", "locks"), [
    (SESSION_CHANGED, SESSION_LOCKED, True), (SESSION_CHANGED, 0x8, False), (0x0100, SESSION_LOCKED, False),
])  # fmt: skip
def test_the_message_of_windows_is_read_and_let_through(qtbot, watch, message, said, locks):
    told = wintypes.MSG()
    told.message, told.wParam = message, said
    heard = []
    watch.locked.connect(lambda: heard.append(True))
    watch.start()
    messages = screen_lock.Messages(watch)
    for kind in (b"windows_generic_MSG", b"xcb_generic_event_t"):
        assert messages.nativeEventFilter(QByteArray(kind), ctypes.addressof(told)) == (False, 0)
    assert heard == ([True] if locks else [])
