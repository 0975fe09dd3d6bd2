package io.tocsin.house;

import com.tngtech.archunit.lang.ArchRule;

/**
 * A rule of the house together with a class that breaks it.
 *
 * @param name    of the rule, for the test report.
 * @param fixture each of its methods and fields breaks the rule, except those whose name begins with "allowed", which
 *                show what the rule leaves alone.
 * @param rule    as applied to the packages of a base.
 */
record HouseRule(String name, Class<?> fixture, ArchRule rule) {
    @Override
    public String toString() {
        return name;
    }
}
