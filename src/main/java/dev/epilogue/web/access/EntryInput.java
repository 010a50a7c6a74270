package dev.epilogue.web.access;

import dev.epilogue.value.Address;
import dev.epilogue.web.http.Faults;
import dev.epilogue.web.http.Kind;
import dev.epilogue.web.http.Kinds;
import dev.epilogue.web.http.Members;
import dev.epilogue.web.http.Texts;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How somebody wants to be let in. */
sealed interface EntryInput {

    Kind<URI> ORIGIN =
            Kinds.text("an origin as https://example.org", "https?://[A-Za-z0-9.\\-\\[\\]:]{1,255}", URI::create);

    /** @param cookie whether the session is to be kept in one */
    record Exchange(boolean cookie) implements EntryInput {

        static Exchange read(JsonNode body) {
            Faults faults = new Faults();
            Members given = Members.of(body, faults);
            boolean cookie = Boolean.TRUE.equals(given.bool("cookie"));
            given.end();
            faults.check();
            return new Exchange(cookie);
        }
    }

    /** For calls that take no members. */
    record Nothing() implements EntryInput {

        static Nothing read(JsonNode body) {
            Faults faults = new Faults();
            Members.of(body, faults).end();
            faults.check();
            return new Nothing();
        }
    }

    /** @param origin of the page that asks; null: our own */
    record Invitation(
            Address address, long chainId, @Nullable URI origin) implements EntryInput {

        static Invitation read(JsonNode body) {
            Faults faults = new Faults();
            Members given = Members.of(body, faults);
            Address address = given.parsed("address", Kinds.ADDRESS);
            given.require("address", address);
            Long chainId = given.integer("chainId", 1, (1L << 53) - 1);
            given.require("chainId", chainId);
            URI origin = given.parsed("origin", ORIGIN);
            given.end();
            faults.check();
            return new Invitation(Objects.requireNonNull(address), Objects.requireNonNull(chainId), origin);
        }
    }

    /** @param message the text that was signed, byte for byte */
    record SignedText(String message, String signature, boolean cookie) implements EntryInput {

        private static final int LONGEST_MESSAGE = 4096;
        private static final int LONGEST_SIGNATURE = 16_384;

        static SignedText read(JsonNode body) {
            Faults faults = new Faults();
            Members given = Members.of(body, faults);
            String message = given.parsed("message", Texts.data(LONGEST_MESSAGE));
            given.require("message", message);
            String signature = given.parsed("signature", Texts.line(1, LONGEST_SIGNATURE));
            given.require("signature", signature);
            boolean cookie = Boolean.TRUE.equals(given.bool("cookie"));
            given.end();
            faults.check();
            return new SignedText(Objects.requireNonNull(message), Objects.requireNonNull(signature), cookie);
        }

        /** A signature lets whoever has it in. */
        @Override
        public String toString() {
            return "SignedText[…]";
        }
    }
}
