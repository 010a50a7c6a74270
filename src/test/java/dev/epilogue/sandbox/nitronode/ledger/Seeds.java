package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.encoding.ChannelEncoding;
import dev.epilogue.sandbox.nitronode.encoding.StateEncoding;
import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Place;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.value.Address;
import dev.epilogue.value.Hash32;
import java.math.BigDecimal;

/** Rows that are simply there, as if they had come about properly. */
public final class Seeds {

    private static final long SECONDS_OF_A_DAY = 86_400;

    private final Books books;
    private final Address node;
    private final Network network;
    private final StateSigners signers;

    Seeds(Books books, Address node, Network network, StateSigners signers) {
        this.books = books;
        this.node = node;
        this.network = network;
        this.signers = signers;
    }

    public void session(Session session) {
        books.put(session);
    }

    public void version(String sessionId, long version) {
        books.put(books.session(sessionId).orElseThrow().atVersion(version));
    }

    public void appKey(AppKey key) {
        books.appKeys.add(key);
    }

    public void channel(Channel channel) {
        books.channels.put(channel.id(), channel);
    }

    public void state(ChannelState state) {
        books.chain(state.account()).add(state);
    }

    public void transaction(Transaction transaction) {
        books.transactions.add(transaction);
    }

    public String openChannel(Address wallet, String asset, BigDecimal balance) {
        ChannelState state = opened(new Account(wallet, asset), balance);
        state(state);
        return state.homeChannelId();
    }

    /** The user's signature is on the first state too. */
    public String openChannel(byte[] walletKey, String asset, BigDecimal balance) {
        ChannelState state = opened(new Account(Secp256k1.best().addressOf(walletKey), asset), balance);
        byte[] message = StateEncoding.packed(state, token(asset).decimals());
        state(state.withUserSig(Signatures.typed(0, message, walletKey)));
        return state.homeChannelId();
    }

    private ChannelState opened(Account account, BigDecimal balance) {
        Token token = token(account.asset());
        ChannelTerms terms = new ChannelTerms(books.channels.size() + 1L, SECONDS_OF_A_DAY, "0x03");
        String id = ChannelEncoding.channelId(account.wallet(), node, account.asset(), terms)
                .hex();
        channel(new Channel(id, account, terms, token, Status.OPEN, 1, null));
        Place place = new Place(0, 1, id);
        String txId = StateEncoding.transactionId(id, Hash32.parse(place.stateId(account)))
                .hex();
        ChannelState state = ChannelState.unsigned(
                account,
                place,
                new Transition(Transition.HOME_DEPOSIT, txId, id, balance),
                HomeLedger.NONE.on(token.address(), token.chainId()).deposited(balance));
        return state.withNodeSig(signers.nodeSignature(state, token));
    }

    /** The asset's first token. */
    private Token token(String asset) {
        return network.asset(asset).orElseThrow().tokens().getFirst();
    }
}
