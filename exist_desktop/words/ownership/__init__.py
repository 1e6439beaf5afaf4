"""The actions of ownership in words: what they do, what was looked at before, and how they ended."""
