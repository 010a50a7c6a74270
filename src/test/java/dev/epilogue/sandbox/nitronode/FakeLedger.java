package dev.epilogue.sandbox.nitronode;

import dev.epilogue.sandbox.nitronode.encoding.KeyEncoding.Grant;
import dev.epilogue.sandbox.nitronode.ledger.AppKey;
import dev.epilogue.sandbox.nitronode.ledger.Channel;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.Node;
import dev.epilogue.sandbox.nitronode.ledger.Session;
import dev.epilogue.sandbox.nitronode.ledger.Transaction;
import dev.epilogue.sandbox.nitronode.ledger.Transition;
import dev.epilogue.sandbox.nitronode.ledger.Update;
import dev.epilogue.sandbox.nitronode.socket.NodeSide.Interloper;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The node's books in a test's hands: rows without signatures, events of the chain, reading. */
public final class FakeLedger implements Interloper {

    private final Node node;

    FakeLedger(Node node) {
        this.node = node;
    }

    public SessionId openSession(SessionSeed seed) {
        return locked(each -> {
            each.seeds().session(seed.session());
            return seed.id();
        });
    }

    /** Registers without signatures; for the application, until {@code expiresAt} (Unix seconds). */
    public void registerKey(Address owner, Address key, String applicationId, long expiresAt) {
        locked(each -> {
            long version = each.appKeys().nextVersion(owner, key);
            Grant grant = new Grant(owner, key, version, expiresAt);
            each.seeds().appKey(new AppKey(grant, List.of(applicationId), List.of(), null, null));
            return null;
        });
    }

    /**
     * An open channel on chain whose first state is a deposit of the balance.
     *
     * @param walletKey the wallet's private key, for the user's signature on that state
     * @return the channel's id
     */
    public String openChannel(byte[] walletKey, String asset, Amount balance) {
        return locked(each -> each.seeds().openChannel(walletKey, asset, balance.value()));
    }

    /** Likewise, but the first state lacks the user's signature, so that nothing is co-signed yet. */
    public String openChannel(Address wallet, String asset, Amount balance) {
        return locked(each -> each.seeds().openChannel(wallet, asset, balance.value()));
    }

    public void put(Session session) {
        locked(each -> {
            each.seeds().session(session);
            return null;
        });
    }

    public void put(AppKey key) {
        locked(each -> {
            each.seeds().appKey(key);
            return null;
        });
    }

    public void put(Channel channel) {
        locked(each -> {
            each.seeds().channel(channel);
            return null;
        });
    }

    public void append(ChannelState state) {
        locked(each -> {
            each.seeds().state(state);
            return null;
        });
    }

    public void append(Transaction transaction) {
        locked(each -> {
            each.seeds().transaction(transaction);
            return null;
        });
    }

    public void setVersion(SessionId session, long version) {
        locked(each -> {
            each.seeds().version(session.hex(), version);
            return null;
        });
    }

    /** Somebody's operate: the version moves, nothing else. */
    @Override
    public void operate(SessionId session) {
        locked(each -> each.sessions().force(Update.OPERATE, session.hex()));
    }

    /** Somebody's close at the current allocations, releases included. */
    @Override
    public void close(SessionId session) {
        locked(each -> each.sessions().force(Update.CLOSE, session.hex()));
    }

    public void channelCreated(String channelId, long version) {
        locked(each -> {
            each.chainEvents().created(channelId, version);
            return null;
        });
    }

    /** @param userSig the user's signature on that state, where the node does not have it yet */
    public void channelCheckpointed(String channelId, long version, @Nullable String userSig) {
        locked(each -> {
            each.chainEvents().advanced(channelId, version, userSig);
            return null;
        });
    }

    public void channelChallenged(String channelId, long version, Instant expiresAt) {
        locked(each -> {
            each.chainEvents().challenged(channelId, version, expiresAt);
            return null;
        });
    }

    /** @param version of the state that was paid out */
    public void channelClosed(String channelId, long version) {
        locked(each -> {
            each.chainEvents().closed(channelId, version);
            return null;
        });
    }

    public Session session(SessionId id) {
        return locked(each -> each.reads().session(id.hex()).orElseThrow());
    }

    /** Release transactions of the session, in order. */
    public List<Transaction> releases(SessionId id) {
        return locked(each -> each.reads()
                .transactions(
                        id.hex(),
                        row -> row.type() == Transition.RELEASE && row.from().equals(id.hex()))
                .reversed());
    }

    /** All states of the account, oldest first. */
    public List<ChannelState> states(Address wallet, String asset) {
        return locked(each -> each.channels().chain(new Account(wallet, asset)));
    }

    public Optional<Channel> homeChannel(Address wallet, String asset) {
        return locked(each -> each.reads().homeChannel(wallet, asset));
    }

    public Optional<Channel> channel(String channelId) {
        return locked(each -> each.reads().channels(channel -> channel.id().equals(channelId)).stream()
                .findFirst());
    }

    private <T> T locked(Function<Node, T> action) {
        synchronized (node) {
            return action.apply(node);
        }
    }
}
