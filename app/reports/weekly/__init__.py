"""The weekly pipeline report: what happened to our deals this week, and what is still open.

On Monday morning the manager wants one sheet for the meeting: which deals are new, which moved, which were won and
lost and why, which have stood still too long, and when the open ones are expected to close; per person and in total.
`figures` is what the report says, `paper` sets it as PDF, `workbook` as a spreadsheet. Both say the same to the fen.
"""
