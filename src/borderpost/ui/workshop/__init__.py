"""The profile workshop: profiles with their figures, written, tried out, proposed, approved and retired."""
