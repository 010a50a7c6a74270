package dev.epilogue.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Mistakes in a chain's settings stop the start, all named at once. */
class ChainSettingsTest {

    private static final String KEY = "0x" + "11".repeat(32);

    @Test
    void aChainThatIsOnlyReadNeedsItsIdAndAnEndpoint() {
        assertThatCode(() -> bind(Map.of("id", "1", "urls", "http://127.0.0.1:8545")))
                .doesNotThrowAnyException();
    }

    @Test
    void everyMistakeIsNamed() {
        refused(
                Map.of("id", "0", "urls", "ftp://somewhere", "fees.bump-percent", "9", "confirmations", "0"),
                "id is missing",
                "urls must start with http",
                "bump-percent must be at least 10",
                "confirmations must be at least 1");
    }

    @Test
    void aPlainKeyIsRefusedOutsideASandbox() {
        Map<String, String> plain = Map.of("id", "1", "urls", "http://127.0.0.1:8545", "account.plain-key", KEY);
        refused(plain, "account.plain-key is for a sandbox");

        Map<String, String> sandbox = new HashMap<>(plain);
        sandbox.put("account.sandbox", "true");
        assertThatCode(() -> bind(sandbox)).doesNotThrowAnyException();
    }

    @Test
    void anAccountHasExactlyOneKey() {
        refused(
                Map.of(
                        "id",
                        "1",
                        "urls",
                        "http://127.0.0.1:8545",
                        "account.keystore",
                        "/a",
                        "account.remote",
                        "http://b"),
                "exactly one of keystore, remote and plain-key",
                "either password or password-file",
                "account.remote needs account.address");
    }

    private static void refused(Map<String, String> settings, String... mistakes) {
        assertThatThrownBy(() -> bind(settings)).rootCause().satisfies(failure -> {
            for (String mistake : mistakes) {
                assertThat(failure).hasMessageContaining(mistake);
            }
        });
    }

    private static ChainProperties bind(Map<String, String> settings) {
        Map<String, String> named = new HashMap<>();
        settings.forEach((name, value) -> named.put("epilogue.chains.local." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bind("epilogue", ChainProperties.class)
                .get();
    }
}
