"""The sample office in the making: beside the pages, with its progress, and it can be stopped."""

import logging
import threading
import traceback
from pathlib import Path

from office.demo import STEPS, make_demo
from thai.errors import Refused

log = logging.getLogger("saraban")
FAILED = "สร้างสำนักงานตัวอย่างไม่สำเร็จ ยังไม่มีอะไรค้างอยู่ โปรดลองอีกครั้ง"


class Founding:
    """Makes the sample office in ``data``, in a thread of its own, from the first moment.

    ``done`` counts its lines, of ``total``; ``says`` is the last one. When it no longer runs, it is
    ``ready``, or was stopped, or ``fault`` tells why not; then nothing of it is left.
    """

    total = STEPS

    def __init__(self, data: Path) -> None:
        self.done = 0
        self.says = ""
        self.fault = ""
        self.ready = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(data,), daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Stop after the document at hand, and wait until nothing is left."""
        self._stop.set()
        self._thread.join()

    def _run(self, data: Path) -> None:
        try:
            self._make(data)
        except Refused as refused:
            self.fault = str(refused)
        except Exception as error:  # told on the page, by its place in the log
            self.fault = FAILED
            log.error("%s\n%s", type(error), "".join(traceback.format_tb(error.__traceback__)))

    def _make(self, data: Path) -> None:
        lines = make_demo(data, 0, pdf=False)
        for line in lines:
            self.done, self.says = self.done + 1, line
            if self._stop.is_set():
                lines.close()
                return
        self.ready = True
