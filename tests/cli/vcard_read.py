"""Reads cards with vobject, as khard and many others do, and compares each field of each card with
what the same people are as CSV: vcard_read.py PEOPLE.vcf PEOPLE.csv CITES.csv"""

import csv
import sys

import vobject


def telephone(card, kind):
    found = [tel.value for tel in card.contents.get("tel", [])
             if kind in ",".join(tel.params["TYPE"]).lower().split(",")]
    return found[0] if found else ""


def first(card, name):
    return card.contents[name][0].value if name in card.contents else ""


def of_card(card):
    org = first(card, "org")
    return {
        "family_name": card.n.value.family,
        "given_name": card.n.value.given,
        "email": first(card, "email"),
        "phone": telephone(card, "voice"),
        "mobile": telephone(card, "cell"),
        "structure": org[0] if org else "",
        "function": first(card, "title"),
        "cite": first(card, "note").replace("Cité éducative : ", "", 1),
    }


def key(person):
    return (person["email"], person["family_name"], person["given_name"])


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def main(vcf, people, cites):
    with open(vcf, encoding="utf-8", newline="") as f:
        text = f.read()
    names = {cite["code"]: cite["name"] for cite in table(cites)}
    rows = [row | {"cite": names.get(row["cite"], "")} for row in table(people)]
    cards = list(vobject.readComponents(text))
    wrong = 0
    if len(cards) != len(rows):
        print(f"{len(cards)} cards of {len(rows)} people")
        wrong += 1
    if len({card.uid.value for card in cards}) != len(cards):
        print("two cards have the same UID")
        wrong += 1
    for line in text.encode().split(b"\r\n"):
        if len(line) > 75 or b"\n" in line or b"\r" in line:
            print("a line too long or not ended by CR LF:", line)
            wrong += 1
    for row, card in zip(sorted(rows, key=key), sorted(map(of_card, cards), key=key)):
        for name, value in card.items():
            if row[name] != value:
                print(f"{row['family_name']}: {name} is {value!r}, not {row[name]!r}")
                wrong += 1
    for card in cards:
        given, family = card.n.value.given, card.n.value.family
        if card.version.value != "4.0" or card.fn.value != f"{given} {family}".strip():
            print(f"{family}: version {card.version.value}, FN {card.fn.value!r}")
            wrong += 1
        if [c.value for c in card.contents.get("categories", [])] not in ([], [[of_card(card)["cite"]]]):
            print(f"{family}: categories", card.contents["categories"])
            wrong += 1
    print(f"{len(cards)} cards, {wrong} wrong")
    return 1 if wrong else 0


sys.exit(main(*sys.argv[1:]))
