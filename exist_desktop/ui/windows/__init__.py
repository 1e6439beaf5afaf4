"""The main window with its sidebar and toasts, and small separate windows."""
