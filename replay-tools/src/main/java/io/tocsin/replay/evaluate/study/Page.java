package io.tocsin.replay.evaluate.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A page in the making that needs nothing else: no script, no font, no picture from anywhere. One thread. */
public final class Page {
    private static final String STYLE = "study.css";

    private final StringBuilder html = new StringBuilder();

    /**
     * Begins one.
     *
     * @param title of it.
     */
    public Page(final String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(Html.escaped(title))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Html.escaped(title))
                .append("</h1>\n");
    }

    /**
     * What must be known before anything else is read.
     *
     * @param paragraphs in order.
     */
    public void words(final String... paragraphs) {
        html.append("<section class=\"words\">\n");
        for (final String text : paragraphs) {
            paragraph(text);
        }
        html.append("</section>\n");
    }

    /**
     * A heading.
     *
     * @param text of it.
     */
    public void heading(final String text) {
        html.append("<h2>").append(Html.escaped(text)).append("</h2>\n");
    }

    /**
     * A paragraph.
     *
     * @param text of it.
     */
    public void paragraph(final String text) {
        html.append("<p>").append(Html.escaped(text)).append("</p>\n");
    }

    /**
     * A part that is HTML already.
     *
     * @param part of {@link Html}, {@link Chart} or {@link Bars}.
     */
    public void add(final String part) {
        html.append(part);
    }

    /**
     * The finished page.
     *
     * @return HTML.
     */
    public String finished() {
        return html.append("</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException(STYLE + " is not beside its class");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException failed) {
            throw new IllegalStateException(STYLE + " cannot be read", failed);
        }
    }
}
