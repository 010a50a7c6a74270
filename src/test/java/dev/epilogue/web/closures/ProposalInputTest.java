package dev.epilogue.web.closures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.epilogue.closure.Policy;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.problem.ProblemException;
import dev.epilogue.problem.Violation;
import dev.epilogue.signing.Consensus;
import dev.epilogue.testing.Sessions;
import dev.epilogue.web.http.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProposalInputTest {

    private static final String SESSION = "0x" + "ab".repeat(32);

    private final ClosureDefaults defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("epilogue.closure", ClosureDefaults.class);

    @Test
    void aSessionAloneIsAProposalWithTheDefaults() {
        ProposalInput input = read("{'sessionId':'" + SESSION.toUpperCase().replace("0X", "0x") + "'}");
        assertThat(input.sessionId().hex()).isEqualTo(SESSION);
        assertThat(input.node()).isNull();
        assertThat(input.finalState().state().allocations()).isNull();
        assertThat(input.policy().consensus()).isEqualTo(Consensus.UNANIMOUS);
        assertThat(input.policy().timeout()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aWholeProposalIsReadAsWritten() {
        ProposalInput input = read("""
                {'node':'sandbox','sessionId':'%s','reference':'table-17','memo':'Table 17 ends',
                 'finalState':{'isFinal':true,'versionNumber':5,'sessionData':null,'timestamp':1767225600000,'active':true,
                   'allocations':[{'participant':'%s','asset':'yusd','amount':'50.10'}]},
                 'policy':{'consensus':'QUORUM','requiredParticipants':null,'timeout':'PT90M','maxDeadline':'P2D',
                   'signableFor':'PT30M','onVersionChange':'FAIL','maxRounds':3,'channelUpdate':'VERIFY','settleFor':'PT1H',
                   'escalation':'NONE','reopenFor':'PT0S'}}""".formatted(SESSION, Sessions.ALICE));
        Policy policy = input.policy();
        assertThat(policy.timeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(policy.signableFor()).isEqualTo(Duration.ofMinutes(30));
        assertThat(policy.onVersionChange()).isEqualTo(Policy.OnVersionChange.FAIL);
        assertThat(policy.maxRounds()).isEqualTo(3);
        assertThat(policy.reopenFor()).isEqualTo(Duration.ZERO);
        assertThat(input.finalState().state().versionNumber()).isEqualTo(5);
        assertThat(input.finalState().state().allocations()).containsExactly(Sessions.holds(Sessions.ALICE, "50.1"));
        assertThat(input.labels()).isEqualTo(new ProposalInput.Labels("table-17", "Table 17 ends"));
    }

    @Test
    void everyFaultIsToldAtOnce() {
        Problem problem = refusal("""
                {'sessionId':'0x12','finalState':{'versionNumber':'5','allocations':[
                  {'participant':'0xno','asset':'yusd','amount':'1'},{'participant':'%s','asset':'yusd','amount':1.5},{'asset':'a'}]},
                 'policy':{'timeout':'1h','maxRounds':0,'channelUpdate':'ENLARGE','consensus':'MOST'}}""".formatted(Sessions.ALICE));
        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_PARAMETER);
        assertThat(problem.violations())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder(
                        "sessionId",
                        "finalState.versionNumber",
                        "finalState.allocations[0].participant",
                        "finalState.allocations[1].amount",
                        "finalState.allocations[2].participant",
                        "finalState.allocations[2].amount",
                        "policy.timeout",
                        "policy.maxRounds",
                        "policy.channelUpdate",
                        "policy.consensus");
    }

    @Test
    void aMisspeltMemberNamesTheProblemWhateverElseIsWrong() {
        Problem problem = refusal("{'sessionId':1,'finalState':{'allocation':[]}}");
        assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_MEMBER);
        assertThat(problem.violations()).extracting(Violation::path).contains("finalState.allocation", "sessionId");
    }

    @Test
    void amountsAreTextWithoutExponentSignOrBlank() {
        for (String amount :
                new String[] {"'1e3'", "'+1'", "' 1'", "'1.'", "'.5'", "'0x10'", "1", "null", "''", "'NaN'"}) {
            Problem problem = refusal(
                    "{'sessionId':'%s','finalState':{'allocations':[{'participant':'%s','asset':'yusd','amount':%s}]}}"
                            .formatted(SESSION, Sessions.ALICE, amount));
            assertThat(problem.violations())
                    .as(amount)
                    .extracting(Violation::path)
                    .containsExactly("finalState.allocations[0].amount");
        }
    }

    @Test
    void aStateOfAnotherSessionOrNodeOrNotFinalIsAMismatch() {
        Problem problem =
                refusal("{'node':'a','sessionId':'%s','finalState':{'isFinal':false,'sessionId':'%s','node':'b'}}"
                        .formatted(SESSION, "0x" + "cd".repeat(32)));
        assertThat(problem.code()).isEqualTo(ProblemCode.FINAL_STATE_MISMATCH);
        assertThat(problem.violations())
                .extracting(Violation::path)
                .containsExactly("finalState.isFinal", "finalState.sessionId", "finalState.node");
    }

    @Test
    void aStateIsComparedWithTheSessionThatTheNodeShows() {
        var reading = Sessions.alicesAndBobs("compared");
        String members = "[{'participant':'%s','weight':1},{'participant':'%s','weight':%d}]";
        ProposalInput same =
                read("{'sessionId':'%s','finalState':{'quorum':2,'application':'closure-demo','participants':%s}}"
                        .formatted(SESSION, members.formatted(Sessions.BOB, Sessions.ALICE, 1)));
        same.finalState().claims().check(reading);

        ProposalInput other =
                read("{'sessionId':'%s','finalState':{'quorum':3,'dialect':'nitrorpc-0.4','participants':%s}}"
                        .formatted(SESSION, members.formatted(Sessions.BOB, Sessions.ALICE, 2)));
        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> other.finalState().claims().check(reading));
        assertThat(refusal.problem().violations())
                .extracting(Violation::path)
                .containsExactly("finalState.dialect", "finalState.quorum", "finalState.participants");
    }

    @Test
    void textThatADatabaseCannotKeepOrThatForgesALineIsRefused() {
        Problem problem = refusal(
                "{'sessionId':'%s','memo':'a\\u0000b','reference':'a\\nb','finalState':{'sessionData':'\\ud800'}}"
                        .formatted(SESSION));
        assertThat(problem.violations())
                .extracting(Violation::path)
                .containsExactlyInAnyOrder("memo", "reference", "finalState.sessionData");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u202e", "\\u2066", "\\u200b", "\\u200f", "\\ufeff", "\\u2060", "\\u061c"})
    void textThatReadsOtherwiseThanItIsWrittenIsRefused(String mark) {
        Problem problem = refusal(
                "{'sessionId':'%s','memo':'gain %s05 yusd','reference':'table%s17'}".formatted(SESSION, mark, mark));
        assertThat(problem.violations()).extracting(Violation::path).containsExactlyInAnyOrder("memo", "reference");
    }

    @Test
    void wordsAndSignsThatNeedJoinersAreTaken() {
        ProposalInput input =
                read("{'sessionId':'%s','memo':'\\u0645\\u06cc\\u200c\\u062e\\u0648\\u0627\\u0647\\u0645'}"
                        .formatted(SESSION));
        assertThat(input.labels().memo()).contains("\u200c");
    }

    @Test
    void aLongerTimeoutTakesTheDefaultDeadlineAlongAndAContradictionIsRefused() {
        ProposalInput input = read("{'sessionId':'%s','policy':{'timeout':'P3D'}}".formatted(SESSION));
        assertThat(input.policy().maxDeadline()).isEqualTo(Duration.ofDays(3));
        Problem problem =
                refusal("{'sessionId':'%s','policy':{'timeout':'P3D','maxDeadline':'P1D'}}".formatted(SESSION));
        assertThat(problem.violations()).extracting(Violation::path).containsExactly("policy.maxDeadline");
    }

    private Problem refusal(String json) {
        return catchThrowableOfType(ProblemException.class, () -> read(json)).problem();
    }

    private ProposalInput read(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ProposalInput.read(StrictJson.object(bytes), defaults);
    }
}
