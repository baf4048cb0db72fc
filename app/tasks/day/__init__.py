"""My day (我的一天): what somebody does today, on one page. First what is late, then today, then the working days that
come; what was promised to customers, what waits for one's word, and whether the day holds all of it."""
