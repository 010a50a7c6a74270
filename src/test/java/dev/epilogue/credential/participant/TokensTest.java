package dev.epilogue.credential.participant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Bucket;
import dev.epilogue.closure.ClosureId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final ClosureId CLOSURE =
            ClosureId.next(new Bucket((short) 5), Instant.parse("2026-11-29T12:00:00Z"));

    @Test
    void aLinkTokenLeadsToItsClosure() {
        LinkToken token = LinkToken.next(CLOSURE);

        assertThat(token.text()).matches("epl_[A-Za-z0-9_-]{70}");
        LinkToken read = LinkToken.parse(token.text()).orElseThrow();
        assertThat(read.closure()).isEqualTo(CLOSURE);
        assertThat(read.hash())
                .isEqualTo(token.hash())
                .isNotEqualTo(LinkToken.next(CLOSURE).hash());
    }

    @Test
    void everyOneOfItsCharactersCounts() {
        String text = LinkToken.next(CLOSURE).text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(LinkToken.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("position %d", i)
                    .isEmpty();
        }
        assertThat(LinkToken.parse(text.substring(1))).isEmpty();
        assertThat(LinkToken.parse(text + "A")).isEmpty();
        assertThat(LinkToken.parse("epl_")).isEmpty();
        assertThat(LinkToken.parse("")).isEmpty();
    }

    @Test
    void kindsOfTokensAreNotTakenForEachOther() {
        assertThat(SessionToken.parse(LinkToken.next(CLOSURE).text())).isEmpty();
        assertThat(LinkToken.parse(SessionToken.next().text())).isEmpty();
        assertThat(SessionToken.parse(SessionToken.next().text())).isPresent();
    }

    @Test
    void aCodeIsReadAsPeopleTypeIt() {
        HandoverCode code = HandoverCode.next();
        assertThat(code.text()).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
        for (String typed :
                Set.of(code.text(), code.text().toLowerCase(), code.text().replace("-", ""))) {
            assertThat(HandoverCode.parse(typed).orElseThrow().plain()).isEqualTo(code.plain());
        }
        assertThat(HandoverCode.parse("oil0-1111").orElseThrow().plain()).isEqualTo("01101111");
        assertThat(HandoverCode.parse("UUUU-1111")).isEmpty();
        assertThat(HandoverCode.parse("1111-111")).isEmpty();
    }

    @Test
    void nothingOfASecretIsEverPrinted() {
        LinkToken link = LinkToken.next(CLOSURE);
        SessionToken session = SessionToken.next();
        HandoverCode code = HandoverCode.next();

        assertThat(link + " " + session + " " + code).isEqualTo("epl_… eps_… HandoverCode[…]");
    }

    @Test
    void noTwoAreTheSame() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            all.add(SessionToken.next().text());
        }
        assertThat(all).hasSize(1000);
    }
}
