-- Wrong codes are counted as wrong passwords are, by network.
DROP TABLE invitation_guess;
