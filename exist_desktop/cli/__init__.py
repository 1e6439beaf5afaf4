"""The commands of the shell: `add`, `today`, `outbox`, `sync`, `status`, `sign-in` and others."""
