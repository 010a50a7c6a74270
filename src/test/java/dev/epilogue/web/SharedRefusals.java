package dev.epilogue.web;

import dev.epilogue.testing.NodeStand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Bad requests over real HTTP: each is refused with its own code, and leaves every closure as it was, whatever the dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedRefusals {

    private RefusalScene scene;

    abstract NodeStand stand();

    /** What only this dialect's signatures can get wrong. */
    abstract List<Refusal> signaturesOfTheDialect(RefusalScene scene);

    @BeforeAll
    void start() {
        scene = RefusalScene.at(stand());
    }

    @AfterAll
    void stop() {
        scene.stage.close();
    }

    @TestFactory
    Stream<DynamicTest> proposalsThatCannotBeRead() {
        return tests(RefusedProposals.rows(scene));
    }

    @TestFactory
    Stream<DynamicTest> proposalsThatDoNotFit() {
        return tests(UnfitProposals.rows(scene));
    }

    @TestFactory
    Stream<DynamicTest> requestsOutOfShape() {
        return tests(RefusedRequests.rows(scene));
    }

    @TestFactory
    Stream<DynamicTest> signaturesOfAnythingElse() {
        return tests(RefusedSignatures.rows(scene));
    }

    @TestFactory
    Stream<DynamicTest> signaturesThatOnlyThisDialectKnows() {
        return tests(signaturesOfTheDialect(scene));
    }

    @TestFactory
    Stream<DynamicTest> actionsAtTheWrongTime() {
        return tests(RefusedActions.rows(scene));
    }

    private Stream<DynamicTest> tests(List<Refusal> rows) {
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> row.isRefusedAndChangesNothing(scene)));
    }
}
