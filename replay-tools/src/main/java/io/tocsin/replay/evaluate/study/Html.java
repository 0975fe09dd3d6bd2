package io.tocsin.replay.evaluate.study;

import java.util.List;
import java.util.Locale;

/** Small parts of a page. */
final class Html {
    private Html() {}

    /** Text that cannot be taken for a tag or leave an attribute. */
    static String escaped(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A table whose first column names the row. */
    static String table(final List<String> heads, final List<List<String>> rows) {
        final StringBuilder table = new StringBuilder("<table>\n<tr>");
        heads.forEach(
                head -> table.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        table.append("</tr>\n");
        for (final List<String> row : rows) {
            table.append("<tr><th scope=\"row\">").append(escaped(row.get(0))).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> table.append("<td>").append(escaped(cell)).append("</td>"));
            table.append("</tr>\n");
        }
        return table.append("</table>\n").toString();
    }

    /** A paragraph. */
    static String paragraph(final String text) {
        return "<p>" + escaped(text) + "</p>\n";
    }

    /** A number with so many decimals; a dash if it is undefined. */
    static String number(final double value, final int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A share in per cent. */
    static String percent(final double share) {
        return Double.isNaN(share) ? "–" : number(100 * share, 1) + " %";
    }

    /** With its interval. */
    static String number(final Estimate estimate, final int decimals) {
        return number(estimate.value(), decimals)
                + (Double.isNaN(estimate.low())
                        ? ""
                        : " (" + number(estimate.low(), decimals) + " to " + number(estimate.high(), decimals) + ")");
    }

    /** A share in per cent with its interval. */
    static String percent(final Estimate estimate) {
        return Double.isNaN(estimate.low())
                ? percent(estimate.value())
                : number(100 * estimate.value(), 1) + " % (" + number(100 * estimate.low(), 1) + " to "
                        + number(100 * estimate.high(), 1) + ")";
    }
}
