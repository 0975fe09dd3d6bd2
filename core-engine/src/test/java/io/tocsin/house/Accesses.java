package io.tocsin.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;

/** Questions that the rules ask about an access, be it a call, a method reference or a field. */
final class Accesses {
    private Accesses() {}

    static boolean isNamed(final JavaAccess<?> access, final String... names) {
        return List.of(names).contains(access.getName());
    }

    /** The names of the parameters' types as {@link Class#getName()} has them; none for a field. */
    static List<String> parametersOf(final JavaAccess<?> access) {
        if (access.getTarget() instanceof CodeUnitAccessTarget) {
            return ((CodeUnitAccessTarget) access.getTarget())
                    .getRawParameterTypes().stream().map(JavaClass::getName).toList();
        }
        return List.of();
    }

    /** Whether {@code hashCode()} on the target's type may end in Object's: what is not known to be better may. */
    static boolean comesFromIdentity(final JavaAccess<?> access) {
        final Optional<? extends JavaMember> member = access.getTarget().resolveMember();
        if (member.isEmpty()) {
            return true;
        }
        final JavaClass declaring = member.get().getOwner();
        return declaring.isInterface()
                || declaring.isAssignableTo(Record.class)
                || declaring.getName().equals("java.lang.Object")
                || declaring.getName().equals("java.lang.Enum");
    }

    /** A condition on fields from a predicate, with the field's place in the report. */
    static ArchCondition<JavaField> match(final DescribedPredicate<JavaField> predicate) {
        return new ArchCondition<>(predicate.getDescription()) {
            @Override
            public void check(final JavaField field, final ConditionEvents events) {
                final String message = "Field <" + field.getFullName() + "> has type <"
                        + field.getRawType().getName() + "> in " + field.getSourceCodeLocation();
                events.add(new SimpleConditionEvent(field, predicate.test(field), message));
            }
        };
    }
}
