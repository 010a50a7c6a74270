package dev.epilogue.chain;

/** Why a chain gave no answer to a question. */
public abstract sealed class ChainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChainException(String message) {
        super(message);
    }

    /** No endpoint answered: nothing is known. */
    public static final class Unavailable extends ChainException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }

    /** The contract refused the call. */
    public static final class Reverted extends ChainException {

        private static final long serialVersionUID = 1L;
        private final String data;

        /** @param data {@code 0x} hex */
        public Reverted(String data) {
            super("the contract refused the call");
            this.data = data;
        }

        public String data() {
            return data;
        }
    }

    /** What an error is about. */
    public enum About {
        /** It would be the same at every endpoint. */
        CALL,
        /** Likewise, until the account has what it lacks. */
        ACCOUNT,
        /** Another endpoint may know better; this one is sound for other questions. */
        ENDPOINT
    }

    /** The endpoint refused the request. */
    public static final class Refused extends ChainException {

        private static final long serialVersionUID = 1L;
        private final int code;
        private final About about;

        public Refused(int code, String text, About about) {
            super(text);
            this.code = code;
            this.about = about;
        }

        public int code() {
            return code;
        }

        public About about() {
            return about;
        }
    }
}
