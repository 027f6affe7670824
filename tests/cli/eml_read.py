"""Reads mails as Python's own parser does, strictly, and prints what matters of each; fails on any defect:
eml_read.py FILE.eml…"""

import email
import email.header
import email.policy
import sys

STRICT = email.policy.default.clone(raise_on_defect=True)

for path in sys.argv[1:]:
    with open(path, "rb") as f:
        raw = f.read()
    mail = email.message_from_bytes(raw, policy=STRICT)
    lines = raw.replace(b"\r\n", b"\n").split(b"\n")
    assert max(len(line) for line in lines) <= 78, max(lines, key=len)
    assert raw.isascii()
    names = [name for name in mail.keys()]
    assert len(names) == len(set(names)), names
    # Encoded words of one name are joined by the older reader alone.
    plain = email.message_from_bytes(raw)
    for name in ("From", "Reply-To", "To", "Subject", "Date"):
        text = "".join(plain[name].splitlines())
        print(f"{name}: {email.header.make_header(email.header.decode_header(text))}")
    assert len(mail["To"].addresses) == 1 and mail["Date"].datetime.tzinfo is not None
    assert mail["Message-ID"].endswith("@" + mail["From"].addresses[0].domain + ">")
    print("Also:", " ".join(name for name in names if name not in
                            ("From", "Reply-To", "To", "Subject", "Date")))
    text = mail.get_body(("plain",))
    print("\n".join(("| " + line).rstrip(" ") for line in text.get_content().splitlines()))
    for part in mail.iter_attachments():
        print(part.get_content_type(), dict(part["Content-Type"].params))
        calendar = part.get_content()
        print("\n".join("| " + line for line in calendar.splitlines()
                        if line.split(":")[0].split(";")[0] in ("METHOD", "ORGANIZER", "SUMMARY", "BEGIN")))
