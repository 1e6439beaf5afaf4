"""The other side of the wire: a server that speaks Exist's HTTP API on loopback, two people included.

It is written from the documents of the API alone and imports nothing of the application, so that a misunderstanding
in the application cannot repeat itself here.
"""
