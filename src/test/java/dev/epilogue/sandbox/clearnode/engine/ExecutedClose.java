package dev.epilogue.sandbox.clearnode.engine;

import java.time.Instant;
import java.util.List;

/** A close that was booked. @param connection whose frame it was, zero for a close that no frame asked for */
public record ExecutedClose(String session, long connection, List<Share> allocations, Instant at) {}
