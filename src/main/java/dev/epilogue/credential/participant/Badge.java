package dev.epilogue.credential.participant;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names a participant's credential in logs and records, and finds it again. Nothing of its secret is in it.
 *
 * @param link null for a wallet's session
 * @param session null where the link's own token is used
 */
public record Badge(@Nullable UUID link, @Nullable UUID session) {

    private static final String LINK = "link:";
    private static final String SESSION = "session:";

    public static Badge of(Session session) {
        return new Badge(session.opens() == null ? null : session.opens().link(), session.id());
    }

    public static Badge of(Link link) {
        return new Badge(link.id(), null);
    }

    /** Nothing where the text names no participant's credential. */
    public static Optional<Badge> parse(String text) {
        UUID link = null;
        UUID session = null;
        try {
            for (String part : text.split("/", -1)) {
                if (part.startsWith(LINK)) {
                    link = UUID.fromString(part.substring(LINK.length()));
                } else if (part.startsWith(SESSION)) {
                    session = UUID.fromString(part.substring(SESSION.length()));
                }
            }
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
        return link == null && session == null ? Optional.empty() : Optional.of(new Badge(link, session));
    }

    public String text() {
        String ofLink = link == null ? "" : LINK + link;
        String ofSession = session == null ? "" : SESSION + session;
        return ofLink.isEmpty() || ofSession.isEmpty() ? ofLink + ofSession : ofLink + "/" + ofSession;
    }
}
