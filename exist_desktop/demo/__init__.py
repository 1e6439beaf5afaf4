"""The demo server: Exist's HTTP API on loopback, with two people.

It is written from the documents of the API alone and imports nothing of the application, so that a misunderstanding
in the application is not repeated here.
"""
