package dev.epilogue.sandbox.clearnode.engine;

import dev.epilogue.sandbox.clearnode.gojson.GoDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What closing and updating have in common (protocol 3.5.3). */
final class SessionRules {

    private SessionRules() {}

    static void requireQuorum(NodeState state, Session session, Signers signers, String request) {
        BigInteger have = BigInteger.ZERO;
        for (String wallet : signers.wallets()) {
            have = have.add(session.weightOf(wallet)
                    .orElseThrow(() -> new Refusal("signature from unknown participant wallet " + wallet)));
        }
        if (have.compareTo(session.quorum()) < 0) {
            throw new Refusal(
                    "incorrect " + request + " request: quorum not reached: " + have + " / " + session.quorum());
        }
        signers.keys()
                .forEach(key -> state.keys()
                        .requireApplication(key, session.definition().application()));
    }

    static void requireShare(Session session, Share share) {
        if (share.amount().signum() < 0) {
            throw negative(share);
        }
        if (!session.hasParticipant(share.participant())) {
            throw new Refusal("allocation to non-participant " + share.participant());
        }
    }

    static Refusal negative(Share share) {
        return new Refusal("negative allocation: " + GoDecimal.text(share.amount()) + " for asset " + share.asset());
    }

    /** Totals must be kept per asset; whether anybody was left out is nobody's concern. @param totals before the change */
    static void requireTotals(Map<String, BigDecimal> totals, List<Share> shares, String prefix) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        shares.forEach(share -> sums.merge(share.asset(), share.amount(), BigDecimal::add));
        totals.forEach((asset, total) -> {
            BigDecimal sum = sums.getOrDefault(asset, BigDecimal.ZERO);
            if (total.signum() != 0 && sum.compareTo(total) != 0) {
                throw new Refusal(prefix + "asset " + asset + " not fully redistributed");
            }
            if (total.signum() == 0 && sum.signum() != 0) {
                throw new Refusal(prefix + "asset " + asset
                        + " is not deposited into the app session. Please deposit the asset first");
            }
        });
        sums.forEach((asset, sum) -> {
            if (!totals.containsKey(asset) && sum.signum() != 0) {
                throw new Refusal(prefix + "allocation references unknown asset " + asset);
            }
        });
    }

    /** What a wallet must fulfil before it puts money into a session or transfers it (protocol 4.5). */
    static void requireFreeChannels(NodeState state, String wallet) {
        state.channels().requireNoneChallenged(wallet);
        long locked = state.channels().lockedOf(wallet);
        if (locked > 0) {
            throw new Refusal("operation denied: non-zero allocation in " + locked
                    + " channel(s) detected owned by wallet " + wallet);
        }
    }
}
