"""The demo's people: who they are, their attributes, and ten years of made-up days."""
