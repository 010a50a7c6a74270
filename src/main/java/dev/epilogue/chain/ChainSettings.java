package dev.epilogue.chain;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One chain: how it is read, and how transactions are sent to it.
 *
 * @param id the chain's number; an endpoint of another chain is refused
 * @param urls JSON-RPC endpoints, {@code http} or {@code https}, the preferred one first
 * @param headsUrl {@code ws} or {@code wss}: tells of new blocks; without it the chain is polled
 * @param poll how often the newest block is asked for
 * @param confirmations blocks on top of and with the one that holds a transaction, until it counts
 * @param behind an endpoint that is more blocks behind the others is passed over
 * @param answer how long an endpoint may take
 * @param retry how long a failed endpoint is left alone
 * @param fees what is offered for gas
 * @param spending what may be spent
 * @param account who pays; without it nothing is sent
 */
public record ChainSettings(
        long id,
        @DefaultValue List<URI> urls,
        @Nullable URI headsUrl,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("12") int confirmations,
        @DefaultValue("5") int behind,
        @DefaultValue("10s") Duration answer,
        @DefaultValue("5s") Duration retry,
        @DefaultValue Fees fees,
        @DefaultValue Spending spending,
        @Nullable Account account) {

    /**
     * Fees for a unit of gas, in wei.
     *
     * @param tip at least this for whoever makes the block
     * @param cap never offer more, whatever the market asks
     * @param bumpPercent by how much a replacement offers more; nodes take none below 10
     * @param bumpAfter how long one offer stands
     * @param rebroadcast how often what is not in a block is sent again as it is
     * @param stuck after which a transaction that is in no block is reported
     */
    public record Fees(
            @DefaultValue("1000000") BigInteger tip,
            @DefaultValue("500000000000") BigInteger cap,
            @DefaultValue("12") int bumpPercent,
            @DefaultValue("45s") Duration bumpAfter,
            @DefaultValue("30s") Duration rebroadcast,
            @DefaultValue("30m") Duration stuck) {}

    /**
     * Amounts in wei.
     *
     * @param budgetPerDay what one tenant's transactions may cost in a day (UTC), with what is under way at its highest cost
     * @param gasReserve an alarm is raised when the account holds less
     * @param halted nothing new is signed or sent; what was sent is still followed
     * @param inFlight transactions without a block at a time; a quarter more for those that a time of the chain hangs on
     * @param gasMarginPercent added to what the chain estimates
     * @param keptPercent how much of the day's budget is kept for transactions that a time of the chain hangs on, such as the answer to a
     *     challenge: others stop before it
     */
    public record Spending(
            @DefaultValue("100000000000000000") BigInteger budgetPerDay,
            @DefaultValue("50000000000000000") BigInteger gasReserve,
            @DefaultValue("false") boolean halted,
            @DefaultValue("16") int inFlight,
            @DefaultValue("25") int gasMarginPercent,
            @DefaultValue("30") int keptPercent) {

        /** @param urgent whether a time of the chain hangs on it */
        public BigInteger budget(boolean urgent) {
            int share = urgent ? 100 : 100 - keptPercent;
            return budgetPerDay.multiply(BigInteger.valueOf(share)).divide(BigInteger.valueOf(100));
        }
    }

    /**
     * The key that pays; exactly one of {@code keystore}, {@code remote} and {@code plainKey}.
     *
     * @param keystore an encrypted wallet file, version 3
     * @param password of the keystore
     * @param passwordFile that holds the password
     * @param remote a signer with Ethereum's JSON-RPC, such as Web3Signer
     * @param address the account at the remote signer
     * @param plainKey {@code 0x} and 64 hex digits; for a sandbox
     * @param sandbox whether a plain key is meant: it is refused without
     */
    public record Account(
            @Nullable String keystore,
            @Nullable String password,
            @Nullable String passwordFile,
            @Nullable URI remote,
            @Nullable String address,
            @Nullable String plainKey,
            @DefaultValue("false") boolean sandbox) {
        @Override
        public String toString() {
            return "Account[…]";
        }
    }

    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        expect(mistakes, id > 0, "id is missing");
        expect(mistakes, !urls.isEmpty(), "urls names no endpoint");
        urls.forEach(url -> expect(mistakes, schemeOf(url, "http"), "urls must start with http:// or https://"));
        expect(mistakes, headsUrl == null || schemeOf(headsUrl, "ws"), "heads-url must start with ws:// or wss://");
        expect(mistakes, poll.isPositive() && answer.isPositive(), "poll and answer must be above 0");
        expect(mistakes, confirmations >= 1, "confirmations must be at least 1");
        expect(mistakes, behind >= 0, "behind must not be negative");
        expect(mistakes, fees.tip().signum() >= 0, "fees.tip must not be negative");
        expect(mistakes, fees.cap().compareTo(fees.tip()) > 0, "fees.cap must exceed fees.tip");
        expect(mistakes, fees.bumpPercent() >= 10, "fees.bump-percent must be at least 10");
        expect(
                mistakes,
                fees.bumpAfter().isPositive() && fees.rebroadcast().isPositive(),
                "fees.bump-after and fees.rebroadcast must be above 0");
        expect(mistakes, spending.budgetPerDay().signum() >= 0, "spending.budget-per-day must not be negative");
        expect(mistakes, spending.inFlight() >= 1, "spending.in-flight must be at least 1");
        expect(mistakes, spending.gasMarginPercent() >= 0, "spending.gas-margin-percent must not be negative");
        expect(
                mistakes,
                spending.keptPercent() >= 0 && spending.keptPercent() <= 100,
                "spending.kept-percent must be between 0 and 100");
        if (account != null) {
            mistakes.addAll(mistakes(account));
        }
        return mistakes;
    }

    private static List<String> mistakes(Account account) {
        List<String> mistakes = new ArrayList<>();
        long kinds = Stream.of(account.keystore(), account.remote(), account.plainKey())
                .filter(Objects::nonNull)
                .count();
        expect(mistakes, kinds == 1, "account must have exactly one of keystore, remote and plain-key");
        expect(
                mistakes,
                account.keystore() == null || (account.password() == null) != (account.passwordFile() == null),
                "account.keystore needs either password or password-file");
        expect(mistakes, account.remote() == null || account.address() != null, "account.remote needs account.address");
        expect(
                mistakes,
                account.plainKey() == null || account.sandbox(),
                "account.plain-key is for a sandbox: say account.sandbox=true, or use a keystore or a remote signer");
        return mistakes;
    }

    private static boolean schemeOf(URI url, String scheme) {
        return url.getHost() != null && (scheme.equals(url.getScheme()) || (scheme + "s").equals(url.getScheme()));
    }

    private static void expect(List<String> mistakes, boolean rule, String mistake) {
        if (!rule) {
            mistakes.add(mistake);
        }
    }
}
