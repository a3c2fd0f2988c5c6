# SPDX-License-Identifier: EUPL-1.2
"""Damages files beside a register's journal and asks the register for everything that is public.

Each round puts a register that lived back as it was, damages one or two of its files by chance from a
fixed seed, and starts it. Either the start is refused with a line, or every answer is, byte for byte,
what it was before; 503 counts as "ask again". Run by ctest with a few rounds; for the whole count set
QUITRENT_DAMAGE_ROUNDS to rounds a file and QUITRENT_DAMAGE_FILES to names, or "all":

    QUITRENT_DAMAGE_ROUNDS=200 QUITRENT_DAMAGE_FILES=all python3 tests/faults/derived_damage_test.py PROGRAM
"""

import collections
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

OPERATOR_KEY = "operator-key-of-the-damage-test"
FOUNDED = "2026-01-01T00:00:00Z"
DEADLINE_S = 60
SEED = 20261126

# What the register answers for already, whatever is done to these files. The others are for the rounds
# that somebody asks for.
HELD = ["views", "views-wal", "views-shm", "views-pages", "lock"]

EDITS = [
    "UPDATE asset_record SET sequence = sequence + 1",
    "UPDATE asset_record SET sequence = sequence - 1 WHERE number > 3",
    "UPDATE asset_record SET sequence = 1",
    "UPDATE asset_record SET previous = 0",
    "UPDATE asset_record SET previous = previous + 1",
    "UPDATE asset_record SET previous = number",
    "UPDATE asset_record SET anchor = number",
    "UPDATE asset_record SET conveyance = 0",
    "UPDATE asset_record SET conveyance = number",
    "UPDATE asset_record SET conveyance = 1",
    "DELETE FROM asset_record",
    "DELETE FROM asset_record WHERE number % 3 = 1",
    "INSERT INTO asset_record SELECT max(number) + 1, 1, 0, 0, 0 FROM asset_record",
    "UPDATE party_record SET balance = balance + 1000000",
    "UPDATE party_record SET sequence = sequence + 1",
    "UPDATE party_record SET previous = 0",
    "UPDATE party_record SET balance = 0",
    "DELETE FROM party_record WHERE number < 5",
    "UPDATE register_record SET sequence = sequence + 1",
    "DELETE FROM register_record",
    "INSERT INTO register_record VALUES(99, 5)",
    "UPDATE purchase SET sequence = sequence + 1",
    "UPDATE purchase SET id = zeroblob(16) WHERE number = 1",
    "DELETE FROM purchase WHERE number = 1",
    "DELETE FROM purchase",
    "UPDATE purchase SET number = number + 1000",
    "INSERT OR REPLACE INTO purchase_end SELECT number, sequence, 1 FROM purchase",
    "DELETE FROM purchase_end",
    "DROP INDEX purchase_id",
    "UPDATE lineage SET child = child + 1",
    "DELETE FROM lineage",
    "INSERT OR REPLACE INTO lineage VALUES(0, 2)",
    "DELETE FROM contest_record",
    "INSERT OR REPLACE INTO contest_record VALUES(0, 4)",
    "UPDATE contest_record SET sequence = 3",
    "UPDATE search_data SET block = zeroblob(9) WHERE id > 10",
    "DELETE FROM search_data WHERE id > 10",
    "DELETE FROM search_idx",
    "UPDATE mark SET sequence = sequence - 5 WHERE which = 0",
    "UPDATE mark SET sequence = sequence - 5",
    "UPDATE mark SET sequence = sequence + 5",
    "UPDATE mark SET asset_records = asset_records + 1",
    "UPDATE mark SET revenue = x''",
    "UPDATE mark SET digest = zeroblob(32)",
    "DELETE FROM mark",
    "DELETE FROM asset_page",
    "DELETE FROM party_page",
    "UPDATE asset_page SET page = zeroblob(length(page))",
    "UPDATE party_page SET page = substr(page, 2)",
    "DROP TABLE asset_record",
    "ALTER TABLE purchase ADD COLUMN more INTEGER",
    "CREATE TRIGGER t AFTER INSERT ON asset_record BEGIN DELETE FROM purchase; END",
    "VACUUM",
    "PRAGMA user_version = 4",
]


class Server:
    """The program over a register, in a process of its own."""

    def __init__(self, program, folder):
        environment = dict(os.environ, QUITRENT_OPERATOR_KEY=OPERATOR_KEY)
        self.errors = open(folder / "errors", "wb+")
        self.process = subprocess.Popen(
            [program, "serve", "--db", str(folder / "register.db"), "--port", "0", "--sandbox",
             "--clock", FOUNDED],
            stdout=subprocess.PIPE, stderr=self.errors, env=environment)
        line = self.process.stdout.readline().decode()
        self.port = int(line.rsplit(":", 1)[1]) if "listening on" in line else None
        self.connection = None

    def ask(self, method, path, body=None, key=OPERATOR_KEY):
        """Status and body; 0 where no answer came."""
        for _ in range(2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port,
                                                                 timeout=DEADLINE_S)
                headers = {"Authorization": "Bearer " + key}
                if body is not None:
                    headers["Content-Type"] = "application/json"
                    body_text = json.dumps(body)
                else:
                    body_text = None
                self.connection.request(method, path, body_text, headers)
                reply = self.connection.getresponse()
                return reply.status, reply.read()
            except (OSError, http.client.HTTPException):
                self.connection = None
        return 0, b""

    def made(self, path, body, key=OPERATOR_KEY):
        """The answer to a filing, which must be accepted."""
        status, answer = self.ask("POST", path, body, key)
        if status not in (200, 201, 202):
            raise SystemExit(f"{path} {body}: {status} {answer.decode()}")
        return json.loads(answer)

    def end(self, number):
        """Sends a signal if the program runs, and answers with the exit code."""
        if self.connection is not None:
            self.connection.close()
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(timeout=DEADLINE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = self.process.wait()
        self.process.stdout.close()
        return code

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")


def live(server):
    """Lets something of every public kind happen; answers with the questions to ask afterwards."""
    people = {}
    for name in ("ana", "ben", "cem"):
        party = server.made("/v1/parties", {"name": name})
        people[name] = party
        server.made(f"/v1/parties/{party['id']}/credits",
                    {"amount": "90000.00", "reference": "bank " + name})
    assets = []
    for number in range(12):
        body = {"name": f"Work number {number}", "class": "software",
                "identifiers": [{"scheme": "doi", "value": f"10.1000/{number}"}],
                "terms": {"spdx": "LicenseRef-own"}, "assessment": f"{100 + number}.00",
                "escrow": "20.00"}
        if number > 7:
            body["derived_from"] = [{"asset": assets[0], "relation": "derived"}]
        assets.append(server.made("/v1/assets", body, people["ana"]["api_key"])["id"])
    purchases = []
    for month in range(2, 8):
        server.made("/v1/sandbox/clock", {"to": f"2026-{month:02}-01T00:00:00Z"})
        server.made(f"/v1/assets/{assets[month]}/escrow/deposits", {"amount": "1.00"},
                    people["cem"]["api_key"])
        server.made(f"/v1/assets/{assets[month + 1]}/assessments",
                    {"assessment": f"{200 + month}.00"}, people["ana"]["api_key"])
        bought = server.made("/v1/purchases",
                             {"items": [{"asset": assets[month], "max_price": "900.00",
                                         "assessment": "150.00", "escrow": "20.00"}]},
                             people["ben"]["api_key"])
        purchases.append(bought["id"])
    now = "2026-07-01T00:00:00Z"
    asked = ["/v1/stats", "/v1/assets?limit=200", "/v1/assets?sort=-assessment",
             "/v1/assets?sort=funded_until", "/v1/assets?q=work", "/v1/assets?q=number+7",
             "/v1/assets?holder=" + people["ben"]["id"], "/v1/events?limit=200", "/v1/purchases",
             f"/v1/revenue?from={FOUNDED}&to={now}"]
    asked += ["/v1/purchases/" + purchase for purchase in purchases]
    for asset in assets:
        path = "/v1/assets/" + asset
        asked += [path, path + "/title", path + "/events", path + "/tax",
                  path + "?as_of=2026-04-15T00:00:00Z", path + "/lineage", path + "/contests"]
    for person in people.values():
        path = "/v1/parties/" + person["id"]
        asked += [path + "/account", f"{path}/statement?from={FOUNDED}&to={now}"]
    return asked


def answer_to(server, path):
    """Status and body, once the register makes no file anew any more."""
    end = time.monotonic() + DEADLINE_S
    answer = server.ask("GET", path)
    while answer[0] == 503 and time.monotonic() < end:
        time.sleep(0.02)
        answer = server.ask("GET", path)
    return answer


def flip(file, chance):
    size = file.stat().st_size
    if size == 0:
        return "left empty"
    at = chance.randrange(size)
    with open(file, "r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)[0] ^ (1 << chance.randrange(8))
        stream.seek(at)
        stream.write(bytes([byte]))
    return f"flipped at {at}"


def truncate(file, chance):
    to = chance.randrange(file.stat().st_size + 1)
    os.truncate(file, to)
    return f"cut to {to}"


def delete(file, chance):
    file.unlink()
    return "deleted"


def edit(file, chance, statement=None):
    statement = statement or chance.choice(EDITS)
    database = sqlite3.connect(file, isolation_level=None)
    try:
        database.execute(statement)
    except sqlite3.Error:
        pass  # a table without rows, or another damage was there first
    database.close()
    return statement


class Damage:
    """Rounds of damage over copies of one register."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.kept = {"ended": folder / "ended", "killed": folder / "killed"}
        self.failures = []
        self.figures = collections.Counter()

    def prepare(self):
        place = self.kept["ended"]
        place.mkdir()
        server = Server(self.program, place)
        self.questions = live(server)
        self.expected = {path: answer_to(server, path) for path in self.questions}
        odd = {path: answer for path, answer in self.expected.items() if answer[0] != 200}
        if odd:
            raise SystemExit(f"the register cannot answer: {odd}")
        shutil.copytree(place, self.kept["killed"])  # as a kill leaves it
        if server.end(signal.SIGTERM) != 0:
            raise SystemExit("the register did not end well: " + server.said())

    def files(self):
        """The files beside the journal by the name under which they are known here."""
        known = {}
        for how, place in self.kept.items():
            for file in place.iterdir():
                ending = file.name.removeprefix("register.db").lstrip(".-")
                if file.name.startswith("register.db") and ending:
                    known.setdefault(ending, []).append((how, file.name))
        return known

    def round(self, name, damages):
        """One start after `damages`: pairs of a file and its damage."""
        how = self.state_with([file for file, _ in damages])
        place = self.folder / "now"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.kept[how], place)
        done = []
        for file, act in damages:
            if (place / file).exists():
                done.append(f"{file} {act(place / file)}")
        server = Server(self.program, place)
        what = ""
        if server.port is None:
            code = server.end(signal.SIGKILL)
            outcome = "refused"
            if code <= 0 or not server.said().strip():
                what = f"ended with {code}: {server.said()!r}"
        else:
            outcome = "answered"
            for path, expected in self.expected.items():
                answer = answer_to(server, path)
                if answer != expected:
                    what = f"{path}: {answer} instead of {expected}"
                    break
            code = server.end(signal.SIGTERM)
            if code != 0 and not what:
                what = f"ended with {code}: {server.said()!r}"
        self.figures[(name, "failed" if what else outcome)] += 1
        if what:
            self.failures.append(f"{name} ({how}): {'; '.join(done)}: {what}")

    def state_with(self, files):
        """The state that has these files: after a clean end, else after a kill."""
        return next((how for how, place in self.kept.items()
                     if all((place / file).exists() for file in files)), "killed")


def main():
    program = sys.argv[1]
    rounds = int(os.environ.get("QUITRENT_DAMAGE_ROUNDS", "0"))
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="quitrent-damage-") as name:
        damage = Damage(program, pathlib.Path(name))
        damage.prepare()
        known = {ending: kinds[0][1] for ending, kinds in damage.files().items()}
        wanted = os.environ.get("QUITRENT_DAMAGE_FILES", " ".join(HELD))
        names = sorted(known) if wanted == "all" else [n for n in wanted.split() if n in known]
        acts = [flip, flip, truncate, delete]

        def act():
            chosen = chance.choice(acts)
            return lambda file: chosen(file, chance)

        each = rounds or 3
        for ending in names:
            for _ in range(each):
                damage.round(ending, [(known[ending], act())])
        edits = EDITS if rounds else chance.sample(EDITS, 6)
        if "views" in names:
            for statement in edits:
                damage.round("views edited", [
                    (known["views"], lambda file, s=statement: edit(file, chance, s))])
        for _ in range(rounds or 6):
            pair = chance.sample(names, 2)
            damage.round("two at a time", [(known[ending], act()) for ending in pair])
        for (name, outcome), count in sorted(damage.figures.items()):
            print(f"{name:16} {outcome:9} {count}")
        for failure in damage.failures[:20]:
            print(failure[:2000], file=sys.stderr)
        sys.exit(1 if damage.failures else 0)


if __name__ == "__main__":
    main()
