package dev.epilogue.sandbox.nitronode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;

/** Many frames in one write, so that they reach the node together. */
final class RawBurst implements AutoCloseable {

    private final RawWire wire;
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

    RawBurst(URI url) throws IOException {
        wire = new RawWire(url);
    }

    void add(String text) {
        frames.writeBytes(RawWire.frame(RawWire.TEXT, text));
    }

    void send() throws IOException {
        wire.write(frames.toByteArray());
    }

    /** How many frames came back before the connection was gone. */
    int framesUntilGone() throws IOException {
        int count = 0;
        while (wire.next() != RawWire.GONE) {
            count++;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
