package dev.epilogue.credential.participant;

import dev.epilogue.closure.ClosureId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** The secret of a signing link: the closure, so that it routes to its rows, and 256 random bits. Never printed. */
public final class LinkToken {

    public static final String PREFIX = "epl_";

    private static final int ID_LENGTH = 2 * Long.BYTES;

    private final ClosureId closure;
    private final Token token;

    private LinkToken(ClosureId closure, Token token) {
        this.closure = closure;
        this.token = token;
    }

    public static LinkToken next(ClosureId closure) {
        ByteBuffer bytes = ByteBuffer.allocate(ID_LENGTH + Token.SECRET_LENGTH)
                .putLong(closure.uuid().getMostSignificantBits())
                .putLong(closure.uuid().getLeastSignificantBits())
                .put(Token.secret());
        return new LinkToken(closure, new Token(PREFIX, bytes.array()));
    }

    /** Nothing when the text is no token of ours. */
    public static Optional<LinkToken> parse(String text) {
        return Token.parse(PREFIX, ID_LENGTH + Token.SECRET_LENGTH, text).map(token -> {
            ByteBuffer bytes = ByteBuffer.wrap(token.bytes());
            return new LinkToken(new ClosureId(new UUID(bytes.getLong(), bytes.getLong())), token);
        });
    }

    public ClosureId closure() {
        return closure;
    }

    /** As it stands in the fragment of the link, and nowhere else. */
    public String text() {
        return token.text();
    }

    String hash() {
        return token.hash();
    }

    @Override
    public String toString() {
        return token.toString();
    }
}
