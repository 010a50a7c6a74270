package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import java.time.InstantSource;

/**
 * A whole node without its socket. Not safe for use by several threads at once: callers synchronise on it, as the database of
 * a real node does.
 */
public final class Node {

    private final Books books = new Books();
    private final Address address;
    private final Network network;
    private final Sessions sessions;
    private final StateSigners signers;
    private final Channels channels;
    private final ChannelOpening opening;
    private final ChainEvents chainEvents;
    private final AppKeys appKeys;
    private final ChannelKeys channelKeys;

    /** @param privateKey 32 bytes */
    public Node(byte[] privateKey, Network network, Limits limits, InstantSource clock) {
        this.address = Secp256k1.best().addressOf(privateKey);
        this.network = network;
        KeyRules keyRules = new KeyRules(clock, limits);
        appKeys = new AppKeys(books, keyRules);
        channelKeys = new ChannelKeys(books, keyRules);
        signers = new StateSigners(privateKey, channelKeys);
        channels = new Channels(books, signers, clock);
        opening = new ChannelOpening(channels, network, address);
        chainEvents = new ChainEvents(channels, clock);
        sessions = new Sessions(
                books, new CreateRules(limits), new AllocationRules(network), new Quorum(appKeys), channels);
    }

    public Address address() {
        return address;
    }

    public Network network() {
        return network;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Channels channels() {
        return channels;
    }

    public ChannelOpening opening() {
        return opening;
    }

    public ChainEvents chainEvents() {
        return chainEvents;
    }

    public AppKeys appKeys() {
        return appKeys;
    }

    public ChannelKeys channelKeys() {
        return channelKeys;
    }

    public Reads reads() {
        return new Reads(books);
    }

    public Seeds seeds() {
        return new Seeds(books, address, network, signers);
    }

    public Books backup() {
        return books.copy();
    }

    public void restore(Books backup) {
        books.replaceWith(backup);
    }
}
