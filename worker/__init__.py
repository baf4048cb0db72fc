"""What happens when nobody is waiting: letters are sent, reports made, tables imported, promises remembered.

`relay` takes rows of the outbox to the queue, fairly between companies; `run` does the work; `tick` asks each minute
for what comes round; `mailbox` catches letters in development. The database is the only record of what is to be done:
the queue in Redis may be lost at any moment, and is filled again from there.
"""
