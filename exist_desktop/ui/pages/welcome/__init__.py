"""The Welcome page: ways to sign in, and the steps on the way."""
