package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All rows of a node. Values are immutable, so a copy of the books is a backup. */
public final class Books {

    final Map<String, Session> sessions = new LinkedHashMap<>();
    final Map<Account, List<ChannelState>> states = new LinkedHashMap<>();
    final Map<String, Channel> channels = new LinkedHashMap<>();
    final Transactions transactions = new Transactions();
    final List<AppKey> appKeys = new ArrayList<>();
    final List<ChannelKey> channelKeys = new ArrayList<>();

    Books copy() {
        Books copy = new Books();
        copy.sessions.putAll(sessions);
        states.forEach((account, chain) -> copy.states.put(account, new ArrayList<>(chain)));
        copy.channels.putAll(channels);
        copy.transactions.replaceWith(transactions);
        copy.appKeys.addAll(appKeys);
        copy.channelKeys.addAll(channelKeys);
        return copy;
    }

    void replaceWith(Books other) {
        Books copy = other.copy();
        sessions.clear();
        sessions.putAll(copy.sessions);
        states.clear();
        states.putAll(copy.states);
        channels.clear();
        channels.putAll(copy.channels);
        transactions.replaceWith(copy.transactions);
        appKeys.clear();
        appKeys.addAll(copy.appKeys);
        channelKeys.clear();
        channelKeys.addAll(copy.channelKeys);
    }

    Optional<Session> session(String id) {
        return Optional.ofNullable(sessions.get(id.toLowerCase(Locale.ROOT)));
    }

    void put(Session session) {
        sessions.put(session.id().hex(), session);
    }

    List<ChannelState> chain(Account account) {
        return states.computeIfAbsent(account, none -> new ArrayList<>());
    }

    Optional<ChannelState> latest(Account account) {
        List<ChannelState> chain = states.getOrDefault(account, List.of());
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast());
    }

    Optional<ChannelState> latestCoSigned(Account account) {
        return states.getOrDefault(account, List.of()).reversed().stream()
                .filter(ChannelState::isCoSigned)
                .findFirst();
    }

    /** The home channel of the account that is not closed. */
    Optional<Channel> homeChannel(Account account) {
        return channels.values().stream()
                .filter(each -> each.account().equals(account) && each.status() != Channel.Status.CLOSED)
                .findFirst();
    }
}
