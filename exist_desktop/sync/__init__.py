"""The worker between the store and the service: what to send next, sending it, reading back, and the status."""
