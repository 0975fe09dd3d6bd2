package io.tocsin.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchRule;
import io.tocsin.house.fixtures.anywhere.HoldsStaticState;
import io.tocsin.house.fixtures.anywhere.PrintsToTheConsole;
import io.tocsin.house.fixtures.engine.CountsInFloatingPoint;
import io.tocsin.house.fixtures.engine.FormatsText;
import io.tocsin.house.fixtures.engine.HashesIdentities;
import io.tocsin.house.fixtures.engine.IteratesHashContainers;
import io.tocsin.house.fixtures.engine.Logs;
import io.tocsin.house.fixtures.engine.ReadsTheMachine;
import io.tocsin.house.fixtures.engine.RollsDice;
import io.tocsin.house.fixtures.engine.Streams;
import io.tocsin.house.fixtures.engine.Synchronizes;
import io.tocsin.house.fixtures.engine.UsesInexactMath;
import io.tocsin.house.fixtures.engine.UsesJdkHashContainers;
import io.tocsin.house.fixtures.engine.UsesThreads;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What would make two engines that read the same log differ, and what has no place in a library. The rule of packages
 * keeps most of it out of the engine's sight already; these say why, and catch what java.lang and Agrona bring along.
 */
final class DeterminismRules {
    private DeterminismRules() {}

    /**
     * The rules for the packages below a base.
     *
     * @param base "io.tocsin", or the package of the fixtures that stands for it.
     * @return every rule with its fixture.
     */
    static List<HouseRule> in(final String base) {
        final String engine = base + ".engine..";
        return List.of(
                new HouseRule("no clock or environment", ReadsTheMachine.class, machine(engine)),
                new HouseRule("no random", RollsDice.class, random(engine)),
                new HouseRule("no threads", UsesThreads.class, threads(engine)),
                new HouseRule("no synchronized methods", Synchronizes.class, synchronizedMethods(engine)),
                new HouseRule("no formatting, locale or zone", FormatsText.class, formatting(engine)),
                new HouseRule("no inexact mathematics", UsesInexactMath.class, mathematics(engine)),
                new HouseRule("no hash containers of the JDK", UsesJdkHashContainers.class, jdkHashes(engine)),
                new HouseRule("no identity hashes", HashesIdentities.class, identityHashes(engine)),
                new HouseRule("no iteration of hash containers", IteratesHashContainers.class, iteration(engine)),
                new HouseRule("no streams", Streams.class, streams(engine)),
                new HouseRule("no logging", Logs.class, logging(engine)),
                new HouseRule("no floating-point state", CountsInFloatingPoint.class, floatingPoint(engine)),
                new HouseRule("no printing", PrintsToTheConsole.class, printing(base)),
                new HouseRule("no static state", HoldsStaticState.class, staticState(base)));
    }

    private static ArchRule machine(final String engine) {
        final Set<String> types =
                Set.of("java.lang.Runtime", "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle");
        final Set<String> readers = Set.of("java.lang.Integer", "java.lang.Long", "java.lang.Boolean");
        return noAccess(
                engine,
                "the clock, the environment or the machine",
                access -> (isOwnedBy(access, "java.lang.System")
                                && !access.getName().equals("arraycopy"))
                        || types.contains(access.getTargetOwner().getName())
                        || isClock(access.getTargetOwner())
                        || (readers.contains(access.getTargetOwner().getName())
                                && Set.of("getInteger", "getLong", "getBoolean").contains(access.getName())),
                "the host stamps time and everything configured enters by command");
    }

    private static boolean isClock(final JavaClass type) {
        return type.getName().startsWith("org.agrona.concurrent.")
                && type.getName().endsWith("Clock");
    }

    private static ArchRule random(final String engine) {
        final Set<String> types = Set.of(
                "java.util.Random",
                "java.util.SplittableRandom",
                "java.util.concurrent.ThreadLocalRandom",
                "java.security.SecureRandom");
        return noAccess(
                engine,
                "anything random",
                access -> types.contains(access.getTargetOwner().getName())
                        || (isMath(access) && access.getName().equals("random"))
                        || (isOwnedBy(access, "java.util.UUID")
                                && access.getName().equals("randomUUID"))
                        || (isOwnedBy(access, "org.agrona.BitUtil")
                                && access.getName().equals("generateRandomisedId")),
                "a replay must decide the same again");
    }

    private static ArchRule threads(final String engine) {
        final Set<String> types = Set.of(
                "java.lang.Thread",
                "java.lang.ThreadGroup",
                "java.lang.ThreadLocal",
                "java.lang.InheritableThreadLocal");
        return noAccess(
                engine,
                "threads or monitors",
                access -> types.contains(access.getTargetOwner().getName())
                        || (isOwnedBy(access, "java.lang.Object")
                                && Set.of("wait", "notify", "notifyAll").contains(access.getName())),
                "one thread calls the engine: its host");
    }

    private static ArchRule synchronizedMethods(final String engine) {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(engine)
                .should()
                .haveModifier(SYNCHRONIZED)
                .because("one thread calls the engine: its host")
                .allowEmptyShould(true);
    }

    private static ArchRule formatting(final String engine) {
        final Set<String> types = Set.of(
                "java.util.Calendar",
                "java.util.Date",
                "java.util.Formatter",
                "java.util.Locale",
                "java.util.TimeZone");
        final Set<String> texts =
                Set.of("java.lang.String", "java.lang.StringBuilder", "java.lang.Double", "java.lang.Float");
        return noAccess(
                engine,
                "formatting, default locales, zones or charsets",
                access -> types.contains(access.getTargetOwner().getName())
                        || access.getTargetOwner().getPackageName().startsWith("java.time")
                        || access.getTargetOwner().getPackageName().startsWith("java.text")
                        || (isOwnedBy(access, "java.lang.String") && dependsOnDefaults(access))
                        || (texts.contains(access.getTargetOwner().getName()) && printsFloatingPoint(access)),
                "the text of a number differs with locale and JDK; people get theirs from the clients");
    }

    private static boolean dependsOnDefaults(final JavaAccess<?> access) {
        return Set.of("format", "formatted").contains(access.getName())
                || (Accesses.isNamed(access, "toLowerCase", "toUpperCase", "getBytes")
                        && Accesses.parametersOf(access).isEmpty())
                || (access.getName().equals("<init>")
                        && Accesses.parametersOf(access).contains("[B")
                        && !Accesses.parametersOf(access).contains("java.nio.charset.Charset")
                        && !Accesses.parametersOf(access).contains("java.lang.String"));
    }

    private static boolean printsFloatingPoint(final JavaAccess<?> access) {
        final List<String> parameters = Accesses.parametersOf(access);
        return Accesses.isNamed(access, "valueOf", "append", "insert", "toString")
                && !access.getTarget().getFullName().startsWith("java.lang.Double.valueOf")
                && !access.getTarget().getFullName().startsWith("java.lang.Float.valueOf")
                && (parameters.contains("double")
                        || parameters.contains("float")
                        || isOwnedBy(access, "java.lang.Double")
                        || isOwnedBy(access, "java.lang.Float"));
    }

    private static ArchRule mathematics(final String engine) {
        final Set<String> inexact = Set.of(
                "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
                "log10", "log1p", "pow", "cbrt", "hypot");
        return noAccess(
                engine,
                "Math where its last bit is the JVM's choice",
                access -> isOwnedBy(access, "java.lang.Math") && inexact.contains(access.getName()),
                "intrinsics differ between processors and JDKs; StrictMath or integers do not");
    }

    private static ArchRule jdkHashes(final String engine) {
        final Set<String> types = Set.of(
                "java.util.HashMap",
                "java.util.HashSet",
                "java.util.Hashtable",
                "java.util.IdentityHashMap",
                "java.util.LinkedHashMap",
                "java.util.LinkedHashSet",
                "java.util.WeakHashMap",
                "java.util.concurrent.ConcurrentHashMap");
        final Set<String> salted = Set.of("java.util.Map", "java.util.Set");
        return noAccess(
                engine,
                "hash containers of the JDK",
                access -> types.contains(access.getTargetOwner().getName())
                        || (salted.contains(access.getTargetOwner().getName())
                                && Accesses.isNamed(access, "of", "ofEntries", "copyOf")),
                "they allocate, and their order is the JDK's choice, of Map.of and Set.of even the run's");
    }

    private static ArchRule identityHashes(final String engine) {
        return noAccess(
                engine,
                "hash codes that come from identity",
                access -> (isOwnedBy(access, "java.lang.System")
                                && access.getName().equals("identityHashCode"))
                        || (isOwnedBy(access, "java.util.Objects") && Accesses.isNamed(access, "hash", "hashCode"))
                        || (isOwnedBy(access, "java.util.Arrays")
                                && access.getName().endsWith("ashCode")
                                && Accesses.parametersOf(access).contains("[Ljava.lang.Object;"))
                        || (access.getName().equals("hashCode")
                                && Accesses.parametersOf(access).isEmpty()
                                && Accesses.comesFromIdentity(access)),
                "an object's address is not in the log");
    }

    private static ArchRule iteration(final String engine) {
        return noAccess(
                engine,
                "iteration of Agrona's hash containers",
                access -> isHashContainer(access.getTargetOwner())
                        && (Accesses.isNamed(access, "keySet", "values", "entrySet", "iterator", "toArray", "toString")
                                || access.getName().contains("forEach")
                                || access.getName().endsWith("ForEach")
                                || access.getName().startsWith("removeIf")
                                || access.getName().startsWith("replaceAll")),
                "their order depends on what was in them before, which a snapshot does not keep");
    }

    private static boolean isHashContainer(final JavaClass type) {
        final String name = type.getName();
        return (name.startsWith("org.agrona.collections.")
                        && (name.endsWith("Map") || name.endsWith("Set") || name.endsWith("Cache")))
                || type.getRawSuperclass()
                        .filter(DeterminismRules::isHashContainer)
                        .isPresent();
    }

    private static ArchRule streams(final String engine) {
        return noAccess(
                engine,
                "streams",
                access -> access.getTargetOwner().getPackageName().equals("java.util.stream")
                        || (access.getTargetOwner().getPackageName().startsWith("java.")
                                && Accesses.isNamed(access, "stream", "parallelStream")),
                "they allocate");
    }

    private static ArchRule logging(final String engine) {
        return noAccess(
                engine,
                "loggers",
                access -> access.getTargetOwner().getPackageName().startsWith("org.slf4j")
                        || access.getTargetOwner().getPackageName().startsWith("java.util.logging")
                        || access.getTargetOwner().getName().startsWith("java.lang.System$Logger"),
                "what the engine has to say is an event");
    }

    private static ArchRule floatingPoint(final String engine) {
        final DescribedPredicate<JavaField> floating = describe(
                "hold float or double",
                field -> Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                        .contains(field.getRawType().getBaseComponentType().getName()));
        return noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(engine)
                .should(Accesses.match(floating))
                .because("readings are hundredths in integers; state in floating point cannot be compared for equality")
                .allowEmptyShould(true);
    }

    private static ArchRule printing(final String base) {
        return noAccess(
                base + "..",
                "the console",
                access -> (isOwnedBy(access, "java.lang.System")
                                && Accesses.isNamed(access, "out", "err", "setOut", "setErr"))
                        || (access.getTargetOwner().isAssignableTo(Throwable.class)
                                && access.getName().equals("printStackTrace")
                                && Accesses.parametersOf(access).isEmpty()),
                "the console belongs to the program that embeds the library");
    }

    private static ArchRule staticState(final String base) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(base + "..")
                .and()
                .haveModifier(STATIC)
                .should()
                .haveModifier(FINAL)
                .because("two routers in one JVM must not meet")
                .allowEmptyShould(true);
    }

    private static ArchRule noAccess(
            final String packages, final String what, final Predicate<JavaAccess<?>> banned, final String because) {
        return noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .accessTargetWhere(describe(what, banned))
                .because(because)
                .allowEmptyShould(true);
    }

    private static boolean isMath(final JavaAccess<?> access) {
        return isOwnedBy(access, "java.lang.Math") || isOwnedBy(access, "java.lang.StrictMath");
    }

    private static boolean isOwnedBy(final JavaAccess<?> access, final String type) {
        return access.getTargetOwner().getName().equals(type);
    }
}
