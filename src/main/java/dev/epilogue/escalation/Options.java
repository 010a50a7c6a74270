package dev.epilogue.escalation;

import dev.epilogue.chain.ChannelOnChain;
import dev.epilogue.chain.SignedState;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Protection.Action;
import dev.epilogue.node.Dialect;
import dev.epilogue.signing.nitronode.HubLedger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the protocol allows for one channel, best first, and why everything else is left out. Pure; what it lets pass is simulated
 * on the chain before anything is sent.
 *
 * @param actions in the order in which they are tried
 * @param reasons of {@link Reasons}
 */
record Options(List<Action> actions, List<String> reasons) {

    Options {
        actions = List.copyOf(actions);
        reasons = List.copyOf(reasons);
    }

    static Options of(Known known, Terms terms) {
        return new Finder(known, terms).find();
    }

    private static final class Finder {
        private final Known known;
        private final Terms terms;
        private final ChannelOnChain channel;
        private final List<String> reasons = new ArrayList<>();

        Finder(Known known, Terms terms) {
            this.known = known;
            this.terms = terms;
            this.channel = known.channel();
        }

        Options find() {
            List<Action> actions = switch (channel.status()) {
                case OPEN -> open();
                case CHALLENGED -> challenged();
                case VOID, INITIAL, CLOSED, MIGRATING ->
                    none("channel-" + channel.status().name().toLowerCase(Locale.ROOT));
            };
            return new Options(actions, reasons);
        }

        /** A checkpoint secures the newest state and leaves the channel usable; only an unserved user has reason to leave. */
        private List<Action> open() {
            List<Action> actions = new ArrayList<>();
            boolean checkpoint = checkpointable();
            boolean challenge = challengeable();
            if (checkpoint) {
                actions.add(Action.CHECKPOINT);
            }
            if (challenge) {
                boolean first = !terms.served() || terms.wanted() == Action.CHALLENGE;
                actions.add(first ? 0 : actions.size(), Action.CHALLENGE);
            }
            return actions;
        }

        private boolean checkpointable() {
            if (terms.dialect() != Dialect.NITRONODE_V1) {
                return false;
            }
            if (!terms.checkpoints()) {
                return terms.wanted() == Action.CHALLENGE ? false : no(Reasons.NOT_ALLOWED);
            }
            CoSigned newest = known.newest();
            if (newest == null) {
                return no(Reasons.NO_CO_SIGNED_STATE);
            }
            if (newest.version().compareTo(channel.stateVersion()) <= 0) {
                return no(Reasons.NOTHING_NEWER);
            }
            if (!newest.operates() || !(newest.state() instanceof SignedState.Hub hub)) {
                return no(Reasons.NOT_CHECKPOINTABLE);
            }
            return appliesTo(hub);
        }

        /** ChannelHub's own rules for a newer state, which a challenge with one has to pass as well. */
        private boolean appliesTo(SignedState.Hub newer) {
            if (!(channel.last() instanceof SignedState.Hub stored)) {
                return no(Reasons.NO_CHANNEL);
            }
            HubLedger from = stored.state().home();
            HubLedger to = newer.state().home();
            if (to.userNetFlow().compareTo(from.userNetFlow()) != 0) {
                return no(Reasons.USER_NET_FLOW_DIFFERS);
            }
            BigInteger growth = to.nodeNetFlow().subtract(from.nodeNetFlow());
            BigInteger liquidity = known.liquidity();
            return liquidity == null || growth.compareTo(liquidity) <= 0 || no(Reasons.NODE_LIQUIDITY_SHORT);
        }

        private boolean challengeable() {
            if (!terms.challenges()) {
                return terms.wanted() == Action.CHECKPOINT ? false : no(Reasons.NOT_ALLOWED);
            }
            if (terms.cooperative()) {
                return no(Reasons.COOPERATIVE_CLOSE_POSSIBLE);
            }
            PackFacts pack = known.pack();
            if (pack == null) {
                return no(Reasons.PACK_MISSING);
            }
            if (!fits(pack)) {
                return no(Reasons.PACK_STALE);
            }
            return recoverable().signum() > 0 || no(Reasons.NOTHING_TO_RECOVER);
        }

        /** The candidate must be the newest that both signed; an older one would pay out what was spent since. */
        private boolean fits(PackFacts pack) {
            CoSigned newest = known.newest();
            boolean newestOfAll = newest == null || pack.version().compareTo(newest.version()) >= 0;
            return pack.usable() && newestOfAll && pack.version().compareTo(channel.stateVersion()) >= 0;
        }

        private BigInteger recoverable() {
            CoSigned newest = known.newest();
            return newest != null && newest.version().compareTo(channel.stateVersion()) > 0
                    ? newest.state().userAmount()
                    : channel.userAmount().min(channel.locked());
        }

        private List<Action> challenged() {
            CoSigned newest = known.newest();
            boolean answerable = channel.challengeExpiresAt() == null
                    || Windows.answerable(terms.dialect(), channel.readAt().timestamp(), channel.challengeExpiresAt());
            if (newest != null
                    && newest.version().compareTo(channel.stateVersion()) > 0
                    && answerable
                    && terms.checkpoints()
                    && newest.operates()) {
                return List.of(Action.CHECKPOINT);
            }
            reasons.add(Reasons.CHALLENGED_BY_OTHERS);
            boolean mayFinalise = terms.level() == Policy.Escalation.CHALLENGE && terms.wanted() != Action.CHECKPOINT;
            return mayFinalise ? List.of(Action.FINALISE) : none(Reasons.NOT_ALLOWED);
        }

        private List<Action> none(String reason) {
            no(reason);
            return List.of();
        }

        private boolean no(@Nullable String reason) {
            if (reason != null && !reasons.contains(reason)) {
                reasons.add(reason);
            }
            return false;
        }
    }
}
