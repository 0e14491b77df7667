"""Where the exhibits of a case are, who had them before, under which seal and by what weight."""
