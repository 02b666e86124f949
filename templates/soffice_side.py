"""LibreOffice's own side: run by the Python that has ``uno`` (Debian's /usr/bin/python3).

    soffice_side.py SOCKET PROFILE SOFFICE SECONDS

It keeps one LibreOffice warm, and converts the documents that come over a private Unix socket one
after another, in the order in which they come. LibreOffice is started again when it died, when a
conversion took longer than the limit (seconds), and after every 500 documents. The program ends
when its standard input closes, so it never outlives the process that started it.

A request is a document and the answer one letter and its content, each as eight bytes of length
(big endian) and as many bytes: K and the PDF; T for too long; D for a LibreOffice that died; F and
what it said.
"""

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

RECEIVE_LIMIT = 100_000_000  # bytes of a document
START_LIMIT = 60.0  # seconds
DOCUMENTS_PER_START = 500
PDF_OPTIONS = {
    "SelectPdfVersion": 2,  # PDF/A-2b
    "UseTaggedPDF": True,
    "ReduceImageResolution": False,
    "UseLosslessCompression": True,
}


def properties(**values):
    """Return values as LibreOffice's named properties."""
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Warm:
    """One LibreOffice that is up, or will be at the next document."""

    def __init__(self, soffice, profile):
        self.command = ["setpriv", "--pdeathsig", "KILL", soffice]  # dies with this program
        self.command += ["--headless", "--norestore", "--nologo", "--nodefault"]
        self.command.append(f"-env:UserInstallation={Path(profile).resolve().as_uri()}")
        self.process = None
        self.desktop = None
        self.converted = 0

    def start(self):
        """Start LibreOffice; with a new profile it ends by itself and wants a second start."""
        for _ in range(2):
            self.stop()
            self.start_once()
            if self.alive():
                return

    def start_once(self):
        """Wait until LibreOffice answers on a pipe that only this user can open, or has ended."""
        pipe = f"saraban{uuid.uuid4().hex}"
        accept = f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"
        self.process = subprocess.Popen([*self.command, accept], stdin=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        end = time.monotonic() + START_LIMIT
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(uno.getClass("com.sun.star.connection.NoConnectException")):
                context = resolver.resolve(url)
                self.desktop = context.ServiceManager.createInstanceWithContext(
                    "com.sun.star.frame.Desktop", context
                )
                self.converted = 0
                return
            time.sleep(0.02)

    def stop(self):
        """End LibreOffice, whatever it is doing."""
        self.desktop = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def alive(self):
        """Tell whether LibreOffice is up."""
        return self.desktop is not None and self.process.poll() is None

    def convert(self, document):
        """Return the PDF of a document."""
        with tempfile.TemporaryDirectory() as place:
            source, target = Path(place, "document.docx"), Path(place, "document.pdf")
            source.write_bytes(document)
            opened = self.desktop.loadComponentFromURL(
                source.as_uri(),
                "_blank",
                0,
                properties(
                    FilterName="MS Word 2007 XML",
                    Hidden=True,
                    ReadOnly=True,
                    MacroExecutionMode=0,
                    UpdateDocMode=0,
                ),
            )
            if opened is None:
                raise ValueError("LibreOffice did not open the document")
            try:
                options = uno.Any("[]com.sun.star.beans.PropertyValue", properties(**PDF_OPTIONS))
                opened.storeToURL(
                    target.as_uri(),
                    properties(FilterName="writer_pdf_Export", FilterData=options),
                )
            finally:
                with contextlib.suppress(Exception):
                    opened.close(True)
            self.converted += 1
            return target.read_bytes()

    def answer(self, document, seconds):
        """Return the letter and the content that answer a document."""
        if not self.alive() or self.converted >= DOCUMENTS_PER_START:
            self.start()
        if not self.alive():
            return b"D", b""
        late = threading.Event()

        def end():
            late.set()
            self.process.kill()

        watch = threading.Timer(seconds, end)
        watch.start()
        try:
            return b"K", self.convert(document)
        except Exception as fault:  # a bridge that broke raises anything
            time.sleep(0.05)  # until the system tells that the process ended
            if late.is_set():
                return b"T", b""
            return (b"F", str(fault).encode()) if self.alive() else (b"D", b"")
        finally:
            watch.cancel()


def receive(connection, count):
    """Return so many bytes from a connection."""
    content = bytearray()
    while len(content) < count:
        piece = connection.recv(min(1 << 20, count - len(content)))
        if not piece:
            raise ConnectionError
        content += piece
    return bytes(content)


def serve(listener, warm, seconds):
    """Answer one connection after the other, for ever; a slow or broken one is dropped."""
    while True:
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10.0)
            (count,) = struct.unpack(">Q", receive(connection, 8))
            if count > RECEIVE_LIMIT:
                continue
            letter, content = warm.answer(receive(connection, count), seconds)
            connection.sendall(letter + struct.pack(">Q", len(content)) + content)


def end_with_parent(warm):
    """End this program and its LibreOffice when standard input closes."""
    sys.stdin.buffer.read()
    with contextlib.suppress(AttributeError):  # it is just being started or stopped
        warm.process.kill()
        warm.process.wait()
    os._exit(0)


def main():
    """Bind the socket first, so that whoever connects waits for LibreOffice to come up."""
    address, profile, soffice, seconds = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    warm = Warm(soffice, profile)
    threading.Thread(target=end_with_parent, args=(warm,), daemon=True).start()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        with contextlib.suppress(FileNotFoundError):
            Path(address).unlink()
        listener.bind(address)
        listener.listen(128)
        warm.start()
        serve(listener, warm, float(seconds))


if __name__ == "__main__":
    main()
