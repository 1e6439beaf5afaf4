"""HTTP: the transport, the server's address, proxies, bounded bodies, and what a failure means."""
