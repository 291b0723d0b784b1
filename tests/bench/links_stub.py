"""Put in place of the resolver of a Python program: every name is this machine, but for those that end in .invalid."""

import os
import socket

_real = socket.getaddrinfo


def _stub(host, port, *arguments, **more):
    text = host.decode() if isinstance(host, bytes) else str(host or "")
    if text.rstrip(".").endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return _real("127.0.0.1", port, *arguments, **more)


socket.getaddrinfo = _stub
if hasattr(os, "seteuid"):
    os.seteuid = lambda _user: None  # started as root LinkChecker becomes nobody, who may not be allowed to read Python's own files
