"""Who fills an attribute: what a person wants about that, what is known of it, and when they are asked first."""
