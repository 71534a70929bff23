"""Reads every page of the program as a screen reader does: over AT-SPI, on a bus and a screen of its own.

python -m tests.ui.access_reader CASEFILE PASSPHRASE FOLDER: writes one JSON a place into FOLDER, with everything that
is shown there in the order in which it is read. What it starts ends with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from jeepney import DBusAddress, MatchRule, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ROOT = Path(__file__).parent.parent.parent
ACCESSIBLE = "org.a11y.atspi.Accessible"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
NOTHING = "/org/a11y/atspi/null"
SHOWING, FOCUSABLE = 25, 11  # places of the states in AT-SPI's list
PATIENCE = 120.0  # seconds: a machine with much else to do answers late


@dataclass(frozen=True)
class Heard:
    """One thing as a screen reader gets it."""

    depth: int
    role: str
    name: str
    description: str
    can_focus: bool


class Bus:
    """The accessibility bus."""

    def __init__(self, address: str) -> None:
        with open_dbus_connection(address) as session:
            at = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            (own,) = session.send_and_get_reply(new_method_call(at, "GetAddress"), timeout=PATIENCE).body
        self._connection: DBusConnection = open_dbus_connection(own)

    def call(self, place: tuple[str, str], method: str):
        """What a thing answers."""
        at = DBusAddress(place[1], place[0], ACCESSIBLE)
        reply = self._connection.send_and_get_reply(new_method_call(at, method), timeout=PATIENCE)
        return None if reply.header.message_type is MessageType.error else reply.body[0]

    def property(self, place: tuple[str, str], name: str) -> str:
        """A property of a thing."""
        at = DBusAddress(place[1], place[0], ACCESSIBLE)
        reply = self._connection.send_and_get_reply(Properties(at).get(name), timeout=PATIENCE)
        return "" if reply.header.message_type is MessageType.error else str(reply.body[0][1])

    def application(self) -> tuple[str, str]:
        """The program, once it is on the bus."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            there = self.call(REGISTRY, "GetChildren")
            if there:
                return tuple(there[0])
            time.sleep(0.05)
        raise TimeoutError("the program did not come to the accessibility bus")

    def listen(self) -> None:
        """Have announcements sent from now on."""
        at = DBusAddress("/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry")
        asked = new_method_call(at, "RegisterEvent", "sass", ("object:announcement", [], ""))
        self._connection.send_and_get_reply(asked, timeout=PATIENCE)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object", member="Announcement")
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE)
        self._rule = rule

    def announced(self, say: Callable[[], None]) -> str:
        """What is announced once something was said."""
        with self._connection.filter(self._rule) as heard:
            say()
            signal = self._connection.recv_until_filtered(heard, timeout=PATIENCE)
        return str(signal.body[3][1])

    def walk(self, place: tuple[str, str], depth: int = 0) -> Iterator[Heard]:
        """Everything that is shown under a thing."""
        states = self.call(place, "GetState") or [0, 0]
        bits = states[0] | states[1] << 32
        role = self.call(place, "GetRoleName") or ""
        if depth and not bits >> SHOWING & 1:
            return
        yield Heard(depth, role, self.property(place, "Name"), self.property(place, "Description"),
                    bool(bits >> FOCUSABLE & 1))  # fmt: skip
        for child in self.call(place, "GetChildren") or ():
            if child[1] != NOTHING:
                yield from self.walk(tuple(child), depth + 1)


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    """A process that ends with the block."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def screen() -> Iterator[str]:
    """A screen of its own; its name."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1400x800x24", "-nolisten", "tcp"]
    with ended(subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)):
        os.close(theirs)
        with os.fdopen(ours) as said:
            number = said.readline().strip()  # to the end of the line: it comes in pieces
        if not number:
            raise OSError("no screen could be made")
        yield f":{number}"


@contextmanager
def session_bus(folder: str) -> Iterator[str]:
    """A session bus of its own; its address. What it starts keeps its sockets in a folder."""
    env = os.environ | {"XDG_RUNTIME_DIR": folder, "XDG_CACHE_HOME": folder, "HOME": folder}
    command = ["dbus-daemon", "--session", "--print-address=1", "--nofork", "--nopidfile"]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
    with ended(started):
        yield started.stdout.readline().strip()


def read_all(casefile: str, passphrase: str, folder: Path) -> None:
    """Go to every place of the program and write down what is heard there."""
    from tests.ui.access_app import PLACES  # only once it is known that it can be shown at all

    with tempfile.TemporaryDirectory() as own, screen() as display, session_bus(own) as address:
        env = os.environ | {
            "DISPLAY": display, "DBUS_SESSION_BUS_ADDRESS": address, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": own,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "SCRUTINEER_HOME": own,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.ui.access_app", casefile, passphrase]
        program = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        with ended(program):
            if program.stdout.readline().strip() != "ready":
                raise OSError(program.stderr.read())
            bus = Bus(address)
            root = bus.application()
            for number, place in enumerate(PLACES):
                program.stdin.write(f"{number}\n")
                program.stdin.flush()
                if program.stdout.readline().strip() != "there":
                    raise OSError(program.stderr.read())
                heard = [asdict(one) for one in bus.walk(root)]
                (folder / f"{place.words}.json").write_text(json.dumps(heard, indent=0, ensure_ascii=False))
            bus.listen()

            def say() -> None:
                program.stdin.write("Kept for whoever listens.\n")
                program.stdin.flush()

            (folder / "announced").write_text(bus.announced(say))


if __name__ == "__main__":
    read_all(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
