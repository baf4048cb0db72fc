"""Deals (商机): what a customer may buy from us, on its way from the first call to an order or to a "no".

A deal stands in one stage of one pipeline. Its owner moves it on, loses it with a reason, or wins it, which makes the
order. It grows stale in two ways: it stays in a stage longer than the stage allows, or nobody has spoken to the
customer. Other areas use the verbs of `acts` and the statements of `queries`.
"""
