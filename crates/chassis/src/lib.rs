//! What a process needs to start, be seen and stop.
