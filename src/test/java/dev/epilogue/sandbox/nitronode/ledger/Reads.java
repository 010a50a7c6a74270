package dev.epilogue.sandbox.nitronode.ledger;

import dev.epilogue.sandbox.nitronode.ledger.Channel.Status;
import dev.epilogue.sandbox.nitronode.ledger.ChannelState.Account;
import dev.epilogue.value.Address;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What anybody may read. Lists are newest first. */
public final class Reads {

    private final Books books;

    Reads(Books books) {
        this.books = books;
    }

    public Optional<Session> session(String id) {
        return books.session(id);
    }

    /** @param id in any letters; found by its index */
    public List<Session> sessions(Optional<String> id, Predicate<Session> wanted) {
        return id.map(each -> books.session(each).stream())
                .orElseGet(() -> List.copyOf(books.sessions.values()).reversed().stream())
                .filter(wanted)
                .toList();
    }

    public Optional<ChannelState> latest(Account account, boolean coSigned) {
        return coSigned ? books.latestCoSigned(account) : books.latest(account);
    }

    /** The letter case of the asset does not matter here. */
    public Optional<Channel> homeChannel(Address wallet, String asset) {
        return books.homeChannel(new Account(wallet, asset.toLowerCase(Locale.ROOT)));
    }

    public List<Channel> channels(Predicate<Channel> wanted) {
        return List.copyOf(books.channels.values()).reversed().stream()
                .filter(wanted)
                .toList();
    }

    /** @param account a wallet in lower case, a session's or a channel's id */
    public List<Transaction> transactions(String account, Predicate<Transaction> wanted) {
        return books.transactions.of(account).filter(wanted).toList();
    }

    public List<Balance> balances(Address wallet) {
        return books.states.keySet().stream()
                .filter(account -> account.wallet().equals(wallet))
                .filter(account -> books.latest(account).isPresent())
                .map(account -> new Balance(
                        account.asset(),
                        books.latest(account).orElseThrow().home().userBalance(),
                        enforced(account)))
                .toList();
    }

    private BigDecimal enforced(Account account) {
        return books.homeChannel(account)
                .filter(channel -> channel.status() == Status.OPEN || channel.status() == Status.CLOSING)
                .flatMap(channel -> books.chain(account).stream()
                        .filter(state -> state.isOf(channel.id()) && state.version() == channel.stateVersion())
                        .findFirst())
                .map(state -> state.home().userBalance())
                .orElse(BigDecimal.ZERO);
    }

    /** @param enforced what the state on chain gives the user */
    public record Balance(String asset, BigDecimal amount, BigDecimal enforced) {}
}
