"""The window: shows the projection and emits what the person wants. The only part that uses Qt Widgets."""
