package dev.epilogue.web;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bad requests over real HTTP: each is refused with its own code, and leaves every closure as it was. */
class RefusalsTest {

    @BeforeAll
    static void start() {
        RefusalScene.start();
    }

    @AfterAll
    static void stop() {
        RefusalScene.stop();
    }

    @TestFactory
    Stream<DynamicTest> proposalsThatCannotBeRead() {
        return tests(RefusedProposals.rows());
    }

    @TestFactory
    Stream<DynamicTest> proposalsThatDoNotFit() {
        return tests(UnfitProposals.rows());
    }

    @TestFactory
    Stream<DynamicTest> requestsOutOfShape() {
        return tests(RefusedRequests.rows());
    }

    @TestFactory
    Stream<DynamicTest> signaturesOfAnythingElse() {
        return tests(RefusedSignatures.rows());
    }

    @TestFactory
    Stream<DynamicTest> actionsAtTheWrongTime() {
        return tests(RefusedActions.rows());
    }

    private static Stream<DynamicTest> tests(List<Refusal> rows) {
        return rows.stream().map(row -> DynamicTest.dynamicTest(row.name(), row::isRefusedAndChangesNothing));
    }
}
