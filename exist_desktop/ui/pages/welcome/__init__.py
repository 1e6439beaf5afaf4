"""The Welcome page: three ways to sign in, and the steps that follow."""
