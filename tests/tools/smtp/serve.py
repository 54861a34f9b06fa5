"""An SMTP server that goes wrong where its script says: see the script `serve` beside this file.

SCRIPT.json, every key optional:
  "faults": [FAULT…]. The first that fits and has not fired its "times" fires.
  "tls": null, or {"mode": "starttls" | "smtps", "certificate": FILE, "key": FILE}. STARTTLS is offered, not required.
  "login": null, or {"user": …, "password": …, "auth_without_tls": false}. AUTH PLAIN and LOGIN are offered, in the
    clear only with auth_without_tls; MAIL before AUTH gets 530.
  "size": null, or the bytes of the biggest message: offered as SIZE, a bigger one gets 552.
  "delay": seconds to wait before every reply.

FAULT:
  "at": "connect" (in place of the greeting; with smtps after the handshake) | "ehlo" | "auth" | "starttls" | "mail"
    | "rcpt" | "data" (in place of 354) | "body" (after 354 and a first piece of the content) | "dot" (the end of it).
  "do": a reply, e.g. "451 text": the command has no other effect, and at "dot" nothing is accepted. After 421 the
    connection is closed. At "body" it is sent amid the content; the rest is read, and the final dot gets no reply.
    | "drop": close the connection without a reply. Only at "dot" the message is accepted before.
    | "lose": the same, but nothing is accepted (only at "dot").
    | "stall": never answer, and accept nothing, until the client leaves.
  "message": n, only the n-th. Up to "starttls" n counts the connections, from "mail" on the MAIL commands, refused ones
    too, of all connections; both from 1.
  "recipient": only this address. At "rcpt" this RCPT alone, from "data" on a message with it among its accepted ones.
  "times": how often it fires: 1 when left out, null for always.

LOG.jsonl gets a line for each event, before the reply to it is sent:
  {"event": "connected", "n"}
  {"event": "fault", "n", "at", "do"}, n as in "message"
  {"event": "accepted", "n", "from", "to", "message_id", "sha256", "bytes", "tls", "user"}: sha256 and bytes of the
    content with CRLF line ends, without the dots that SMTP adds.
"""

import asyncio
import hashlib
import json
import logging
import re
import ssl
import sys
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import default

from aiosmtpd.smtp import SMTP, TLSSetupException

OF_CONNECTION = ("connect", "ehlo", "auth", "starttls")
OF_MESSAGE = ("mail", "rcpt", "data", "body", "dot")
REPLY = re.compile(r"[2-5][0-9][0-9]( [^\r\n]*)?")
NEVER = 10**8
"""Seconds."""


@dataclass
class Fault:
    at: str
    do: str
    message: int | None = None
    recipient: str | None = None
    times: int | None = 1

    def __post_init__(self) -> None:
        if self.at not in OF_CONNECTION + OF_MESSAGE:
            raise ValueError(f"no such point: {self.at}")
        if self.do not in ("drop", "stall", "lose") and not REPLY.fullmatch(self.do):
            raise ValueError(f"neither an action nor a reply: {self.do}")
        if self.do == "lose" and self.at != "dot":
            raise ValueError("lose is only for the dot")
        if self.recipient is not None and self.at in OF_CONNECTION + ("mail",):
            raise ValueError(f"no recipient is known at {self.at}")

    def fires(self, at: str, n: int, recipients: Sequence[str]) -> bool:
        if self.at != at or self.message not in (None, n) or self.times == 0:
            return False
        if self.recipient is not None and self.recipient not in recipients:
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass
class Login:
    user: str
    password: str
    auth_without_tls: bool = False

    def fits(self, _mechanism: str, user: bytes, password: bytes) -> bool:
        return (user, password) == (self.user.encode(), self.password.encode())


class Server:
    """What all connections share; aiosmtpd calls the handle_… methods."""

    def __init__(self, log: str, faults=(), tls=None, login=None, size=None, delay=0) -> None:
        self.log = open(log, "a", encoding="utf-8")
        self.faults = [Fault(**fault) for fault in faults]
        self.tls = self.mode = None
        if tls:
            self.mode = tls["mode"]
            if self.mode not in ("starttls", "smtps"):
                raise ValueError(f"no such mode: {self.mode}")
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(tls["certificate"], tls["key"])
        self.login = Login(**login) if login else None
        self.size = size
        self.delay = delay
        self.connections = 0
        self.messages = 0

    def write(self, event: str, **details) -> None:
        print(json.dumps({"event": event, **details}, ensure_ascii=False), file=self.log, flush=True)

    def fault(self, at: str, n: int, recipients: Sequence[str]) -> Fault | None:
        for fault in self.faults:
            if fault.fires(at, n, recipients):
                self.write("fault", n=n, at=at, do=fault.do)
                return fault
        return None

    def connection(self) -> "Connection":
        login = self.login
        # aiosmtpd does not see that a connection is encrypted from its start.
        need_starttls = self.mode != "smtps" and not (login and login.auth_without_tls)
        return Connection(
            self,
            data_size_limit=self.size,
            hostname="localhost",
            tls_context=self.tls if self.mode == "starttls" else None,
            timeout=NEVER,
            auth_required=login is not None,
            auth_require_tls=need_starttls,
            auth_exclude_mechanism=() if login else ("PLAIN", "LOGIN"),
            auth_callback=login and login.fits,
            loop=asyncio.get_running_loop(),
        )

    async def handle_EHLO(self, connection, session, envelope, hostname, lines: list[str]) -> list[str]:
        session.host_name = hostname
        return lines if self.login else [line for line in lines if not line.startswith("250-AUTH")]

    async def handle_DATA(self, connection: "Connection", session, envelope) -> str | None:
        fault = self.fault("dot", connection.message, envelope.rcpt_tos)
        if fault and fault.do != "drop":
            return await connection.act(fault)
        content = envelope.original_content
        self.write(
            "accepted",
            n=connection.message,
            **{"from": envelope.mail_from},
            to=envelope.rcpt_tos,
            message_id=BytesHeaderParser(policy=default).parsebytes(content)["message-id"],
            sha256=hashlib.sha256(content).hexdigest(),
            bytes=len(content),
            tls=connection.transport.get_extra_info("ssl_object") is not None,
            user=session.auth_data.login.decode() if session.auth_data else None,
        )
        return await connection.act(fault) if fault else "250 2.0.0 accepted"

    async def handle_exception(self, error: Exception) -> str:
        if not isinstance(error, TLSSetupException):
            traceback.print_exception(error)
        return "500 the server has a bug"


class Connection(SMTP):
    # As Postfix and Exchange ask; aiosmtpd's own are its own.
    AuthLoginUsernameChallenge = "Username:"
    AuthLoginPasswordChallenge = "Password:"

    def __init__(self, server: Server, **options) -> None:
        super().__init__(server, **options)
        self.server = server
        self.number = self.message = 0

    async def push(self, status: str | bytes | None) -> None:
        """Sends a reply, or one line of a long one; None is a reply that act() has sent."""
        if status is None:
            return
        line = status if isinstance(status, bytes) else status.encode()
        if line[3:4] != b"-":
            await asyncio.sleep(self.server.delay)
        await super().push(line)
        if line.startswith(b"421"):
            self.transport.close()
            await self.end()

    async def end(self) -> None:
        """Waits for the connection to end, which cancels this."""
        await asyncio.Event().wait()

    async def act(self, fault: Fault) -> None:
        if fault.do in ("drop", "lose"):
            self.transport.abort()
        if fault.do in ("drop", "lose", "stall"):
            await self.end()
        await self.push(fault.do)

    async def faulty(self, at: str, recipients: Sequence[str] = ()) -> bool:
        """Is there a fault at this point? Then it has been acted upon."""
        fault = self.server.fault(at, self.number if at in OF_CONNECTION else self.message, recipients)
        if fault:
            await self.act(fault)
        return fault is not None

    async def _handle_client(self) -> None:
        self.server.connections += 1
        self.number = self.server.connections
        self.server.write("connected", n=self.number)
        if not await self.faulty("connect"):
            return await super()._handle_client()
        # RFC 5321, 3.1: after a refusal only QUIT is answered otherwise.
        while (await self._reader.readline()).strip().upper() != b"QUIT":
            await self.push("503 5.5.1 no service")
        await self.push("221 Bye")
        self.transport.close()

    async def smtp_EHLO(self, arg) -> None:
        if not await self.faulty("ehlo"):
            await super().smtp_EHLO(arg)

    async def smtp_AUTH(self, arg) -> None:
        if not await self.faulty("auth"):
            await super().smtp_AUTH(arg)

    async def smtp_STARTTLS(self, arg) -> None:
        if not await self.faulty("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_MAIL(self, arg) -> None:
        self.server.messages += 1
        self.message = self.server.messages
        if not await self.faulty("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg) -> None:
        address, _ = self._getaddr(self._strip_command_keyword("TO:", arg or ""))
        if not await self.faulty("rcpt", [address]):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg) -> None:
        recipients = self.envelope.rcpt_tos
        if not recipients:
            return await super().smtp_DATA(arg)
        if await self.faulty("data", recipients):
            return
        fault = self.server.fault("body", self.message, recipients)
        if not fault:
            return await super().smtp_DATA(arg)
        await self.push("354 go on")
        line = await self._reader.readline()
        await self.act(fault)
        while line != b".\r\n":
            line = await self._reader.readline()
        self._set_post_data_state()


async def main(script: str, log: str) -> int:
    try:
        with open(script, encoding="utf-8") as file:
            server = Server(log, **json.load(file))
    except (OSError, ValueError, TypeError, KeyError) as error:
        print(f"{script}: {error!r}", file=sys.stderr)
        return 2
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="aiosmtpd")
    listener = await asyncio.get_running_loop().create_server(
        server.connection, "127.0.0.1", 0, ssl=server.tls if server.mode == "smtps" else None
    )
    print("port", listener.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    return 0


if len(sys.argv) != 3:
    print("usage: serve SCRIPT.json LOG.jsonl", file=sys.stderr)
    sys.exit(2)
sys.exit(asyncio.run(main(*sys.argv[1:])))
