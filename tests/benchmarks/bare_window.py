"""The least that a PySide6 program can be: a window with one label."""

import sys

from PySide6.QtWidgets import QApplication, QLabel

from tests.benchmarks.first_paint import FirstPaint

app = QApplication(sys.argv[:1])
label = QLabel("Today")
label.resize(1000, 700)
FirstPaint(label)
label.show()
sys.exit(app.exec())
