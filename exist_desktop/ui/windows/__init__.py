"""The main window with its sidebar, toasts, and small windows of their own."""
