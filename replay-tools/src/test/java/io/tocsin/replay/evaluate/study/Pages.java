package io.tocsin.replay.evaluate.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What every page must be. */
public final class Pages {
    private Pages() {}

    /** Whole, with every tag closed that was opened, and nothing in it that would be fetched or carried out. */
    public static String requireNeedsNothingElse(final String page) {
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .doesNotContain("<script", "http", "src=", "href=", "@import", "url(", "NaN", "Infinity");
        for (final String tag : List.of("svg", "table", "section", "style", "h2", "p")) {
            assertThat(page.split("<" + tag + "[ >]", -1))
                    .as(tag)
                    .hasSameSizeAs(page.split("</" + tag + ">", -1))
                    .hasSizeGreaterThan(1);
        }
        return page;
    }
}
