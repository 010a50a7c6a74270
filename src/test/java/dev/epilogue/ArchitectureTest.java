package dev.epilogue;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction of knowledge between packages. */
@AnalyzeClasses(packages = "dev.epilogue", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] OUTSIDE = {
        "org.springframework..", "io.r2dbc..", "io.netty..", "reactor.netty..", "reactor.core..", "java.sql.."
    };

    /** Sessions for the asking, silent wallets, other clocks, keys that everybody knows: nothing of it is in the jar. */
    @ArchTest
    static final ArchRule nobodyIsGivenThePlayground = noClasses()
            .should()
            .resideInAPackage("..sandbox..")
            .orShould()
            .haveSimpleNameContaining("Sandbox")
            .orShould()
            .haveSimpleNameContaining("Playground");

    @ArchTest
    static final ArchRule rulesAndSigningArePure = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.epilogue.closure..",
                    "dev.epilogue.signing..",
                    "dev.epilogue.value..",
                    "dev.epilogue.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(OUTSIDE);

    @ArchTest
    static final ArchRule signingKnowsOnlyValues = classes()
            .that()
            .resideInAPackage("dev.epilogue.signing..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.epilogue.closure..",
                    "dev.epilogue.node..",
                    "dev.epilogue.store..",
                    "dev.epilogue.journal..",
                    "dev.epilogue.desk..",
                    "dev.epilogue.pipeline..",
                    "dev.epilogue.web..");

    @ArchTest
    static final ArchRule onlyTheWebKnowsHttp = noClasses()
            .that()
            .resideOutsideOfPackages("dev.epilogue.web..", "dev.epilogue")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.http..", "org.springframework.web..");

    @ArchTest
    static final ArchRule onlyStoreAndJournalKnowTheDriver = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.epilogue.store..",
                    "dev.epilogue.journal..",
                    "dev.epilogue.work..",
                    "dev.epilogue.chain.tx..",
                    "dev.epilogue.escalation..",
                    "dev.epilogue.channel..",
                    "dev.epilogue.tenancy..",
                    "dev.epilogue.credential..",
                    "dev.epilogue.limits..",
                    "dev.epilogue.webhook..",
                    "dev.epilogue.web.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.r2dbc..", "org.springframework.r2dbc..");

    @ArchTest
    static final ArchRule socketsStayInTheLink = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.epilogue.node..",
                    "dev.epilogue.web..",
                    "dev.epilogue.webhook..",
                    "dev.epilogue.store.connection..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor.netty..", "io.netty..");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("dev.epilogue.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule sharedToolsKnowNoRoom = noClasses()
            .that()
            .resideInAnyPackage("dev.epilogue.web.http..", "dev.epilogue.web.problem..", "dev.epilogue.web.gate..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.epilogue.web..")
                    .and(resideOutsideOfPackages(
                            "dev.epilogue.web.http..", "dev.epilogue.web.problem..", "dev.epilogue.web.gate..")));
}
