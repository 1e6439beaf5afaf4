"""The program on Wayland: what is different there, by keys, mouse and tray; and a start on any compositor."""
