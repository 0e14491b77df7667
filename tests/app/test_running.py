"""What a start of the program says, and does not say."""

import os
import subprocess
import sys
from pathlib import Path

_SHOW = """
from PySide6.QtWidgets import QLabel
from borderpost.app.running import make_application
application = make_application()
label = QLabel("\u0928\u0940\u0932\u092e \u0a28\u0a40\u0a32\u0a2e \u0e44\u0e17\u0e22")
label.setStyleSheet("font-family: 'DejaVu Sans Mono', 'Noto Sans'")
label.resize(label.sizeHint())
label.grab()
"""


def test_a_name_in_any_script_is_shown_without_a_word_on_the_error_stream(checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", _SHOW],
        env={**os.environ, "PYTHONPATH": str(checkout / "src"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
