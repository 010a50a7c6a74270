package dev.epilogue.node.nitrorpc;

import dev.epilogue.node.ProbeResult;
import dev.epilogue.node.SessionReading.Member;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions about one signature: what may be asked, and what the answers mean. */
final class Probes {

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Pattern BELOW =
            Pattern.compile("incorrect submit_state request: quorum not reached: ([0-9]{1,18}) / ([0-9]{1,18})");
    private static final Pattern STRANGER =
            Pattern.compile("signature from unknown participant wallet (0x[0-9a-fA-F]{40})");

    private Probes() {}

    /**
     * Whoever the node may take the signer for, it stays below the quorum. A key can have been registered for a heavier participant
     * than the one that signed.
     */
    static boolean harmless(List<Member> members, long quorum) {
        return members.stream().allMatch(member -> member.weight() < quorum);
    }

    /** @param error null for a success, which cannot be */
    static ProbeResult meaning(@Nullable String error) {
        if (error == null) {
            LOG.error("A node executed a request whose signatures were below the quorum");
            return new ProbeResult.Undecided("the node executed what it had to refuse");
        }
        Matcher below = BELOW.matcher(error);
        if (below.lookingAt()) {
            return new ProbeResult.Counted(Long.parseLong(below.group(1)), Long.parseLong(below.group(2)));
        }
        Matcher stranger = STRANGER.matcher(error);
        if (stranger.lookingAt()) {
            return new ProbeResult.Stranger(stranger.group(1));
        }
        return error.startsWith("failed to get wallets from RPC message")
                ? new ProbeResult.Unreadable()
                : new ProbeResult.Undecided(NitroRpcErrors.of(error).safeText());
    }
}
