"""An SMTP server that breaks the protocol in one way: see the script `hostile` beside this file.

MODE:
  endless       a greeting that never ends its line        lines         a greeting of lines without end
  drip          a greeting, a byte a quarter of a second   drip-answer   the answer to the content in that way
  bytes:HEX     the answer to the content is "250 " and these bytes
  final:TEXT    the answer to the content is this line     data:TEXT     the answer to DATA is this line
  greeting:TEXT the greeting is this line                  mail:TEXT     the answer to MAIL is this line
  early         "250" stands behind the 354 already        amid          "250" comes before the end of the content
  refuse-amid   "552" comes before the end of the content  no-221        QUIT is never answered
  inject        the answers of a stranger stand behind that to STARTTLS, before the connection is protected
  other-ehlo    AUTH is offered before STARTTLS alone

LOG.jsonl gets {"event": "accepted", "to"} for each message whose end came and that was read whole, {"event": "began"}
for each whose content began, and {"event": "auth"} for each AUTH.
"""

import json
import socket
import ssl
import sys
import threading
import time

MODE, _, TEXT = sys.argv[1].partition(":")
LOG = open(sys.argv[2], "a", encoding="utf-8")
LOCK = threading.Lock()


def write(event, **details):
    with LOCK:
        print(json.dumps({"event": event, **details}), file=LOG, flush=True)


class Session:
    def __init__(self, connection):
        self.connection = connection
        self.file = connection.makefile("rb")
        self.to = None
        self.secure = False

    def say(self, line):
        self.connection.sendall(line if isinstance(line, bytes) else line.encode() + b"\r\n")

    def drip(self, line):
        for byte in line:
            self.say(bytes([byte]))
            time.sleep(0.25)

    def greet(self):
        while MODE == "endless":
            self.say(b"220" + b"A" * 65536)
        while MODE == "lines":
            self.say(b"220-again\r\n" * 1000)
        if MODE == "drip":
            self.drip(b"220 " + b"x" * 1000)
        self.say(TEXT if MODE == "greeting" else "220 hostile")

    def hello(self):
        offers = ["8BITMIME"]
        if MODE in ("inject", "other-ehlo") and not self.secure:
            offers += ["STARTTLS", "AUTH PLAIN LOGIN"]
        lines = ["hostile", *offers]
        for n, line in enumerate(lines):
            self.say(f"250{' ' if n + 1 == len(lines) else '-'}{line}")

    def protect(self):
        stranger = b"250-stranger\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go on\r\n250 taken by a stranger\r\n"
        self.say(b"220 go on\r\n" + (stranger if MODE == "inject" else b""))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3], sys.argv[4])
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.file = self.connection.makefile("rb")
        self.secure = True

    def data(self):
        if MODE == "data":
            return self.say(TEXT)
        self.say(b"354 go on\r\n250 taken early\r\n" if MODE == "early" else "354 go on")
        line = self.file.readline()
        if line:
            write("began")
        if MODE in ("amid", "refuse-amid"):
            self.say("250 taken amid" if MODE == "amid" else "552 too large")
        while line and line != b".\r\n":
            line = self.file.readline()
        if not line:
            raise EOFError
        write("accepted", to=self.to)
        if MODE == "drip-answer":
            self.drip(b"250 " + b"x" * 1000)
        elif MODE == "bytes":
            self.say(b"250 " + bytes.fromhex(TEXT) + b"\r\n")
        else:
            self.say(TEXT if MODE == "final" else "250 taken")

    def run(self):
        self.greet()
        while line := self.file.readline():
            command = line.split()[0].upper().decode("ascii", "replace") if line.strip() else ""
            if command == "QUIT" and MODE != "no-221":
                return self.say("221 bye")
            elif command == "EHLO":
                self.hello()
            elif command == "STARTTLS":
                self.protect()
            elif command == "DATA":
                self.data()
            elif command == "MAIL" and MODE == "mail":
                self.say(TEXT)
            elif command != "QUIT":
                if command == "AUTH":
                    write("auth")
                if command == "RCPT":
                    self.to = line.decode("ascii", "replace").split("<")[-1].split(">")[0]
                self.say("235 ok" if command == "AUTH" else "250 ok")


def serve(connection):
    try:
        Session(connection).run()
    except (OSError, EOFError):
        pass
    finally:
        connection.close()


def listen(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0))
print("port", listener.getsockname()[1], flush=True)
threading.Thread(target=listen, args=(listener,), daemon=True).start()
sys.stdin.buffer.read()
