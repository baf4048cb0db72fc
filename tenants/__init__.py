"""Who and where: companies, people, and the one door through which all work on a company's data goes.

A `Tenant` is a company that rents the product. A `User` is a human who signs in; a `Member` is that human in one
company, with a role. Everything a company owns carries its `tenant_id`, and two walls keep it apart from the others:
the database's row security (`fence`) and the predicate the ORM adds to every statement (`owned`). Nothing here knows
about selling, and only `urls` knows about the web.
"""
