"""Reads mails: see the script `read` beside this file."""

import email
import hashlib
import json
import sys
from email.message import EmailMessage, Message
from email.policy import compat32, default


def addresses(mail: EmailMessage, name: str) -> list[list[str]] | None:
    header = mail[name]
    return header and [[address.display_name, address.addr_spec] for address in header.addresses]


def defects(raw: bytes) -> list[str]:
    found = []
    for part in email.message_from_bytes(raw, policy=default).walk():
        part.get_payload(decode=True)  # finds what is wrong with the encoding, and notes it in the part
        found += part.defects
        for header in part.values():
            found += header.defects
    return [type(defect).__name__ for defect in found]


def plain_parameter(part: Message, name: str) -> str | None:
    """A parameter of the Content-Type as it stands, not the one of RFC 2231 with a star."""
    for key, value in part.get_params(failobj=[]):
        if key.lower() == name and isinstance(value, str):
            return value
    return None


def read(file: str) -> dict:
    with open(file, "rb") as opened:
        raw = opened.read()
    mail = email.message_from_bytes(raw, policy=default)
    body = mail.get_body(preferencelist=("plain",))
    attachments = []
    # The older policy leaves parameters undecoded.
    for part, plain in zip(mail.walk(), email.message_from_bytes(raw, policy=compat32).walk(), strict=True):
        if not part.is_multipart() and part is not body and (part.is_attachment() or part.get_filename()):
            content = part.get_payload(decode=True)
            attachments.append(
                {
                    "name": part.get_filename(),
                    "ascii_name": plain_parameter(plain, "name"),
                    "type": part.get_content_type(),
                    "bytes": len(content),
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            )
    date = mail["date"].datetime if mail["date"] else None
    return {
        "file": file,
        "defects": defects(raw),
        "subject": mail["subject"],
        "from": addresses(mail, "from"),
        "to": addresses(mail, "to"),
        "date": date and date.isoformat(),
        "message_id": mail["message-id"],
        "body": None if body is None else body.get_content(),
        "attachments": attachments,
        "raw_line_over_998": any(len(line.removesuffix(b"\r")) > 998 for line in raw.split(b"\n")),
        "eight_bit_headers": not all(
            text.isascii() for part in mail.walk() for header in part.raw_items() for text in header
        ),
    }


json.dump([read(file) for file in sys.argv[1:]], sys.stdout, ensure_ascii=False, indent=2)
print()
