"""Chooses the proxy for the server, by the environment or the system.

httpx reads the same settings, but it fails at the first entry of `NO_PROXY` that it cannot read, and takes `10.0.0.0/8`
for a name. Here an entry that cannot be read is ignored.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit
from urllib.request import getproxies, getproxies_environment, proxy_bypass

HTTPS_PORT = 443


def proxy_for(server: str) -> str | None:
    """Returns the proxy to a server that is not this computer, or None for a direct connection."""
    named = getproxies_environment()
    if named:
        return chosen(server, named)
    if proxy_bypass(urlsplit(server).hostname or ""):
        return None
    return chosen(server, getproxies())


def chosen(server: str, settings: Mapping[str, str]) -> str | None:
    """As `proxy_for`, by settings with the keys `https`, `all` and `no`."""
    proxy = (settings.get("https") or settings.get("all") or "").strip()
    parts = urlsplit(server)
    if not proxy or is_excepted(parts.hostname or "", parts.port or HTTPS_PORT, settings.get("no", "")):
        return None
    scheme, separator, rest = proxy.partition("://")
    if not separator:
        return f"http://{proxy}"
    return f"socks5://{rest}" if scheme.lower() == "socks" else proxy  # GNOME's name for it


def is_excepted(host: str, port: int, exceptions: str) -> bool:
    """Whether `NO_PROXY` names the host: by name, domain, address, network, any of them with a port, or by `*`."""
    entries = (entry.strip().lower() for entry in exceptions.replace(";", ",").split(","))
    return any(_names(entry.partition("://")[2] or entry, host.lower(), port) for entry in entries if entry)


def _names(entry: str, host: str, port: int) -> bool:
    if entry == "*" or _has_address(entry, host):
        return True
    name, separator, of_port = entry.rpartition(":")
    if separator and of_port.isdecimal() and (":" not in name or name.startswith("[")):
        return of_port.lstrip("0") == str(port) and _names(name, host, port)
    domain = entry.removeprefix("*").removeprefix(".").removesuffix(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _has_address(entry: str, host: str) -> bool:
    """Whether the entry is the host's address, or its network."""
    try:
        network = ipaddress.ip_network(entry.replace("[", "").replace("]", ""), strict=False)
        return ipaddress.ip_address(host.strip("[]")) in network
    except ValueError:
        return False
