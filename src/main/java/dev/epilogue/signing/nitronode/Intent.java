package dev.epilogue.signing.nitronode;

/** What an update of a session does, by its number on the wire. */
public enum Intent {
    OPERATE(0),
    DEPOSIT(1),
    WITHDRAW(2),
    CLOSE(3);

    private final int wire;

    Intent(int wire) {
        this.wire = wire;
    }

    public int wire() {
        return wire;
    }

    /** @throws IllegalArgumentException when no intent has this number */
    public static Intent ofWire(int wire) {
        for (Intent intent : values()) {
            if (intent.wire == wire) {
                return intent;
            }
        }
        throw new IllegalArgumentException("unknown intent " + wire);
    }
}
