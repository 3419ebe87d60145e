#!/usr/bin/env python3
"""Verifies exports of the ledger (mcs-console audit export) without a key and without this program.

    python3 tests/verify_export.py [--whole] FILE...

One line for each file: "FILE ok ENTRIES HEAD", or "FILE bad NUMBER WHAT" for the first entry that does not fit,
WHAT being number, link, hash or images. Ends with 1 where one was bad. An export that begins later than entry 1
is taken to follow what its first entry names as previous, unless --whole says that it must begin with entry 1. A
sealed entry, of another office, is a link only.
"""

import hashlib
import json
import sys

ENCODINGS = {
    1: "encoding number at actor role office session client action object outcome reason clauses undoes details "
       "images previous",
    2: "encoding number at actor role office session client key_print action object outcome reason clauses undoes "
       "details images state previous",
    3: "encoding number at actor role office session client key_print ssh_key action object outcome reason clauses "
       "undoes details images state previous",
}


def netstring(value):
    text = "" if value is None else str(value)
    data = text.encode("utf-8")
    return b"%d:%s," % (len(data), data)


def hash_of(entry):
    names = ENCODINGS.get(entry.get("encoding"))
    if names is None:
        return None
    return hashlib.sha256(b"".join(netstring(entry[name]) for name in names.split())).hexdigest()


def images_of(entry):
    if not entry["rows"]:
        return ""
    digest = hashlib.sha256()
    for row in entry["rows"]:
        before = "" if row["version_from"] is None else row["version_from"]
        line = "%s:%s %s>%s %s %s %s\n" % (
            row["noun"], row["number"], before, row["version_to"], row["fields"], row["before_digest"],
            row["after_digest"])
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()


def mismatch(entry, expected, previous):
    if entry["number"] != expected:
        return "number"
    if previous is not None and entry["previous"] != previous:
        return "link"
    if entry.get("sealed"):
        return None
    # What an encoding does not cover nobody can have written.
    uncovered = {1: ["state", "key_print", "ssh_key"], 2: ["ssh_key"]}.get(entry["encoding"], [])
    foreign = any(entry[name] for name in uncovered)
    if hash_of(entry) != entry["hash"] or foreign:
        return "hash"
    return None if images_of(entry) == entry["images"] else "images"


def verify(path, whole):
    expected, previous, count = (1, "", 0) if whole else (None, None, 0)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if expected is None:
                expected = entry["number"]
                # Entry 1 follows nothing.
                if expected <= 1:
                    expected, previous = 1, ""
            what = mismatch(entry, expected, previous)
            if what:
                return "bad %d %s" % (expected if what == "number" else entry["number"], what)
            expected, previous, count = expected + 1, entry["hash"], count + 1
    return "ok %d %s" % (count, previous or "-")


def main(arguments):
    whole = "--whole" in arguments
    verdicts = [(path, verify(path, whole)) for path in arguments if path != "--whole"]
    for path, verdict in verdicts:
        print(path, verdict)
    return 1 if any(verdict.startswith("bad") for _, verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
