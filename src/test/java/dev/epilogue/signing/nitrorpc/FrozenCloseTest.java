package dev.epilogue.signing.nitrorpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.epilogue.signing.nitrorpc.FrozenClose.Row;
import dev.epilogue.value.Amount;
import dev.epilogue.value.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FrozenCloseTest {

    private static final SessionId SESSION =
            SessionId.parse(Vectors.one("appdef-2p-v04").get("app_session_id").asString());
    private static final long TIMESTAMP = 1767229200000L;
    private static final String DATA = "{\"a/b\":\"c\\d <&>\",\"e\":[1,2] ~}";

    private final FrozenClose close = close(DATA);

    @Test
    @DisplayName("0.x checklist 28: the text survives JSON parse and stringify unchanged")
    void textSurvivesParseAndStringify() {
        for (FrozenClose one : List.of(close, close(null), close(""), close("\\\"/\\\\\""))) {
            assertThat(stringified(JsonMapper.shared().readTree(one.text()))).isEqualTo(one.text());
            assertThat(FrozenClose.read(one.text())).isEqualTo(one);
        }
    }

    @Test
    @DisplayName("0.x checklist 28: the text is printable ASCII without blanks between its parts")
    void textIsPrintableAscii() {
        assertThat(close.text()).matches("[ -~]+");
        assertThat(new String(close.bytes(), StandardCharsets.US_ASCII)).isEqualTo(close.text());
        assertThat(close(null).text()).doesNotContain(" ", "session_data");
        assertThat(close("").text()).contains(",\"session_data\":\"\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ż", "\u212a", "\u017f", "\u007f", "\n", "\t", "\u0000", "😀", "\ud800"})
    @DisplayName("0.x checklist 28: session data and symbols with other letters are refused")
    void otherLettersAreRefused(String letter) {
        assertThatIllegalArgumentException().isThrownBy(() -> close("data" + letter));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Row(Vectors.ALICE.checksummed(), "us" + letter, Amount.ZERO));
    }

    @Test
    void noLanguageOfTheMachineChangesTheText() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(close(DATA).text()).isEqualTo(close.text()).contains(",1767229200000]");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("0.x checklist 28: any other text of the same request is refused")
    void anyOtherTextIsRefused() {
        refuses(close.text().replace("\"allocations\"", "\"allocation\u017f\""));
        refuses(close.text().replace("app_session_id", "app_\u017fession_id"));
        refuses(close.text().replace("app_session_id", "App_session_id"));
        refuses(close.text().replace("[{", "[ {"));
        refuses(close.text().replace(",\"amount\"", ", \"amount\""));
        refuses(close.text() + "\n");
        refuses("\uFEFF" + close.text());
        refuses(close.text().replace("\"usdc\"", "\"\\u0075sdc\""));
        refuses(close.text().replace("/", "\\/"));
        refuses(close.text().replace("\"5\"", "5"));
        refuses(close.text().replace("\"5\"", "\"5.0\""));
        refuses(close.text().replace("\"5\"", "\"05\""));
        refuses(close.text().replace("\"5\"", "\"+5\""));
        refuses(close.text().replace("\"5\"", "\"5e0\""));
        refuses(close.text()
                .replace(SESSION.hex(), "0x" + SESSION.hex().substring(2).toUpperCase(Locale.ROOT)));
        refuses(close.text().replace("close_app_session", "create_app_session"));
        refuses(close.text().replace("1767229200000", "1767229200000.0"));
        refuses(close.text().replace("1767229200000", "1767229200"));
        refuses(close.text().replace("[1099511627776,", "[01099511627776,"));
        refuses(close.text().replace("[1099511627776,", "[9007199254740992,"));
        refuses(close.text().replace("[1099511627776,", "[0,"));
        refuses("");
    }

    @Test
    @DisplayName("0.x checklist 28: repeated members, however spelled, are refused")
    void repeatedMembersAreRefused() {
        String rows = close.text()
                .substring(close.text().indexOf("\"allocations\""), close.text().indexOf(",\"session_data\""));

        refuses(close.text().replace(rows, rows + "," + rows));
        refuses(close.text().replace(rows, rows + "," + rows.replace("allocations", "allocation\u017f")));
        refuses(close.text().replace("},1767", ",\"session_data\":\"\"},1767"));
        refuses(close.text().replace("},1767", ",\"version\":3},1767"));
        refuses(close.text().replace("\"amount\":\"5\"", "\"amount\":\"5\",\"amount\":\"5\""));
    }

    @Test
    void membersInAnotherOrderAreRefused() {
        refuses(close.text().replace("\"asset\":\"usdc\",\"amount\":\"5\"", "\"amount\":\"5\",\"asset\":\"usdc\""));
        String data = ",\"session_data\":" + CanonicalText.quoted(DATA);
        refuses(close.text().replace(data, "").replace(",\"allocations\"", data + ",\"allocations\""));
    }

    @Test
    void aRowForTheSameParticipantAndAssetIsRefusedWhateverItsSpelling() {
        Row one = new Row(Vectors.ALICE.checksummed(), "usdc", Amount.ZERO);
        Row again = new Row(Vectors.ALICE.lowerCase(), "usdc", Amount.ZERO);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrozenClose(1, SESSION, List.of(one, again), null, TIMESTAMP))
                .withMessageContaining("repeated");
    }

    @Test
    @DisplayName("0.x checklist 27: every amount that a node takes is either our one spelling of it or refused")
    void amountsHaveOneSpelling() {
        for (JsonNode amount : Vectors.behaviour("amounts")) {
            String value = amount.get("node_value").asString();
            String json = amount.get("json").asString();
            String text = close.text().replace("\"5\"", json);
            boolean canonical = value.matches("(0|[1-9][0-9]*)(\\.[0-9]{0,17}[1-9])?");
            if (canonical && json.equals("\"" + value + "\"")) {
                assertThat(FrozenClose.read(text).text()).isEqualTo(text);
            } else {
                refuses(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000000000000001", "-1", "1.1234567890123456789"})
    @DisplayName("0.x checklist 27: negative amounts and more than 18 fractional digits are refused")
    void amountsOutsideTheGrammarAreRefused(String amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Row(Vectors.ALICE.checksummed(), "usdc", Amount.parse(amount)));
    }

    @Test
    @DisplayName("0.x checklist 29: a timestamp has 13 digits")
    void timestampsHaveThirteenDigits() {
        for (long timestamp : new long[] {999_999_999_999L, 10_000_000_000_000L, 1767229200L}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FrozenClose(1, SESSION, close.rows(), null, timestamp));
        }
    }

    private void refuses(String text) {
        assertThat(text).isNotEqualTo(close.text());
        assertThatThrownBy(() -> FrozenClose.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static FrozenClose close(@Nullable String data) {
        return new FrozenClose(
                1L << 40,
                SESSION,
                List.of(
                        new Row(Vectors.ALICE.checksummed(), "usdc", Amount.parse("5")),
                        new Row(Vectors.BOB.checksummed(), "usdc", Amount.parse("195.000000000000000001"))),
                data,
                TIMESTAMP);
    }

    /** As ECMAScript defines it, numbers through a double. */
    private static String stringified(JsonNode node) {
        if (node.isArray()) {
            return node.valueStream().map(FrozenCloseTest::stringified).collect(Collectors.joining(",", "[", "]"));
        }
        if (node.isObject()) {
            return node.propertyStream()
                    .map(member -> quoted(member.getKey()) + ":" + stringified(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return node.isString() ? quoted(node.asString()) : String.valueOf((long) (double) node.asLong());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            switch (letter) {
                case '"', '\\' -> quoted.append('\\').append(letter);
                case '\n' -> quoted.append("\\n");
                default -> {
                    if (letter < ' ' || Character.isSurrogate(letter)) {
                        quoted.append("\\u%04x".formatted((int) letter));
                    } else {
                        quoted.append(letter);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
