"""Watch lists of people, companies and addresses, and the parties of a declaration compared with them."""
