"""State machines of Hypothesis over the real program: what they find, they make small."""
