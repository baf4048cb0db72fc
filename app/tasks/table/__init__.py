"""The assignment and tracking table (任务分配与跟踪表): tasks as the paper has them, one row a part, out and in again.

A cell is written as it will be read (`cells`, `quality`), rows stand in an order that only follows from what they say
(`rows`), and what comes in is paired with the tasks that are there (`pairing`) before it becomes tasks (`into`,
`wholes`). So a table that comes back unchanged changes nothing, and the table of a company that took one in is the
table it took in, to the letter.
"""
