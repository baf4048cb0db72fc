"""One's own page: name, language, address, password, and the devices one is signed in on."""
