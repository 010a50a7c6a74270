package dev.epilogue.credential.participant;

import java.util.Optional;

/** The secret of a session: in a cookie, or sent as bearer where no cookie is kept. Never printed. */
public final class SessionToken {

    public static final String PREFIX = "eps_";

    private final Token token;

    private SessionToken(Token token) {
        this.token = token;
    }

    public static SessionToken next() {
        return new SessionToken(new Token(PREFIX, Token.secret()));
    }

    /** Nothing when the text is no token of ours. */
    public static Optional<SessionToken> parse(String text) {
        return Token.parse(PREFIX, Token.SECRET_LENGTH, text).map(SessionToken::new);
    }

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
