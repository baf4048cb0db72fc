"""The morning meeting (晨会): a lead walks through his people, one after the other. What was done since the last
working day, what comes today, what is late and why, who needs support. Keys alone steer it, in front of everybody."""
