DROP TABLE winner, result, seal_copy;
