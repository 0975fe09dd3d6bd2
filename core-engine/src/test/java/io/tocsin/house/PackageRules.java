package io.tocsin.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.tocsin.house.fixtures.anywhere.SeesTransports;
import io.tocsin.house.fixtures.cycle.left.LeftOfCycle;
import io.tocsin.house.fixtures.engine.SeesTheWorld;
import io.tocsin.house.fixtures.journal.JournalThatSeesThePipeline;
import io.tocsin.house.fixtures.pipeline.PipelineThatSeesTooMuch;
import io.tocsin.house.fixtures.testkit.model.ModelThatSeesTheEngine;
import java.util.List;
import java.util.Set;

/** Which package may see which. The modules' arrows are Maven's business, these are the arrows between packages. */
final class PackageRules {
    private static final String CODECS = "io.tocsin.codecs.sbe..";
    private static final String JSPECIFY = "org.jspecify.annotations";
    private static final String DISRUPTOR = "com.lmax.disruptor..";

    /** What the engine needs of the JDK besides java.lang, of which {@link DeterminismRules} takes some away again. */
    private static final Set<String> JDK_FOR_ENGINE =
            Set.of("java.util.Arrays", "java.util.Objects", "java.nio.ByteOrder");

    /** In Agrona's root package, but reading the environment, files or memory that is not ours. */
    private static final Set<String> AGRONA_NOT_FOR_ENGINE = Set.of(
            "org.agrona.IoUtil",
            "org.agrona.MarkFile",
            "org.agrona.PropertyAction",
            "org.agrona.SystemUtil",
            "org.agrona.UnsafeApi");

    private PackageRules() {}

    /**
     * The rules for the packages below a base.
     *
     * @param base "io.tocsin", or the package of the fixtures that stands for it.
     * @return every rule with its fixture.
     */
    static List<HouseRule> in(final String base) {
        return List.of(
                new HouseRule("engine sees only what is deterministic", SeesTheWorld.class, engine(base)),
                new HouseRule("journal does not see the pipeline", JournalThatSeesThePipeline.class, journal(base)),
                new HouseRule("pipeline sees engine and journal", PipelineThatSeesTooMuch.class, pipeline(base)),
                new HouseRule("no transport in the core", SeesTransports.class, transports(base)),
                new HouseRule("the model is independent", ModelThatSeesTheEngine.class, model(base)),
                new HouseRule("no cycles between packages", LeftOfCycle.class, cycles(base)));
    }

    private static ArchRule engine(final String base) {
        final DescribedPredicate<JavaClass> jdk = describe(
                "java.lang, Arrays, Objects, ByteOrder",
                type -> type.getPackageName().equals("java.lang")
                        || type.getPackageName().equals("java.lang.annotation")
                        || JDK_FOR_ENGINE.contains(type.getName()));
        final DescribedPredicate<JavaClass> agrona = describe(
                "Agrona's buffers and collections",
                type -> type.getPackageName().equals("org.agrona.collections")
                        || type.getName().equals("org.agrona.concurrent.UnsafeBuffer")
                        || (type.getPackageName().equals("org.agrona")
                                && !AGRONA_NOT_FOR_ENGINE.contains(outermost(type))));
        return classes()
                .that()
                .resideInAPackage(base + ".engine..")
                .should()
                .onlyDependOnClassesThat(jdk.or(agrona).or(resideInAnyPackage(base + ".engine..", CODECS, JSPECIFY)))
                .because("the engine is a function of snapshot and log: what it cannot see cannot make it differ")
                .allowEmptyShould(true);
    }

    private static ArchRule journal(final String base) {
        return noClasses()
                .that()
                .resideInAPackage(base + ".journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(base + ".pipeline..", DISRUPTOR)
                .because("a journal records bytes for whichever host it serves")
                .allowEmptyShould(true);
    }

    private static ArchRule pipeline(final String base) {
        return classes()
                .that()
                .resideInAPackage(base + ".pipeline..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        base + ".pipeline..",
                        base + ".engine..",
                        base + ".journal..",
                        base + ".flight..",
                        CODECS,
                        DISRUPTOR,
                        "org.agrona..",
                        "org.slf4j..",
                        JSPECIFY,
                        "java.."))
                .because("the pipeline hosts the engine; the public API stands on it and not the other way round")
                .allowEmptyShould(true);
    }

    private static ArchRule transports(final String base) {
        return noClasses()
                .that()
                .resideInAPackage(base + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.aeron..", "io.netty..", "net.openhft..", "com.fasterxml.jackson..", "tools.jackson..")
                .because("whoever embeds the core gets neither transports nor formats with it")
                .allowEmptyShould(true);
    }

    private static ArchRule model(final String base) {
        return classes()
                .that()
                .resideInAPackage(base + ".testkit.model..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        base + ".testkit.model..",
                        CODECS,
                        "org.agrona..",
                        "org.w3c.dom..",
                        "org.xml.sax..",
                        JSPECIFY,
                        "java..",
                        "javax.xml.."))
                .because("a model that shares code with the engine shares its mistakes")
                .allowEmptyShould(true);
    }

    /** A slice a package, the base itself included, which the usual pattern of slices leaves out. */
    private static ArchRule cycles(final String base) {
        final SliceAssignment packages = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(final JavaClass type) {
                final String name = type.getPackageName();
                return name.equals(base) || name.startsWith(base + ".")
                        ? SliceIdentifier.of(name)
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + base;
            }
        };
        return SlicesRuleDefinition.slices()
                .assignedFrom(packages)
                .should()
                .beFreeOfCycles()
                .because("a package that is part of a cycle cannot be understood alone")
                .allowEmptyShould(true);
    }

    private static String outermost(final JavaClass type) {
        final int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }
}
