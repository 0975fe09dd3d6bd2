package io.tocsin.replay.evaluate.study;

import java.util.Locale;

/**
 * A drawing in SVG that stands in a page by itself: a frame of 0 to 1 in both directions, marks on its sides, lines, bars and points in it. Nothing is fetched from
 * anywhere; what a colour means is written beside it as well.
 */
public final class Chart {
    private static final int LEFT = 220;
    private static final int TOP = 14;
    private static final int RIGHT = 100;
    private static final int BOTTOM = 44;

    private final StringBuilder svg = new StringBuilder();
    private final int width;
    private final int height;

    /**
     * An empty one.
     *
     * @param title  for those who cannot see it.
     * @param width  of the frame.
     * @param height of the frame.
     */
    public Chart(final String title, final int width, final int height) {
        this.width = width;
        this.height = height;
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                LEFT + width + RIGHT,
                TOP + height + BOTTOM,
                Html.escaped(title)));
    }

    /**
     * A mark below the frame, with a line through it.
     *
     * @param x    0 to 1, from the left.
     * @param text of the mark.
     */
    public void markBelow(final double x, final String text) {
        line("grid", x, 0, x, 1);
        text("middle", px(x), TOP + height + 16, text);
    }

    /**
     * A mark beside the frame, with a line through it.
     *
     * @param y    0 to 1, from the bottom.
     * @param text of the mark.
     */
    public void markBeside(final double y, final String text) {
        line("grid", 0, y, 1, y);
        beside(y, text);
    }

    /**
     * A name beside the frame.
     *
     * @param y    0 to 1, from the bottom.
     * @param text of it.
     */
    public void beside(final double y, final String text) {
        text("end", LEFT - 8, py(y) + 4, text);
    }

    /**
     * What is measured along the bottom.
     *
     * @param text that says it.
     */
    public void below(final String text) {
        text("middle", LEFT + width / 2.0, TOP + height + 36, text);
    }

    /**
     * A figure right of a place.
     *
     * @param x    0 to 1, from the left.
     * @param y    0 to 1, from the bottom.
     * @param text of it.
     */
    public void figure(final double x, final double y, final String text) {
        text("start", px(x) + 6, py(y) + 4, text);
    }

    /**
     * A line between two places.
     *
     * @param style class of the style sheet.
     * @param fromX 0 to 1, from the left.
     * @param fromY 0 to 1, from the bottom.
     * @param toX   0 to 1, from the left.
     * @param toY   0 to 1, from the bottom.
     */
    public void line(final String style, final double fromX, final double fromY, final double toX, final double toY) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                style,
                px(fromX),
                py(fromY),
                px(toX),
                py(toY)));
    }

    /**
     * A bar from the left.
     *
     * @param style     class of the style sheet.
     * @param toX       where it ends, 0 to 1.
     * @param middleY   of it, 0 to 1, from the bottom.
     * @param thickness in the drawing's units.
     */
    public void bar(final String style, final double toX, final double middleY, final int thickness) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>\n",
                style,
                LEFT,
                py(middleY) - thickness / 2.0,
                Math.max(px(toX) - LEFT, 0),
                thickness));
    }

    /**
     * A point.
     *
     * @param style class of the style sheet.
     * @param x     0 to 1, from the left.
     * @param y     0 to 1, from the bottom.
     */
    public void point(final String style, final double x, final double y) {
        svg.append(String.format(
                Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>\n", style, px(x), py(y)));
    }

    /**
     * The finished drawing.
     *
     * @return an {@code svg} element, a new line behind it.
     */
    public String drawn() {
        return svg + "</svg>\n";
    }

    private void text(final String anchor, final double x, final double y, final String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                anchor,
                x,
                y,
                Html.escaped(text)));
    }

    private double px(final double x) {
        return LEFT + Math.min(Math.max(x, 0), 1) * width;
    }

    private double py(final double y) {
        return TOP + (1 - Math.min(Math.max(y, 0), 1)) * height;
    }
}
