package io.tocsin.replay.evaluate.study;

import java.util.List;
import java.util.Locale;

/** Small parts of a page. */
public final class Html {
    private Html() {}

    /**
     * Text that cannot be taken for a tag or leave an attribute.
     *
     * @param text as people read it.
     * @return HTML.
     */
    public static String escaped(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /**
     * A table whose first column names the row.
     *
     * @param heads of the columns.
     * @param rows  each with as many cells as there are heads.
     * @return HTML.
     */
    public static String table(final List<String> heads, final List<List<String>> rows) {
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

    /**
     * A number.
     *
     * @param value    of it; not a number = undefined.
     * @param decimals of it.
     * @return text; a dash if it is undefined.
     */
    public static String number(final double value, final int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /**
     * A share in per cent.
     *
     * @param share 0 to 1; not a number = undefined.
     * @return text; a dash if it is undefined.
     */
    public static String percent(final double share) {
        return Double.isNaN(share) ? "–" : number(100 * share, 1) + " %";
    }

    /**
     * A number with its interval.
     *
     * @param estimate of it.
     * @param decimals of it.
     * @return text; without an interval if there is none.
     */
    public static String number(final Estimate estimate, final int decimals) {
        return number(estimate.value(), decimals)
                + (Double.isNaN(estimate.low())
                        ? ""
                        : " (" + number(estimate.low(), decimals) + " to " + number(estimate.high(), decimals) + ")");
    }

    /**
     * A share in per cent with its interval.
     *
     * @param estimate of it.
     * @return text; without an interval if there is none.
     */
    public static String percent(final Estimate estimate) {
        return Double.isNaN(estimate.low())
                ? percent(estimate.value())
                : number(100 * estimate.value(), 1) + " % (" + number(100 * estimate.low(), 1) + " to "
                        + number(100 * estimate.high(), 1) + ")";
    }
}
