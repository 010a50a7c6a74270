package dev.epilogue.sandbox.nitronode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;

/** Many frames in one write on a new connection, so that they reach the node together. */
final class RawBurst {

    private final URI url;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

    RawBurst(URI url) {
        this.url = url;
    }

    void add(String text) {
        frames.writeBytes(RawWire.frame(RawWire.TEXT, text));
    }

    /** How many frames came back before the connection was gone. */
    int framesUntilGone() throws IOException {
        try (RawWire wire = new RawWire(url)) {
            wire.write(frames.toByteArray());
            int count = 0;
            while (wire.next() != RawWire.GONE) {
                count++;
            }
            return count;
        }
    }
}
